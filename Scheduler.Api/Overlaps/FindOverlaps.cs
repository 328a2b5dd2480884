using Scheduler.Api.Access;
using Scheduler.Api.Calendars;
using Scheduler.Api.Http;
using Scheduler.Api.Scheduling;
using Scheduler.Data;
using Scheduler.Data.Hot;
using Scheduler.Data.Model;

namespace Scheduler.Api.Overlaps;

/// <summary>Whose free time is compared, and where.</summary>
/// <param name="AtLeast">How many of them must be free; null: all.</param>
/// <param name="After">The last range of the page before.</param>
public sealed record OverlapQuery(
    IReadOnlyList<string> ProviderIds,
    QueryWindow Window,
    ZoneRules? TimeZone,
    int MinMinutes,
    int? AtLeast,
    (DateTime StartUtc, DateTime EndUtc)? After,
    int Limit
);

/// <summary>A range that providers have free in common.</summary>
/// <param name="ProviderIds">Who they are; null where all are.</param>
public sealed record Overlap(DateTime StartUtc, DateTime EndUtc, IReadOnlyList<string>? ProviderIds);

/// <summary>Finds what several providers have free in common.</summary>
public sealed class FindOverlaps(SchedulerDbContext db, OperationContext context)
{
    private const int DefaultDays = 31;

    /// <summary>Fewer are no meeting.</summary>
    private const int MinTogether = 2;

    /// <returns>The ranges in the order of their starts, one more than the limit where there are more.</returns>
    public async Task<Outcome<IReadOnlyList<Overlap>>> RunAsync(OverlapQuery query, CancellationToken cancellationToken)
    {
        var errors = new RequestErrors();
        var nowUtc = context.Now();
        if (query.Window.In(query.TimeZone ?? context.Office, nowUtc, DefaultDays, errors) is not { } window)
        {
            return errors.Refusal;
        }

        var found = await db.ReadCalendarsAsync(
            new CalendarQuery(query.ProviderIds, window.StartUtc, window.EndUtc, nowUtc),
            cancellationToken
        );
        var loaded = LoadedProvider.Of(found.Calendars);
        if (query.ProviderIds.FirstOrDefault(id => loaded.All(p => p.Provider.Id != id)) is { } unknown)
        {
            return Refusal.NotFound("provider", unknown);
        }

        var free = loaded.Select(p => p.Calendar(window, null)).Select(c => c.Open.Subtract(c.Busy)).ToList();
        var minimum = TimeSpan.FromMinutes(query.MinMinutes);
        // Both are found in the order of their starts, and so of their ends.
        var overlaps = query.AtLeast is { } k
            ? SharedFreeTime
                .AtLeast(free, k, minimum)
                .Select(s => new Overlap(s.Range.StartUtc, s.Range.EndUtc, [.. s.Members.Select(i => loaded[i].Provider.Id)]))
            : TimeRangeSet.IntersectAll(free).Where(r => r.Duration >= minimum).Select(r => new Overlap(r.StartUtc, r.EndUtc, null));
        return overlaps
            .SkipWhile(o => query.After is { } after && (o.StartUtc, o.EndUtc).CompareTo(after) <= 0)
            .Take(query.Limit + 1)
            .ToArray();
    }

    /// <summary>
    /// The starts of an appointment type at which at least two of these providers can be booked together, the best first: most of
    /// them, then the soonest. By the rules of a booking: what is listed can be booked.
    /// </summary>
    /// <param name="minutes">Null: the type's shortest length.</param>
    /// <param name="count">How many of all of them, and how many of fewer.</param>
    public async Task<IReadOnlyList<Slot>> StartsAsync(
        AppointmentType type,
        int? minutes,
        IReadOnlyList<string> providerIds,
        TimeRange window,
        int count,
        CancellationToken cancellationToken
    )
    {
        var engine = new SlotEngine(db, type, minutes, context.Office, context.Now());
        var loaded = await engine.LoadAsync(providerIds, window, cancellationToken);
        var best = new List<Slot>();
        var second = new List<Slot>();
        foreach (var slot in engine.Slots(loaded, window))
        {
            if (slot.ProviderIds.Count == providerIds.Count)
            {
                best.Add(slot);
            }
            else if (slot.ProviderIds.Count >= MinTogether)
            {
                second.Add(slot);
            }

            if (best.Count > count)
            {
                break;
            }
        }

        return
        [
            .. best,
            .. best.Count >= count ? [] : second.OrderByDescending(s => s.ProviderIds.Count).ThenBy(s => s.StartUtc).Take(count),
        ];
    }
}
