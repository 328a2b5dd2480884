using Microsoft.EntityFrameworkCore;
using Scheduler.Api.Scheduling;
using Scheduler.Data;
using Scheduler.Data.Model;

namespace Scheduler.Api.Calendars;

/// <summary>
/// Which live appointments a change of a provider or of its hours leaves without their ground. They stay; somebody must be told.
/// </summary>
public static class AffectedAppointments
{
    /// <summary>How many are told of at the most, the nearest first: closing a calendar for good must not load all of it.</summary>
    public const int Most = 1000;

    /// <summary>Read at once: what a page of the appointments ahead takes.</summary>
    private const int Page = 500;

    /// <summary>Whether an appointment was inside the old hours and is outside the new ones.</summary>
    public static bool Leaves(StoredHours old, StoredHours changed, Appointment a) => IsOpen(old, a) && !IsOpen(changed, a);

    /// <summary>Live appointments of a provider from now on that a change leaves so, in the order of their starts.</summary>
    /// <remarks>Read outside the writer, after the change: what was booked since was checked against the new state.</remarks>
    public static async Task<IReadOnlyList<Appointment>> FindAsync(
        SchedulerDbContext db,
        string providerId,
        Func<Appointment, bool> leaves,
        DateTime nowUtc,
        CancellationToken cancellationToken
    )
    {
        var found = new List<Appointment>();
        var (afterUtc, afterId) = (nowUtc - Limits.LongestOccupiedTime, Guid.Empty);
        while (found.Count < Most)
        {
            var ahead = await db
                .AppointmentProviders.Where(p =>
                    p.ProviderId == providerId
                    && (p.StartUtc > afterUtc || (p.StartUtc == afterUtc && p.AppointmentId.CompareTo(afterId) > 0))
                )
                .OrderBy(p => p.StartUtc)
                .ThenBy(p => p.AppointmentId)
                .Take(Page)
                .Join(db.Appointments.AsNoTracking(), p => p.AppointmentId, a => a.Id, (p, a) => a)
                .OrderBy(a => a.StartUtc)
                .ThenBy(a => a.Id)
                .ToListAsync(cancellationToken);
            found.AddRange(ahead.Where(a => a.EndUtc > nowUtc && a.IsLiveAt(nowUtc) && leaves(a)));
            if (ahead.Count < Page)
            {
                break;
            }

            (afterUtc, afterId) = (ahead[^1].StartUtc, ahead[^1].Id);
        }

        return found.Count <= Most ? found : found.GetRange(0, Most);
    }

    // Each in its own range: from the first to the last may be thousands of years, a date at a time.
    private static bool IsOpen(StoredHours hours, Appointment a) =>
        new TimeRange(a.StartUtc, a.EndUtc) is var range && hours.OpenHours.ToUtc(hours.Zone, range).Contains(range);
}
