using Scheduler.Api.Appointments;
using Scheduler.Api.Http;
using Scheduler.Api.Scheduling;
using Scheduler.Api.Web.Parts;
using Scheduler.Api.Web.Week;
using Scheduler.Data.Model;

namespace Scheduler.Api.Web.Desk;

/// <summary>Moves an appointment from its page: to a free time, to any other, or to one that rules refuse, with a reason.</summary>
internal static class CardMoves
{
    public static async Task<IResult> MoveAsync(Guid appointment, HttpContext http, CardReader reader, RescheduleAppointment reschedule)
    {
        if (await reader.FindAsync(http, appointment) is not { } card)
        {
            return CardPages.NotFound();
        }

        var (form, place) = (await FormState.ReadAsync(http), reader.Place(http, card));
        // A button says an instant and with whom, the form a date and a time on the clock that the page shows.
        var (to, with) = form["to"].Split(' ') is [var instant, var other] ? (instant, other) : (form["to"], form["provider"]);
        if (!Instants.TryParse(to, out var startUtc))
        {
            startUtc = Start(form, place.Zone);
        }

        var minutes = form.Number("minutes");
        if (minutes is < 1 or > Limits.Minutes)
        {
            form.Add("minutes", $"Write a length from 1 to {Limits.Minutes} minutes.");
        }

        var move = new Move(startUtc, minutes, RequestErrors.IsId(with) ? [with] : null);
        var wrong = form.Any;
        var lifted = BookAnyway.Read(form, to);
        if (form.Any)
        {
            return Pages.Show<CardPage>(
                await reader.ModelAsync(http, card, form, wrong ? null : move),
                StatusCodes.Status422UnprocessableEntity
            );
        }

        var outcome = await reschedule.RunAsync(appointment, move with { Override = lifted }, null, http.RequestAborted);
        return outcome.Refusal is { } refusal
            ? await CardPages.RefusedAsync(http, reader, card, form, "Not moved", refusal, move)
            : Pages.SeeOther(place.Back(startUtc, "moved"));
    }

    private static DateTime Start(FormState form, ZoneRules zone)
    {
        var day = WeekPages.Day(form["date"]);
        if (day is null)
        {
            form.Add("date", "Choose a date.");
        }

        if (!LocalRange.TryParseTime(form["time"], asEnd: false, out var minute))
        {
            form.Add("time", "Write a time, such as 09:00.");
        }

        return day is { } date ? zone.ToUtc(date, minute) : default;
    }
}
