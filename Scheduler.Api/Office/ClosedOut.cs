using Microsoft.EntityFrameworkCore;
using Scheduler.Api.Calendars;
using Scheduler.Api.Scheduling;
using Scheduler.Data;
using Scheduler.Data.Model;

namespace Scheduler.Api.Office;

/// <summary>Which live appointments other closed days leave outside the open hours. They stay; somebody must be told.</summary>
internal static class ClosedOut
{
    private const int Most = 1000;

    /// <summary>In the order of their starts, from now on.</summary>
    /// <remarks>Read outside the writer, after the change: what was booked since was checked against it.</remarks>
    public static async Task<IReadOnlyList<Appointment>> FindAsync(
        SchedulerDbContext db,
        IReadOnlyList<DateOnly> before,
        IReadOnlyList<DateOnly> after,
        ZoneRules office,
        DateTime nowUtc,
        CancellationToken cancellationToken
    )
    {
        var today = office.DateOf(nowUtc);
        var hours = new Dictionary<string, StoredHours?>(StringComparer.Ordinal);
        var found = new Dictionary<Guid, Appointment>();
        foreach (var date in after.Except(before).Where(d => d >= today.AddDays(-2)).Order())
        {
            // A date on any provider's clock begins and ends at most a day from the office's.
            var (first, last) = (date.AddDays(-2), date.AddDays(1));
            var around = await db
                .Appointments.AsNoTracking()
                .Where(a =>
                    a.Date >= first
                    && a.Date <= last
                    && a.EndUtc > nowUtc
                    && (a.Status == AppointmentStatus.Confirmed || (a.Status == AppointmentStatus.Held && a.HoldExpiresUtc > nowUtc))
                )
                .OrderBy(a => a.StartUtc)
                .ThenBy(a => a.Id)
                .ToListAsync(cancellationToken);
            foreach (var appointment in around)
            {
                if (await IsClosedOutAsync(appointment))
                {
                    found.TryAdd(appointment.Id, appointment);
                }
            }

            if (found.Count >= Most)
            {
                break;
            }
        }

        return [.. found.Values.OrderBy(a => a.StartUtc).ThenBy(a => a.Id).Take(Most)];

        async Task<bool> IsClosedOutAsync(Appointment appointment)
        {
            var range = new TimeRange(appointment.StartUtc, appointment.EndUtc);
            if (appointment.ProviderIds.Count == 0)
            {
                return IsOn(after.Except(before), office, range);
            }

            foreach (var id in appointment.ProviderIds)
            {
                if (!hours.TryGetValue(id, out var stored))
                {
                    hours[id] = stored = await StoredHours.LoadAsync(db, id, cancellationToken);
                }

                if (stored is not null && IsOpen(stored.WithClosed(before), range) && !IsOpen(stored.WithClosed(after), range))
                {
                    return true;
                }
            }

            return false;
        }
    }

    private static bool IsOpen(StoredHours hours, TimeRange range) => hours.OpenHours.ToUtc(hours.Zone, range).Contains(range);

    private static bool IsOn(IEnumerable<DateOnly> dates, ZoneRules zone, TimeRange range) =>
        dates.Any(date => zone.DayOf(date) is { } day && day.StartUtc < range.EndUtc && range.StartUtc < day.EndUtc);
}
