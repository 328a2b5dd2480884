using Scheduler.Api.Scheduling;
using Scheduler.Data;
using Scheduler.Data.Model;
using Scheduler.Data.Prepared;

namespace Scheduler.Api.Calendars;

/// <summary>A provider with the rules' view of its hours and claims.</summary>
/// <param name="Busy">Its live claims, buffers included.</param>
public sealed record LoadedProvider(Provider Provider, ZoneRules Zone, OpenHours Hours, IReadOnlyList<TimeRange> Busy)
{
    public ProviderCalendar Calendar(TimeRange window, AppointmentType? type) =>
        new(Provider.Id, Zone, Hours.ToUtc(Zone, window), TimeRangeSet.Of(Busy), type is null || Provider.Offers(type));
}

/// <summary>Loads providers, their hours and their live claims: three statements whatever the number of providers, sent together.</summary>
public static class CalendarReader
{
    /// <summary>The providers of these ids, or all of them, in id order, with all that bears on <paramref name="window"/>. Unknown ids are left out.</summary>
    /// <param name="except">An appointment whose own claims do not count: the one that is being moved.</param>
    /// <param name="with">Sent together with the calendar's own; also when no provider is named.</param>
    public static async Task<IReadOnlyList<LoadedProvider>> LoadAsync(
        SchedulerDbContext db, IReadOnlyCollection<string>? providerIds, TimeRange window, DateTime nowUtc, CancellationToken cancellationToken, Guid? except = null, params Query[] with)
    {
        if (providerIds is { Count: 0 })
        {
            await db.Prepared.SendAsync(cancellationToken, with);
            return [];
        }

        var ids = providerIds?.ToArray();
        var providers = db.Providers(ids);
        // A zone is at most 14 hours from UTC, so a day more at each side has every local date that the window touches.
        var days = db.OpenHours(ids, Clamp(window.StartUtc, -1), Clamp(window.EndUtc, 1));
        var claims = db.LiveTimeClaims(ids, window.StartUtc, window.EndUtc, nowUtc, except);
        await db.Prepared.SendAsync(cancellationToken, [providers, days, claims, .. with]);

        var rows = providers.Rows.ToDictionary(p => p.Id, _ => (Days: new List<StoredDay>(), Busy: new List<TimeRange>()), StringComparer.Ordinal);
        // A provider that was added between the statements is left out, with all that it has.
        foreach (var day in days.Rows)
        {
            rows.GetValueOrDefault(day.ProviderId).Days?.Add(day);
        }

        foreach (var claim in claims.Rows)
        {
            rows.GetValueOrDefault(claim.ProviderId).Busy?.Add(new TimeRange(claim.FromUtc, claim.UntilUtc));
        }

        return providers.Rows.Select(p => new LoadedProvider(p, ZoneRules.Get(p.TimeZone), Hours(rows[p.Id].Days), rows[p.Id].Busy)).ToList();
    }

    public static OpenHours Hours(IEnumerable<WeeklyHours> weekly, IEnumerable<DateHours> dates) =>
        Hours(weekly.Select(h => new StoredDay(h.ProviderId, h.Ranges, h.Day, default)).Concat(dates.Select(h => new StoredDay(h.ProviderId, h.Ranges, null, h.Date))));

    private static OpenHours Hours(IEnumerable<StoredDay> days)
    {
        var weekly = new Dictionary<DayOfWeek, IReadOnlyList<LocalRange>>();
        var dates = new Dictionary<DateOnly, IReadOnlyList<LocalRange>>();
        foreach (var stored in days)
        {
            var ranges = HoursText.Parse(stored.Ranges);
            if (stored.Day is { } day)
            {
                weekly.Add(day, ranges);
            }
            else
            {
                dates.Add(stored.Date, ranges);
            }
        }

        return new(weekly, dates);
    }

    private static DateOnly Clamp(DateTime utc, int days) =>
        DateOnly.FromDayNumber(Math.Clamp(DateOnly.FromDateTime(utc).DayNumber + days, DateOnly.MinValue.DayNumber, DateOnly.MaxValue.DayNumber));
}
