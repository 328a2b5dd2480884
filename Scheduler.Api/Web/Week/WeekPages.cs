using Scheduler.Api.Access;
using Scheduler.Api.Availability;
using Scheduler.Api.Http;
using Scheduler.Api.Scheduling;
using Scheduler.Api.Web.Parts;

namespace Scheduler.Api.Web.Week;

/// <summary>A provider's week, and the form that opens or closes a part of a day.</summary>
internal static class WeekPages
{
    public static void MapWeek(this IEndpointRouteBuilder app)
    {
        app.MapPage("/providers/{id}/week", ShowAsync).Needs(Permission.ReadHours);
        app.MapPost("/providers/{id}/time", ChangeTimeAsync).Needs(Permission.ChangeHours);
        app.MapHours();
    }

    private static async Task<IResult> ShowAsync(
        string id,
        string? from,
        string? done,
        string? date,
        string? start,
        string? end,
        HttpContext http,
        WeekReader reader
    )
    {
        var form = new FormState(("what", "open"), ("date", date), ("start", start), ("end", end));
        return await reader.ReadAsync(http, id, Day(from) ?? Day(date), form) is { } model
            ? Pages.Show<WeekPage>(model with { Notice = Done(done) })
            : Pages.NotFound("There is no such provider.");
    }

    private static async Task<IResult> ChangeTimeAsync(
        string id,
        HttpContext http,
        WeekReader reader,
        ReadAvailability availability,
        ChangeHours change
    )
    {
        var form = await FormState.ReadAsync(http);
        var date = Day(form["date"]);
        if (await availability.HoursAsync(id, http.RequestAborted) is not { } provider)
        {
            return Pages.NotFound("There is no such provider.");
        }

        if (date is null)
        {
            form.Add("date", "Choose a date.");
        }

        var startIsTime = LocalRange.TryParseTime(form["start"], asEnd: false, out var startMinute);
        if (!startIsTime)
        {
            form.Add("start", "Write when it begins, such as 09:00.");
        }

        // A time field cannot say 24:00: midnight as an end is the end of the day.
        var endIsTime = LocalRange.TryParseTime(form["end"], asEnd: true, out var endMinute);
        endMinute = endMinute == 0 ? LocalRange.MinutesADay : endMinute;
        if (!endIsTime || (startIsTime && endMinute <= startMinute))
        {
            form.Add("end", "Write when it ends, after it begins.");
        }

        if (form.Any || date is not { } day)
        {
            return await AgainAsync();
        }

        if (form["what"] != "block")
        {
            var window = TimeRange.Between(provider.Zone.ToUtc(day, startMinute), provider.Zone.ToUtc(day, endMinute));
            var outcome = window is { } range
                ? await change.AddWindowAsync(id, range, null, http.RequestAborted)
                : RequestErrors.Of("start", "does not exist on that day: the clocks change");
            if (outcome.Refusal is { } refusal)
            {
                form.Add(refusal, "start");
                return await AgainAsync();
            }

            return Pages.SeeOther(WeekLinks.Week(id, WeekLinks.MondayOf(day), "saved"));
        }

        return await Previewed.RunAsync(
            http,
            provider,
            form,
            "start",
            preview => change.BlockAsync(id, day, new LocalRange(startMinute, endMinute), preview, http.RequestAborted),
            WeekLinks.Week(id, WeekLinks.MondayOf(day), "saved"),
            AgainAsync
        );

        async Task<IResult> AgainAsync() =>
            await reader.ReadAsync(http, id, date, form) is { } model
                ? Pages.Show<WeekPage>(model, StatusCodes.Status422UnprocessableEntity)
                : Pages.NotFound();
    }

    public static DateOnly? Day(string? text) => Instants.TryParseDate(text, out var day) && day.Year is > 1900 and < 2200 ? day : null;

    public static Notice? Done(string? done) =>
        done switch
        {
            "saved" => new("Saved", "The open hours are changed.", "ok"),
            "moved" => new("Moved", "The appointment has its new time.", "ok"),
            "attended" => new("Saved", "Whether the client came is written down.", "ok"),
            "noted" => new("Saved", "The notes are written down.", "ok"),
            "booked" => new("Booked", "The appointment is booked and confirmed.", "ok"),
            "cancelled" => new("Cancelled", "The appointment is cancelled, and its time is free.", "ok"),
            "confirmed" => new("Confirmed", "The appointment is confirmed.", "ok"),
            _ => null,
        };
}
