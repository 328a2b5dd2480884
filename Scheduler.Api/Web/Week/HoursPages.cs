using Scheduler.Api.Access;
using Scheduler.Api.Availability;
using Scheduler.Api.Http;
using Scheduler.Api.Scheduling;
using Scheduler.Api.Web.Parts;

namespace Scheduler.Api.Web.Week;

/// <summary>What the page of open hours shows: a text for each day of the week, and the dates that replace them.</summary>
public sealed record HoursModel(
    string ProviderId,
    string Name,
    string TimeZone,
    IReadOnlyList<(DateOnly Date, string Hours)> Dates,
    FormState Weekly,
    FormState OneDate,
    Notice? Notice
);

/// <summary>The forms for weekly hours and for dates.</summary>
internal static class HoursPages
{
    public static readonly string[] Days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

    /// <summary>A longer holiday is written in two parts.</summary>
    public static void MapHours(this IEndpointRouteBuilder app)
    {
        app.MapPage("/providers/{id}/hours", ShowAsync).Needs(Permission.ReadHours);
        app.MapPost("/providers/{id}/hours", SaveWeeklyAsync).Needs(Permission.ChangeHours);
        app.MapPost("/providers/{id}/dates", SaveDatesAsync).Needs(Permission.ChangeHours);
    }

    private static async Task<IResult> ShowAsync(
        string id,
        string? done,
        ReadAvailability availability,
        HttpContext http,
        OperationContext context
    ) => await PageAsync(id, availability, http, context, null, null, WeekPages.Done(done), StatusCodes.Status200OK);

    private static async Task<IResult> SaveWeeklyAsync(
        string id,
        HttpContext http,
        ReadAvailability availability,
        ChangeHours change,
        OperationContext context
    )
    {
        var form = await FormState.ReadAsync(http);
        var weekly = new List<WeeklyRange>();
        foreach (var day in Days)
        {
            var ranges = HoursInput.Read(form[day]).Select(r => new WeeklyRange(day, r.Start, r.End)).ToList();
            var errors = new RequestErrors();
            HoursParsing.Weekly(ranges, errors);
            if (errors.Any)
            {
                form.Add(day, $"{Capital(day)}: write times such as 09:00-12:00, 13:00-17:00, without overlap, or leave it empty.");
            }

            weekly.AddRange(ranges);
        }

        if (form.Any || await availability.HoursAsync(id, http.RequestAborted) is not { } stored)
        {
            return await AgainAsync();
        }

        var parsed = HoursParsing.Weekly(weekly, new RequestErrors());
        return await Previewed.RunAsync(
            http,
            stored,
            form,
            Days[0],
            preview => change.SetWeeklyAsync(id, parsed, preview, form.Precondition, http.RequestAborted),
            $"{WeekLinks.Hours(id)}?done=saved",
            AgainAsync
        );

        Task<IResult> AgainAsync() =>
            PageAsync(id, availability, http, context, form, null, null, StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<IResult> SaveDatesAsync(
        string id,
        HttpContext http,
        ReadAvailability availability,
        ChangeHours change,
        OperationContext context
    )
    {
        var form = await FormState.ReadAsync(http);
        var asked = DateRange.Read(form);
        var ranges = form["what"] switch
        {
            "weekly" => null,
            "own" => HoursInput.Read(form["hours"]),
            _ => [],
        };
        var errors = new RequestErrors();
        var dates = form.Any
            ? new Dictionary<DateOnly, IReadOnlyList<LocalRange>?>()
            : HoursParsing.Dates(asked.ToDictionary(date => date, _ => ranges), errors);

        if (errors.Any || (form["what"] == "own" && ranges is { Count: 0 }))
        {
            form.Add("hours", "Write times such as 09:00-12:00, 13:00-17:00, without overlap.");
        }

        if (form.Any || await availability.HoursAsync(id, http.RequestAborted) is not { } stored)
        {
            return await AgainAsync();
        }

        return await Previewed.RunAsync(
            http,
            stored,
            form,
            "date",
            preview => change.SetDatesAsync(id, dates, preview, form.Precondition, http.RequestAborted),
            $"{WeekLinks.Hours(id)}?done=saved",
            AgainAsync
        );

        Task<IResult> AgainAsync() =>
            PageAsync(id, availability, http, context, null, form, null, StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<IResult> PageAsync(
        string id,
        ReadAvailability availability,
        HttpContext http,
        OperationContext context,
        FormState? weekly,
        FormState? oneDate,
        Notice? notice,
        int status
    )
    {
        if (await availability.HoursAsync(id, http.RequestAborted) is not { } stored)
        {
            return Pages.NotFound("There is no such provider.");
        }

        var hours = HoursResponse.Of(stored);
        var today = stored.Zone.DateOf(context.Now());
        var version = (FormState.Version, (string?)$"{stored.Provider.Version}");
        weekly ??= new FormState([
            version,
            .. Days.Select(day =>
                (day, (string?)HoursInput.Write(hours.Weekly.Where(w => w.Day == day).Select(w => new HoursRange(w.Start, w.End))))
            ),
        ]);
        oneDate ??= new FormState(("what", "closed"), version);
        return Pages.Show<HoursPage>(
            new HoursModel(
                id,
                Names.Of(stored.Provider),
                hours.TimeZone,
                hours.Dates.Where(d => d.Key >= today).OrderBy(d => d.Key).Select(d => (d.Key, HoursInput.Write(d.Value))).ToList(),
                weekly,
                oneDate,
                notice
            ),
            status
        );
    }

    public static string Capital(string day) => char.ToUpperInvariant(day[0]) + day[1..];
}
