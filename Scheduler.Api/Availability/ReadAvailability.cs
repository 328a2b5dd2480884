using Microsoft.EntityFrameworkCore;
using Scheduler.Api.Appointments;
using Scheduler.Api.Calendars;
using Scheduler.Api.Scheduling;
using Scheduler.Data;
using Scheduler.Data.Model;

namespace Scheduler.Api.Availability;

/// <summary>Reads a provider's days: open, free and booked, in its wall-clock time.</summary>
public static class ReadAvailability
{
    /// <param name="first">The first date, included.</param>
    /// <param name="last">The date after the last one.</param>
    public static async Task<AvailabilityResponse> RunAsync(
        SchedulerDbContext db, LoadedProvider provider, DateOnly first, DateOnly last, DateTime nowUtc, CancellationToken cancellationToken)
    {
        var zone = provider.Zone;
        var window = Window(zone, first, last);
        var appointments = await AppointmentsAsync(db, provider.Provider.Id, window, nowUtc, cancellationToken);
        var byDate = appointments.ToLookup(a => zone.DateOf(a.Appointment.StartUtc), a => Day(a.Appointment, a.UserName, zone, nowUtc));
        var calendar = provider.Calendar(window, null);
        var free = calendar.Open.Subtract(calendar.Busy);
        var days = new Dictionary<DateOnly, DayAvailability>();
        for (var date = first; date < last; date = date.AddDays(1))
        {
            var open = zone.DayOf(date) is null ? [] : provider.Hours.On(date).Select(HoursRange.Of).ToList();
            days[date] = new DayAvailability(open, zone.DayOf(date) is { } day ? WallClock(free.Within(day), zone, day) : [], byDate[date].ToList());
        }

        return new AvailabilityResponse(provider.Provider.Id, zone.Id, days);
    }

    /// <summary>The instants of these dates; where the zone skipped all of them, the first instant after.</summary>
    public static TimeRange Window(ZoneRules zone, DateOnly first, DateOnly last)
    {
        var startUtc = zone.ToUtc(first, 0);
        return TimeRange.Between(startUtc, zone.ToUtc(last, 0)) ?? new TimeRange(startUtc, startUtc.AddTicks(1));
    }

    private static async Task<List<(Appointment Appointment, string? UserName)>> AppointmentsAsync(
        SchedulerDbContext db, string providerId, TimeRange window, DateTime nowUtc, CancellationToken cancellationToken)
    {
        var rows = await db.AppointmentProviders
            .Where(p => p.ProviderId == providerId && p.StartUtc >= window.StartUtc && p.StartUtc < window.EndUtc)
            .Join(db.Appointments.AsNoTracking(), p => p.AppointmentId, a => a.Id, (p, a) => a)
            .Where(a => a.Status == AppointmentStatus.Confirmed || (a.Status == AppointmentStatus.Held && a.HoldExpiresUtc > nowUtc))
            .Join(db.Clients.AsNoTracking(), a => a.UserId, c => c.Id, (a, c) => new { Appointment = a, c.FirstName, c.LastName })
            .OrderBy(a => a.Appointment.StartUtc)
            .ToListAsync(cancellationToken);
        return rows.Select(r => (r.Appointment, $"{r.FirstName} {r.LastName}".Trim() is { Length: > 0 } name ? name : null)).ToList();
    }

    private static DayAppointment Day(Appointment a, string? userName, ZoneRules zone, DateTime nowUtc) => new(
        a.Id, Time(zone, a.StartUtc, zone.DateOf(a.StartUtc)), Time(zone, a.EndUtc, zone.DateOf(a.StartUtc)), StatusWords.Of(a.StatusAt(nowUtc)), a.UserId, userName);

    private static List<HoursRange> WallClock(TimeRangeSet ranges, ZoneRules zone, TimeRange day) =>
        ranges.Select(r => new HoursRange(Time(zone, r.StartUtc, zone.DateOf(day.StartUtc)), Time(zone, r.EndUtc, zone.DateOf(day.StartUtc)))).ToList();

    /// <summary>The wall-clock time; midnight at the end of <paramref name="date"/> is 24:00.</summary>
    private static string Time(ZoneRules zone, DateTime utc, DateOnly date)
    {
        var (localDate, time) = zone.ToLocal(utc);
        var minute = (int)time.TotalMinutes;
        return LocalRange.FormatTime(minute == 0 && localDate > date ? 1440 : minute);
    }
}
