using Scheduler.Api.Access;
using Scheduler.Api.Http;
using Scheduler.Api.Office;
using Scheduler.Api.Web.Parts;
using Scheduler.Api.Web.Week;
using Scheduler.Data;
using Scheduler.Data.Model;

namespace Scheduler.Api.Web.Office;

/// <summary>The closed days ahead, and the form that adds some.</summary>
public sealed record ClosuresModel(IReadOnlyList<Closure> Ahead, FormState Form, bool MayChange, Notice? Notice);

/// <summary>What closing would leave outside the open hours, before it is saved.</summary>
/// <param name="Fields">Of the form, to be sent again.</param>
public sealed record ClosingModel(
    IReadOnlyList<(string When, string Who)> Affected,
    int Count,
    IReadOnlyList<(string Name, string Value)> Fields
);

/// <summary>The office's closed days: see, add, take away.</summary>
internal static class ClosurePages
{
    public const string Path = "/office/closures";
    private const string Sure = "sure";

    private const int MostShown = 100;

    public static void MapClosurePages(this IEndpointRouteBuilder app)
    {
        app.MapPage(Path, ShowAsync).Needs(Permission.ReadOffer);
        app.MapPost(Path, AddAsync).Needs(Permission.ChangeOffer);
        app.MapPost(Path + "/remove", RemoveAsync).Needs(Permission.ChangeOffer);
    }

    private static async Task<IResult> ShowAsync(string? done, ChangeClosures closures, OperationContext context, HttpContext http) =>
        await PageAsync(
            closures,
            context,
            http,
            new FormState(),
            done is null ? null : new Notice("Saved", "Nobody can book on closed days.", "ok")
        );

    private static async Task<IResult> AddAsync(HttpContext http, ChangeClosures change, OperationContext context, SchedulerDbContext db)
    {
        var form = await FormState.ReadAsync(http);
        var added = DateRange.Read(form);
        var old = await change.ReadAsync(http.RequestAborted);
        var dates = old.Dates.ToDictionary(c => c.Date, c => c.Name);
        foreach (var date in added)
        {
            dates[date] = form["name"];
        }

        var errors = new RequestErrors();
        ClosureRules.Check(dates, errors);
        if (errors.Any)
        {
            form.Add(errors.Refusal, "name");
        }

        if (form.Any)
        {
            return await PageAsync(change, context, http, form, null, StatusCodes.Status422UnprocessableEntity);
        }

        var version = new Precondition(new HashSet<string>(StringComparer.Ordinal) { Precondition.Text(old.Version) }, "");
        var sure = form[Sure].Length > 0;
        var outcome = await change.RunAsync(dates, preview: !sure, version, http.RequestAborted);
        if (!sure && outcome.Value is { } changed)
        {
            if (changed.Affected.Count > 0)
            {
                return Pages.Show<ClosingPage>(await ModelAsync(http, db, context, form, changed));
            }

            outcome = await change.RunAsync(dates, preview: false, version, http.RequestAborted);
        }

        return await AnswerAsync(outcome, form, change, context, http);
    }

    private static async Task<IResult> RemoveAsync(HttpContext http, ChangeClosures change, OperationContext context)
    {
        var form = await FormState.ReadAsync(http);
        var dates = (await change.ReadAsync(http.RequestAborted)).Dates.ToDictionary(c => c.Date, c => c.Name);
        if (WeekPages.Day(form["remove"]) is { } date)
        {
            dates.Remove(date);
        }

        return await AnswerAsync(await change.RunAsync(dates, preview: false, null, http.RequestAborted), form, change, context, http);
    }

    private static async Task<IResult> AnswerAsync(
        Outcome<ChangedClosures> outcome,
        FormState form,
        ChangeClosures closures,
        OperationContext context,
        HttpContext http
    )
    {
        if (outcome.Refusal is not { } refusal)
        {
            return Pages.SeeOther($"{Path}?done=saved");
        }

        form.Add(refusal, "date");
        return await PageAsync(closures, context, http, form, null, StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<ClosingModel> ModelAsync(
        HttpContext http,
        SchedulerDbContext db,
        OperationContext context,
        FormState form,
        ChangedClosures changed
    )
    {
        var shown = changed.Affected.Take(MostShown).ToList();
        var viewer = Viewer.Of(http, null, context.Office);
        var names = await Names.OfAsync(db, shown.Select(a => a.UserId), http.RequestAborted);
        return new ClosingModel(
            shown.ConvertAll(a => ($"{viewer.Day(a.StartUtc)}, {viewer.Span(a.StartUtc, a.EndUtc)}", names[a.UserId])),
            changed.Affected.Count,
            [.. form.Values.Select(v => (v.Key, v.Value)), (Sure, "yes")]
        );
    }

    private static async Task<IResult> PageAsync(
        ChangeClosures closures,
        OperationContext context,
        HttpContext http,
        FormState form,
        Notice? notice,
        int status = StatusCodes.Status200OK
    )
    {
        var today = context.Office.DateOf(context.Now());
        var ahead = (await closures.ReadAsync(http.RequestAborted)).Dates.Where(c => c.Date >= today).ToList();
        return Pages.Show<ClosuresPage>(
            new ClosuresModel(ahead, form, Permission.ChangeOffer.Of(context.Actor.Role) != Reach.None, notice),
            status
        );
    }
}
