using Microsoft.EntityFrameworkCore;
using Scheduler.Api.Access;
using Scheduler.Api.Calendars;
using Scheduler.Api.Office;
using Scheduler.Api.Scheduling;
using Scheduler.Data;
using Scheduler.Data.Hot;
using Scheduler.Data.Model;

namespace Scheduler.Api.Reports;

/// <summary>A provider's week, or that of all appointments without provider.</summary>
/// <param name="Provider">Null for appointments without provider, which have no open hours.</param>
/// <param name="Week">Its first day, by the office's settings; the first and the last week may be cut by the range that was
/// asked for.</param>
/// <param name="Bookings">Confirmed appointments that start in it.</param>
/// <param name="Cancelled">Appointments that started in it, and were cancelled.</param>
/// <param name="NoShows">Those of the bookings to which nobody came.</param>
/// <param name="OpenMinutes">How long it was open.</param>
/// <param name="BookedMinutes">How long of that was booked.</param>
public sealed record ReportRow(
    Provider? Provider,
    DateOnly Week,
    int Bookings,
    int Cancelled,
    int NoShows,
    int OpenMinutes,
    int BookedMinutes
)
{
    /// <summary>The share of the open minutes that is booked; null where it was never open.</summary>
    public int? UsePercent => OpenMinutes == 0 ? null : (int)Math.Round(100.0 * BookedMinutes / OpenMinutes);
}

/// <summary>What was booked, by provider and week.</summary>
/// <param name="To">The day after the last one.</param>
public sealed record Report(DateOnly From, DateOnly To, ZoneRules Zone, IReadOnlyList<ReportRow> Rows);

/// <summary>Counts what was booked, by provider and week of the office's calendar.</summary>
public sealed class ReadReport(SchedulerDbContext db, OperationContext context, OfficeProfile profile)
{
    public const int MaxDays = 366;
    private const int DefaultDays = 28;

    /// <param name="from">Null: four weeks before the end.</param>
    /// <param name="to">The day after the last one; null: tomorrow, so that today is in it.</param>
    public async Task<Report> RunAsync(DateOnly? from, DateOnly? to, CancellationToken cancellationToken)
    {
        var (zone, nowUtc) = (context.Office, context.Now());
        var end = to ?? from?.AddDays(DefaultDays) ?? zone.DateOf(nowUtc).AddDays(1);
        var first = from ?? end.AddDays(-DefaultDays);
        var window = new TimeRange(zone.ToUtc(first, 0), zone.ToUtc(end, 0));
        var weekStart = (await profile.ReadAsync(cancellationToken)).WeekStart;
        var own = context.Actor.OnlyProvider;
        var calendars = await db.ReadCalendarsAsync(
            new CalendarQuery(own is null ? null : [own], window.StartUtc, window.EndUtc, nowUtc),
            cancellationToken
        );
        var booked = (await BookedAsync(window, own, cancellationToken)).ToLookup(b => b.ProviderId, StringComparer.Ordinal);
        var rows = new List<ReportRow>();
        foreach (var provider in LoadedProvider.Of(calendars.Calendars).OrderBy(p => p.Provider.LastName).ThenBy(p => p.Provider.Id))
        {
            rows.AddRange(
                Weeks(first, end, weekStart)
                    .Select(week => Row(provider.Provider, provider, week, zone, booked[provider.Provider.Id]))
                    .Where(row => !provider.Provider.Archived || row.Bookings + row.Cancelled > 0)
            );
        }

        if (own is null)
        {
            rows.AddRange(
                Weeks(first, end, weekStart)
                    .Select(week => Row(null, null, week, zone, booked[""]))
                    .Where(row => row.Bookings + row.Cancelled > 0)
            );
        }

        return new Report(first, end, zone, rows);
    }

    /// <summary>Weeks that the range touches, each cut by it.</summary>
    private static IEnumerable<(DateOnly Week, DateOnly From, DateOnly To)> Weeks(DateOnly first, DateOnly end, DayOfWeek weekStart)
    {
        var week = first.AddDays(-(((int)first.DayOfWeek - (int)weekStart + 7) % 7));
        for (; week < end; week = week.AddDays(7))
        {
            yield return (week, week < first ? first : week, week.AddDays(7) < end ? week.AddDays(7) : end);
        }
    }

    private static ReportRow Row(
        Provider? provider,
        LoadedProvider? calendar,
        (DateOnly Week, DateOnly From, DateOnly To) week,
        ZoneRules zone,
        IEnumerable<Booked> booked
    )
    {
        var range = new TimeRange(zone.ToUtc(week.From, 0), zone.ToUtc(week.To, 0));
        var inside = booked.Where(b => b.StartUtc >= range.StartUtc && b.StartUtc < range.EndUtc).ToList();
        var confirmed = inside.Where(b => b.Status == AppointmentStatus.Confirmed).ToList();
        var open = calendar is null ? TimeRangeSet.Empty : calendar.Hours.ToUtc(calendar.Zone, range);
        var taken = TimeRangeSet.Of(confirmed.Select(b => new TimeRange(b.StartUtc, b.EndUtc)));
        return new ReportRow(
            provider,
            week.Week,
            confirmed.Count,
            inside.Count(b => b.Status == AppointmentStatus.Cancelled),
            confirmed.Count(b => b.Attendance == Attendance.NoShow),
            Minutes(open),
            Minutes(open) - Minutes(open.Subtract(taken))
        );
    }

    private static int Minutes(TimeRangeSet set) => (int)set.Sum(r => r.Duration.TotalMinutes);

    private async Task<List<Booked>> BookedAsync(TimeRange window, string? own, CancellationToken cancellationToken)
    {
        var (fromUtc, untilUtc) = (window.StartUtc, window.EndUtc);
        var nobody = new List<string>();
        var found = await db
            .AppointmentProviders.Where(p => p.StartUtc >= fromUtc && p.StartUtc < untilUtc && (own == null || p.ProviderId == own))
            .Join(db.Appointments, p => p.AppointmentId, a => a.Id, (p, a) => new { p.ProviderId, Appointment = a })
            .Where(r => r.Appointment.Status == AppointmentStatus.Confirmed || r.Appointment.Status == AppointmentStatus.Cancelled)
            .Select(r => new Booked(
                r.ProviderId,
                r.Appointment.StartUtc,
                r.Appointment.EndUtc,
                r.Appointment.Status,
                r.Appointment.Attendance
            ))
            .ToListAsync(cancellationToken);
        if (own is null)
        {
            found.AddRange(
                await db
                    .Appointments.Where(a =>
                        a.StartUtc >= fromUtc
                        && a.StartUtc < untilUtc
                        && a.ProviderIds == nobody
                        && (a.Status == AppointmentStatus.Confirmed || a.Status == AppointmentStatus.Cancelled)
                    )
                    .Select(a => new Booked("", a.StartUtc, a.EndUtc, a.Status, a.Attendance))
                    .ToListAsync(cancellationToken)
            );
        }

        return found;
    }

    private sealed record Booked(string ProviderId, DateTime StartUtc, DateTime EndUtc, AppointmentStatus Status, Attendance? Attendance);
}
