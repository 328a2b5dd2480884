using Microsoft.EntityFrameworkCore;
using Scheduler.Api.Appointments;
using Scheduler.Api.Http;
using Scheduler.Api.Scheduling;
using Scheduler.Api.Web.Booking;
using Scheduler.Api.Web.Parts;
using Scheduler.Data;
using Scheduler.Data.Model;

namespace Scheduler.Api.Web.Week;

/// <summary>An appointment as its provider sees it, and the form that moves it.</summary>
public sealed record ProviderAppointmentModel(Provider Provider, Appointment Appointment, AppointmentType Type, Client? Client, Viewer Viewer, FormState Form, DateTime NowUtc)
{
    public Notice? Notice { get; init; }

    public AppointmentStatus Status => Appointment.StatusAt(NowUtc);
}

/// <summary>What a provider does with one appointment: see, move, confirm, cancel.</summary>
internal static class AppointmentPages
{
    public static void MapProviderAppointment(this IEndpointRouteBuilder app)
    {
        const string Root = "/providers/{id}/appointments/{appointment:guid}";
        app.MapPage(Root, ShowAsync);
        app.MapPost(Root + "/move", MoveAsync);
        app.MapPost(Root + "/confirm", ConfirmAsync);
        app.MapPost(Root + "/cancel", CancelAsync);
    }

    private static Task<IResult> ShowAsync(string id, Guid appointment, string? date, string? time, HttpContext http, SchedulerDbContext db, TimeProvider clock) =>
        PageAsync(id, appointment, http, db, clock, null, null, StatusCodes.Status200OK, date, time);

    private static async Task<IResult> MoveAsync(
        string id, Guid appointment, HttpContext http, SchedulerDbContext db, TimeProvider clock, WeekReader reader, RescheduleAppointment reschedule)
    {
        var form = await FormState.ReadAsync(http);
        if (WeekEndpoints.Day(form["date"]) is not { } day)
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

        if (form.Any || await reader.ProviderAsync(id, null, http.RequestAborted) is not { } provider)
        {
            return await PageAsync(id, appointment, http, db, clock, form, null, StatusCodes.Status422UnprocessableEntity);
        }

        var outcome = await reschedule.RunAsync(appointment, provider.Zone.ToUtc(day, minute), minutes, null, http.RequestAborted);
        return outcome.Refusal is { } refusal
            ? await PageAsync(id, appointment, http, db, clock, form, new Notice("Not moved", Why(refusal, provider.Zone, http)), Refused.Status(refusal))
            : Pages.SeeOther(WeekLinks.Week(id, WeekLinks.MondayOf(day), "moved"));
    }

    private static async Task<IResult> ConfirmAsync(string id, Guid appointment, HttpContext http, SchedulerDbContext db, TimeProvider clock, ChangeAppointment change) =>
        await DoneAsync(id, appointment, http, db, clock, await change.ConfirmAsync(appointment, null, http.RequestAborted), "confirmed");

    private static async Task<IResult> CancelAsync(string id, Guid appointment, HttpContext http, SchedulerDbContext db, TimeProvider clock, ChangeAppointment change)
    {
        var reason = (await FormState.ReadAsync(http)).Text("reason");
        reason = reason is { Length: > Limits.Note } ? reason[..Limits.Note] : reason;
        return await DoneAsync(id, appointment, http, db, clock, await change.CancelAsync(appointment, reason, null, http.RequestAborted), "cancelled");
    }

    private static async Task<IResult> DoneAsync(string id, Guid appointment, HttpContext http, SchedulerDbContext db, TimeProvider clock, Outcome<Appointment> outcome, string done) =>
        outcome.Value is { } changed
            ? Pages.SeeOther(WeekLinks.Week(id, WeekLinks.MondayOf(DateOnly.FromDateTime(changed.StartUtc)), done))
            : await PageAsync(id, appointment, http, db, clock, null, new Notice("Not done", outcome.Refusal!.Detail), Refused.Status(outcome.Refusal));

    /// <summary>The refusal's own words, and the nearest free times where there are any.</summary>
    private static string Why(Refusal refusal, ZoneRules zone, HttpContext http)
    {
        var viewer = Viewer.Of(http, null, zone);
        return refusal.Members.GetValueOrDefault("alternatives") is IReadOnlyList<DateTime> { Count: > 0 } free
            ? $"{refusal.Detail} Free near it: {string.Join("; ", free.Select(f => $"{Viewer.ShortDay(zone.DateOf(f))}, {viewer.Time(f)}"))}."
            : refusal.Detail;
    }

    private static async Task<IResult> PageAsync(
        string id, Guid appointmentId, HttpContext http, SchedulerDbContext db, TimeProvider clock, FormState? form, Notice? notice, int status, string? date = null, string? time = null)
    {
        var row = await db.Appointments.AsNoTracking()
            .Where(a => a.Id == appointmentId)
            .Select(a => new { Appointment = a, Type = db.AppointmentTypes.First(t => t.Id == a.AppointmentTypeId), Client = db.Clients.FirstOrDefault(c => c.Id == a.UserId) })
            .FirstOrDefaultAsync(http.RequestAborted);
        var provider = RequestErrors.IsId(id) ? await db.Providers.AsNoTracking().FirstOrDefaultAsync(p => p.Id == id, http.RequestAborted) : null;
        if (row is null || provider is null || !row.Appointment.ProviderIds.Contains(id))
        {
            return Pages.NotFound("There is no such appointment.");
        }

        var viewer = Viewer.Of(http, null, ZoneRules.Get(provider.TimeZone));
        var (localDate, localTime) = viewer.Zone.ToLocal(row.Appointment.StartUtc);
        form ??= new FormState(
            ("date", WeekEndpoints.Day(date) is { } day ? Instants.FormatDate(day) : Instants.FormatDate(localDate)),
            ("time", LocalRange.TryParseTime(time, asEnd: false, out _) ? time : LocalRange.FormatTime((int)localTime.TotalMinutes)),
            ("minutes", ((int)(row.Appointment.EndUtc - row.Appointment.StartUtc).TotalMinutes).ToString()));
        return Pages.Show<ProviderAppointmentPage>(
            new ProviderAppointmentModel(provider, row.Appointment, row.Type, row.Client, viewer, form, clock.Now()) { Notice = notice }, status);
    }
}
