using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Scheduler.Api.Scheduling;
using Scheduler.Data;
using Scheduler.Data.Model;

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

/// <summary>Loads providers, their hours and their live claims: three statements whatever the number of providers.</summary>
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
        var providers = await Named(db.Providers.AsNoTracking(), ids, p => ids!.Contains(p.Id))
            .OrderBy(p => p.Id)
            .Select(p => new { Provider = p, Weekly = db.WeeklyHours.Where(h => h.ProviderId == p.Id).ToList() })
            .ToListAsync(cancellationToken);

        // A zone is at most 14 hours from UTC, so a day more at each side has every local date that the window touches.
        var firstDate = Clamp(window.StartUtc, -1);
        var lastDate = Clamp(window.EndUtc, 1);
        var dates = await Named(db.DateHours.AsNoTracking(), ids, h => ids!.Contains(h.ProviderId))
            .Where(h => h.Date >= firstDate && h.Date <= lastDate)
            .ToListAsync(cancellationToken);
        var claims = await LiveClaimsAsync(db, ids, window, nowUtc, cancellationToken);

        var datesByProvider = dates.ToLookup(h => h.ProviderId);
        var claimsByProvider = claims.ToLookup(c => c.ProviderId);
        return providers.Select(p => new LoadedProvider(
            p.Provider,
            ZoneRules.Get(p.Provider.TimeZone),
            Hours(p.Weekly, datesByProvider[p.Provider.Id]),
            claimsByProvider[p.Provider.Id].ToList())).ToList();
    }

    public static OpenHours Hours(IEnumerable<WeeklyHours> weekly, IEnumerable<DateHours> dates) => new(
        weekly.ToDictionary(h => h.Day, h => HoursText.Parse(h.Ranges)),
        dates.ToDictionary(h => h.Date, h => HoursText.Parse(h.Ranges)));

    /// <summary>The claims that reach into <paramref name="window"/>, padded by the longest buffers; lapsed holds are left out, swept or not.</summary>
    private static Task<List<TimeClaim>> LiveClaimsAsync(SchedulerDbContext db, string[]? ids, TimeRange window, DateTime nowUtc, CancellationToken cancellationToken)
    {
        var padded = window.Pad(Limits.LongestClaim, Limits.LongestClaim);
        return Named(db.TimeClaims.AsNoTracking(), ids, c => ids!.Contains(c.ProviderId))
            .Where(c => c.FromUtc > padded.StartUtc && c.FromUtc < padded.EndUtc && (c.LapsesUtc == null || c.LapsesUtc > nowUtc))
            .ToListAsync(cancellationToken);
    }

    private static IQueryable<T> Named<T>(IQueryable<T> rows, string[]? ids, Expression<Func<T, bool>> isNamed) => ids is null ? rows : rows.Where(isNamed);

    private static DateOnly Clamp(DateTime utc, int days) =>
        DateOnly.FromDayNumber(Math.Clamp(DateOnly.FromDateTime(utc).DayNumber + days, DateOnly.MinValue.DayNumber, DateOnly.MaxValue.DayNumber));
}
