using Microsoft.EntityFrameworkCore;
using Scheduler.Api.Access;
using Scheduler.Api.Calendars;
using Scheduler.Api.Http;
using Scheduler.Api.Scheduling;
using Scheduler.Data;
using Scheduler.Data.Hot;
using Scheduler.Data.Model;

namespace Scheduler.Api.Availability;

/// <summary>A provider's days in its own wall-clock time, as they are at one instant.</summary>
public sealed record ProviderDays(LoadedProvider Provider, DateTime NowUtc, IReadOnlyList<ProviderDay> Days);

/// <summary>One date: when it is open, what of that is free, and what is booked. Minutes since midnight; an end may be 1440.</summary>
public sealed record ProviderDay(
    DateOnly Date,
    IReadOnlyList<LocalRange> Open,
    IReadOnlyList<(int StartMinute, int EndMinute)> Free,
    IReadOnlyList<BookedTime> Appointments
);

/// <summary>A live appointment in the provider's wall-clock time.</summary>
/// <param name="UserName">Null when the client has no name.</param>
public sealed record BookedTime(
    Appointment Appointment,
    AppointmentStatus Status,
    string? UserName,
    string TypeName,
    int StartMinute,
    int EndMinute
);

/// <summary>Reads a provider's open hours, and the days that come of them.</summary>
public sealed class ReadAvailability(SchedulerDbContext db, OperationContext context)
{
    public const int MaxDays = 62;
    private const int DefaultDays = 31;

    /// <returns>Null when there is no such provider.</returns>
    public async Task<StoredHours?> HoursAsync(string providerId, CancellationToken cancellationToken) =>
        RequestErrors.IsId(providerId) && context.Reaches(providerId)
            ? await StoredHours.LoadAsync(db, providerId, cancellationToken)
            : null;

    /// <param name="first">The first date; null: today, or 31 days before <paramref name="end"/>.</param>
    /// <param name="end">The date after the last one; null: 31 days after the first.</param>
    /// <returns>Null when there is no such provider.</returns>
    public async Task<ProviderDays?> RunAsync(string providerId, DateOnly? first, DateOnly? end, CancellationToken cancellationToken)
    {
        var nowUtc = context.Now();
        // Read before the provider's zone is known: a zone is less than a day from UTC.
        var earliest = first ?? end?.AddDays(-DefaultDays) ?? DateOnly.FromDateTime(nowUtc).AddDays(-1);
        var latest = end ?? earliest.AddDays(DefaultDays + 1);
        var query = new CalendarQuery([providerId], Midnight(earliest.AddDays(-1)), Midnight(latest.AddDays(1)), nowUtc);
        if (
            !RequestErrors.IsId(providerId)
            || !context.Reaches(providerId)
            || LoadedProvider.Of((await db.ReadCalendarsAsync(query, cancellationToken)).Calendars) is not [var provider]
        )
        {
            return null;
        }

        var zone = provider.Zone;
        var from = first ?? end?.AddDays(-DefaultDays) ?? zone.DateOf(nowUtc);
        var until = end ?? from.AddDays(DefaultDays);
        var window = Window(zone, from, until);
        var byDate = (await AppointmentsAsync(provider, window, nowUtc, cancellationToken)).ToLookup(a =>
            zone.DateOf(a.Appointment.StartUtc)
        );
        var calendar = provider.Calendar(window, null);
        var free = calendar.Open.Subtract(calendar.Busy);
        var days = new List<ProviderDay>();
        for (var date = from; date < until; date = date.AddDays(1))
        {
            var day = zone.DayOf(date);
            days.Add(
                new ProviderDay(
                    date,
                    day is null ? [] : provider.Hours.On(date),
                    day is { } range
                        ? free.Within(range).Select(r => (Minute(zone, r.StartUtc, date), Minute(zone, r.EndUtc, date))).ToList()
                        : [],
                    byDate[date].ToList()
                )
            );
        }

        return new ProviderDays(provider, nowUtc, days);
    }

    /// <summary>The instants of these dates; where the zone skipped all of them, the first instant after.</summary>
    private static TimeRange Window(ZoneRules zone, DateOnly first, DateOnly end)
    {
        var startUtc = zone.ToUtc(first, 0);
        return TimeRange.Between(startUtc, zone.ToUtc(end, 0)) ?? new TimeRange(startUtc, startUtc.AddTicks(1));
    }

    private async Task<List<BookedTime>> AppointmentsAsync(
        LoadedProvider provider,
        TimeRange window,
        DateTime nowUtc,
        CancellationToken cancellationToken
    )
    {
        var id = provider.Provider.Id;
        var rows = await db
            .AppointmentProviders.Where(p => p.ProviderId == id && p.StartUtc >= window.StartUtc && p.StartUtc < window.EndUtc)
            .Join(db.Appointments.AsNoTracking(), p => p.AppointmentId, a => a.Id, (p, a) => a)
            .Where(a => a.Status == AppointmentStatus.Confirmed || (a.Status == AppointmentStatus.Held && a.HoldExpiresUtc > nowUtc))
            .Join(
                db.Clients.AsNoTracking(),
                a => a.UserId,
                c => c.Id,
                (a, c) =>
                    new
                    {
                        Appointment = a,
                        c.FirstName,
                        c.LastName,
                    }
            )
            .Join(
                db.AppointmentTypes,
                a => a.Appointment.AppointmentTypeId,
                t => t.Id,
                (a, t) =>
                    new
                    {
                        a.Appointment,
                        a.FirstName,
                        a.LastName,
                        t.Name,
                    }
            )
            .OrderBy(a => a.Appointment.StartUtc)
            .ToListAsync(cancellationToken);
        return rows.ConvertAll(r =>
        {
            var (a, zone) = (r.Appointment, provider.Zone);
            var date = zone.DateOf(a.StartUtc);
            var name = $"{r.FirstName} {r.LastName}".Trim();
            return new BookedTime(
                a,
                a.StatusAt(nowUtc),
                name.Length > 0 ? name : null,
                r.Name,
                Minute(zone, a.StartUtc, date),
                Minute(zone, a.EndUtc, date)
            );
        });
    }

    /// <summary>The wall-clock time in minutes; midnight at the end of <paramref name="date"/> is 1440.</summary>
    private static int Minute(ZoneRules zone, DateTime utc, DateOnly date)
    {
        var (localDate, time) = zone.ToLocal(utc);
        var minute = (int)time.TotalMinutes;
        return minute == 0 && localDate > date ? LocalRange.MinutesADay : minute;
    }

    private static DateTime Midnight(DateOnly date) => date.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
}
