using Scheduler.Api.Access;
using Scheduler.Api.Http;
using Scheduler.Api.Web.Parts;
using Scheduler.Data.Model;

namespace Scheduler.Api.Web.Booking;

/// <summary>Finding a time that several providers have free in common, and booking it.</summary>
internal static class MeetPages
{
    public const string Path = "/meet";

    private const int MinProviders = 2;

    public static void MapMeet(this IEndpointRouteBuilder app)
    {
        app.MapPage(Path, ShowAsync).AddEndpointFilter(AddressLimit.RunAsync<PublicReads>).MayBeOld();
        app.MapPost(Path, ShowTypedAsync).AddEndpointFilter(AddressLimit.RunAsync<PublicReads>);
        app.MapPost($"{Path}/hold", HoldAsync);
        app.MapPage($"{Path}/details", AskAsync);
        app.MapPost($"{Path}/details", BookAsync);
    }

    private static async Task<IResult> ShowAsync(HttpContext http, MeetReader reader)
    {
        var query = Query(http, http.Request.Query["provider"]);
        if (query.Others.Count is < MinProviders or > MeetReader.MaxProviders)
        {
            return Pages.Show<MeetChoicePage>(await reader.ChoiceAsync(query, http.RequestAborted));
        }

        return await reader.ReadAsync(query, null, http.RequestAborted) is { } model
            ? Pages.Show<MeetPage>(model)
            : Pages.NotFoundSaying("Choose.NotOffered");
    }

    /// <summary>The page at other days, or in another zone, for somebody who has typed who they are: no address has that.</summary>
    private static async Task<IResult> ShowTypedAsync(HttpContext http, BookingReader reader)
    {
        var form = await FormState.ReadAsync(http);
        var query = Query(http, form.Text("provider") ?? http.Request.Query["provider"]).Or(form);
        return query.Others.Count is >= MinProviders and <= MeetReader.MaxProviders
            ? await OtherTimes.KeepAsync(http, reader, query, form)
            : Pages.NotFoundSaying("Choose.NotOffered");
    }

    private static async Task<IResult> HoldAsync(HttpContext http, MeetReader reader, HoldTime hold)
    {
        var form = await FormState.ReadAsync(http);
        return await ChosenAsync(http, reader, form) is { } choice
            ? await hold.RunAsync(http, choice, form)
            : Pages.NotFoundSaying("Choose.NotOffered");
    }

    private static async Task<IResult> AskAsync(HttpContext http, MeetReader reader, PageLanguage language, OperationContext context) =>
        DetailsPages.Ask(await ChosenAsync(http, reader, FormState.Of(http.Request.Query)), language, context);

    private static async Task<IResult> BookAsync(HttpContext http, MeetReader reader, BookTime book)
    {
        var form = await FormState.ReadAsync(http);
        return await ChosenAsync(http, reader, form) is { } choice
            ? await book.RunAsync(http, choice, form)
            : Pages.NotFoundSaying("Choose.NotOffered");
    }

    /// <summary>The page with its other times, and why the chosen one was not booked.</summary>
    public static async Task<IResult> AgainAsync(HttpContext http, BookingQuery query, Refusal refusal, DateTime? without, FormState? typed)
    {
        var services = http.RequestServices;
        var model = await services
            .GetRequiredService<MeetReader>()
            .ReadAsync(query, refusal.Type == RefusalType.SlotTaken ? without : null, http.RequestAborted);
        return model is null
            ? Pages.NotFoundSaying("Choose.NotOffered")
            : Pages.Show<MeetPage>(
                model with
                {
                    Notice = Refused.Words(refusal, services.GetRequiredService<PageLanguage>()),
                    Typed = typed,
                    Word = typed?.Text(PageKey.Field) ?? PageKey.NewWord(),
                },
                Refused.Status(refusal)
            );
    }

    private static async Task<BookingChoice?> ChosenAsync(HttpContext http, MeetReader reader, FormState form) =>
        Query(http, form["provider"]) is { Others.Count: >= MinProviders and <= MeetReader.MaxProviders } query
            ? await reader.ChosenAsync(query, form, http.RequestAborted)
            : null;

    /// <param name="providers">Ids, parted by commas: no id has one.</param>
    private static BookingQuery Query(HttpContext http, string? providers)
    {
        List<string> ids =
        [
            .. (providers ?? "")
                .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Where(RequestErrors.IsId)
                .Distinct(StringComparer.Ordinal)
                .Take(MeetReader.MaxProviders + 1),
        ];
        return BookingQuery.Of(http, ids.FirstOrDefault() ?? "", Path, false) with { Others = ids };
    }
}
