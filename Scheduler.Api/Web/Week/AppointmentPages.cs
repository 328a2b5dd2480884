using System.Globalization;
using Scheduler.Api.Access;
using Scheduler.Api.Appointments;
using Scheduler.Api.Http;
using Scheduler.Api.Mail;
using Scheduler.Api.Scheduling;
using Scheduler.Api.Web.Booking;
using Scheduler.Api.Web.Parts;
using Scheduler.Data.Model;

namespace Scheduler.Api.Web.Week;

/// <summary>What a provider does with one appointment: see, move, confirm, cancel.</summary>
internal static class AppointmentPages
{
    private const int MaxMessages = 50;

    public static void MapProviderAppointment(this IEndpointRouteBuilder app)
    {
        const string Root = "/providers/{id}/appointments/{appointment:guid}";
        app.MapPage(Root, ShowAsync).Needs(Permission.ReadAppointments);
        app.MapPost(Root + "/move", MoveAsync).Needs(Permission.ChangeAppointments);
        app.MapPost(Root + "/confirm", ConfirmAsync).Needs(Permission.ChangeAppointments);
        app.MapPost(Root + "/cancel", CancelAsync).Needs(Permission.ChangeAppointments);
    }

    private static async Task<IResult> ShowAsync(
        string id,
        Guid appointment,
        string? date,
        string? time,
        HttpContext http,
        ProviderAppointments appointments,
        FindMessages messages
    ) =>
        await appointments.FindAsync(id, appointment, http.RequestAborted) is { } found
            ? Page(
                found,
                http,
                null,
                null,
                StatusCodes.Status200OK,
                date,
                time,
                await messages.ListAsync(appointment, null, MaxMessages, http.RequestAborted)
            )
            : NotFound();

    private static async Task<IResult> MoveAsync(
        string id,
        Guid appointment,
        HttpContext http,
        ProviderAppointments appointments,
        RescheduleAppointment reschedule
    )
    {
        if (await appointments.FindAsync(id, appointment, http.RequestAborted) is not { } found)
        {
            return NotFound();
        }

        var form = await FormState.ReadAsync(http);
        if (WeekPages.Day(form["date"]) is not { } day)
        {
            form.Add("date", "Choose a date.");
            day = default;
        }

        if (!LocalRange.TryParseTime(form["time"], asEnd: false, out var minute))
        {
            form.Add("time", "Write a time, such as 09:00.");
        }

        var minutes = form.Number("minutes");
        if (minutes is < 1 or > Limits.Minutes)
        {
            form.Add("minutes", $"Write a length from 1 to {Limits.Minutes} minutes.");
        }

        if (form.Any)
        {
            return Page(found, http, form, null, StatusCodes.Status422UnprocessableEntity);
        }

        var zone = ZoneRules.Get(found.Provider.TimeZone);
        var outcome = await reschedule.RunAsync(appointment, new Move(zone.ToUtc(day, minute), minutes), null, http.RequestAborted);
        return outcome.Refusal is { } refusal
            ? Page(found, http, form, new Notice("Not moved", Why(refusal, zone, http)), Refused.Status(refusal))
            : Pages.SeeOther(WeekLinks.Week(id, WeekLinks.MondayOf(day), "moved"));
    }

    private static async Task<IResult> ConfirmAsync(
        string id,
        Guid appointment,
        HttpContext http,
        ProviderAppointments appointments,
        ConfirmAppointment confirm
    ) =>
        await appointments.FindAsync(id, appointment, http.RequestAborted) is { } found
            ? await DoneAsync(found, http, appointments, await confirm.RunAsync(appointment, null, null, http.RequestAborted), "confirmed")
            : NotFound();

    private static async Task<IResult> CancelAsync(
        string id,
        Guid appointment,
        HttpContext http,
        ProviderAppointments appointments,
        CancelAppointment cancel
    )
    {
        if (await appointments.FindAsync(id, appointment, http.RequestAborted) is not { } found)
        {
            return NotFound();
        }

        var reason = (await FormState.ReadAsync(http)).Text("reason");
        reason = reason is { Length: > Limits.Note } ? reason[..Limits.Note] : reason;
        return await DoneAsync(
            found,
            http,
            appointments,
            await cancel.RunAsync(appointment, reason, null, http.RequestAborted),
            "cancelled"
        );
    }

    private static async Task<IResult> DoneAsync(
        ProviderAppointment found,
        HttpContext http,
        ProviderAppointments appointments,
        Outcome<AppointmentState> outcome,
        string done
    )
    {
        if (outcome.Value is { } changed)
        {
            // The week of the provider's own calendar: it is another one than UTC's for hours of every week.
            var date = ZoneRules.Get(found.Provider.TimeZone).DateOf(changed.Appointment.StartUtc);
            return Pages.SeeOther(WeekLinks.Week(found.Provider.Id, WeekLinks.MondayOf(date), done));
        }

        var now = await appointments.FindAsync(found.Provider.Id, found.Appointment.Id, http.RequestAborted) ?? found;
        return Page(now, http, null, new Notice("Not done", outcome.Refusal!.Detail), Refused.Status(outcome.Refusal));
    }

    private static IResult NotFound() => Pages.NotFound("There is no such appointment.");

    /// <summary>The refusal's own words, and the nearest free times where there are any.</summary>
    private static string Why(Refusal refusal, ZoneRules zone, HttpContext http)
    {
        var viewer = Viewer.Of(http, null, zone);
        return refusal.Members.GetValueOrDefault("alternatives") is IReadOnlyList<DateTime> { Count: > 0 } free
            ? $"{refusal.Detail} Free near it: {string.Join("; ", free.Select(At))}."
            : refusal.Detail;

        string At(DateTime start) => $"{Viewer.ShortDay(zone.DateOf(start))}, {viewer.Time(start)}";
    }

    private static IResult Page(
        ProviderAppointment found,
        HttpContext http,
        FormState? form,
        Notice? notice,
        int status,
        string? date = null,
        string? time = null,
        IReadOnlyList<Message>? messages = null
    )
    {
        var viewer = Viewer.Of(http, null, ZoneRules.Get(found.Provider.TimeZone));
        var (localDate, localTime) = viewer.Zone.ToLocal(found.Appointment.StartUtc);
        form ??= new FormState(
            ("date", WeekPages.Day(date) is { } day ? Instants.FormatDate(day) : Instants.FormatDate(localDate)),
            ("time", LocalRange.TryParseTime(time, asEnd: false, out _) ? time : LocalRange.FormatTime((int)localTime.TotalMinutes)),
            ("minutes", ((int)(found.Appointment.EndUtc - found.Appointment.StartUtc).TotalMinutes).ToString(CultureInfo.InvariantCulture))
        );
        return Pages.Show<ProviderAppointmentPage>(
            new ProviderAppointmentModel(found.Provider, found.Appointment, found.Type, found.Client, viewer, form, found.NowUtc)
            {
                Notice = notice,
                Messages = messages ?? [],
            },
            status
        );
    }
}
