using Scheduler.Api.Scheduling;
using Scheduler.Data;
using Scheduler.Data.Hot;
using Scheduler.Data.Model;

namespace Scheduler.Api.Calendars;

/// <summary>
/// Appointments that were booked when their time was open, and whose time is closed now: somebody must find them another place.
/// </summary>
internal static class Displaced
{
    /// <summary>
    /// Those of these appointments whose providers are not all open for the whole of their time. One without a provider is never displaced.
    /// </summary>
    public static async Task<IEnumerable<Appointment>> AmongAsync(
        SchedulerDbContext db,
        IReadOnlyList<Appointment> appointments,
        DateTime nowUtc,
        CancellationToken cancellationToken
    )
    {
        var providerIds = appointments.SelectMany(a => a.ProviderIds).Distinct(StringComparer.Ordinal).ToList();
        if (providerIds.Count == 0)
        {
            return [];
        }

        var query = new CalendarQuery(providerIds, appointments.Min(a => a.StartUtc), appointments.Max(a => a.EndUtc), nowUtc);
        var calendars = LoadedProvider
            .Of((await db.ReadCalendarsAsync(query, cancellationToken)).Calendars)
            .ToDictionary(p => p.Provider.Id, StringComparer.Ordinal);
        return appointments.Where(a => a.ProviderIds.Exists(id => !IsOpen(calendars[id], new TimeRange(a.StartUtc, a.EndUtc))));
    }

    // Each in its own range: from the first to the last may be years, a date at a time.
    private static bool IsOpen(LoadedProvider provider, TimeRange range) => provider.Calendar(range, null).Open.Contains(range);
}
