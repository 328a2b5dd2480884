using Scheduler.Api.Scheduling;
using Scheduler.Data;
using Scheduler.Data.Model;
using Scheduler.Data.Prepared;

namespace Scheduler.Api.Calendars;

/// <summary>A provider with the rules' view of its hours and claims.</summary>
public sealed record LoadedProvider(Provider Provider, ZoneRules Zone, OpenHours Hours, IReadOnlyList<TimeClaim> LiveClaims)
{
    /// <param name="ignore">An appointment whose own claims do not count: the one that is being moved.</param>
    public ProviderCalendar Calendar(TimeRange window, AppointmentType? type, Guid? ignore = null) => new(
        Provider.Id, Zone, Hours.ToUtc(Zone, window),
        TimeRangeSet.Of(LiveClaims.Where(c => c.AppointmentId != ignore).Select(c => new TimeRange(c.FromUtc, c.UntilUtc))),
        type is null || Provider.Offers(type));
}

/// <summary>Loads providers, their hours and their live claims: four statements whatever the number of providers.</summary>
public static class CalendarReader
{
    /// <summary>The providers of these ids, or all of them, in id order, with all that bears on <paramref name="window"/>. Unknown ids are left out.</summary>
    public static async Task<IReadOnlyList<LoadedProvider>> LoadAsync(
        SchedulerDbContext db, IReadOnlyCollection<string>? providerIds, TimeRange window, DateTime nowUtc, CancellationToken cancellationToken)
    {
        if (providerIds is { Count: 0 })
        {
            return [];
        }

        var ids = providerIds?.ToArray();
        var providers = await db.ProvidersAsync(ids, cancellationToken);
        // A zone is at most 14 hours from UTC, so a day more at each side has every local date that the window touches.
        var (weekly, dates) = await db.HoursAsync(ids, Clamp(window.StartUtc, -1), Clamp(window.EndUtc, 1), cancellationToken);
        var claims = await db.LiveTimeClaimsAsync(ids, window.StartUtc, window.EndUtc, nowUtc, cancellationToken);

        var weeklyByProvider = weekly.ToLookup(h => h.ProviderId);
        var datesByProvider = dates.ToLookup(h => h.ProviderId);
        var claimsByProvider = claims.ToLookup(c => c.ProviderId);
        return providers.Select(p => new LoadedProvider(
            p,
            ZoneRules.Get(p.TimeZone),
            Hours(weeklyByProvider[p.Id], datesByProvider[p.Id]),
            claimsByProvider[p.Id].ToList())).ToList();
    }

    public static OpenHours Hours(IEnumerable<WeeklyHours> weekly, IEnumerable<DateHours> dates) => new(
        weekly.ToDictionary(h => h.Day, h => HoursText.Parse(h.Ranges)),
        dates.ToDictionary(h => h.Date, h => HoursText.Parse(h.Ranges)));

    private static DateOnly Clamp(DateTime utc, int days) =>
        DateOnly.FromDayNumber(Math.Clamp(DateOnly.FromDateTime(utc).DayNumber + days, DateOnly.MinValue.DayNumber, DateOnly.MaxValue.DayNumber));
}
