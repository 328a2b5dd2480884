using Scheduler.Api.Calendars;
using Scheduler.Api.Scheduling;

namespace Scheduler.Api.Web.Booking;

/// <summary>The slots of one engine by the days of a viewer's zone.</summary>
/// <param name="providerIds">Whose slots: none for a type without provider.</param>
internal sealed class SlotDays(SlotEngine engine, IReadOnlyList<string> providerIds)
{
    /// <summary>How far a search for a free day goes.</summary>
    private const int MostDays = 92;

    /// <summary>The days from <paramref name="first"/> to <paramref name="end"/> (exclusive) that have slots, from now on.</summary>
    public async Task<IReadOnlyDictionary<DateOnly, IReadOnlyList<Slot>>> DaysAsync(
        ZoneRules zone,
        DateOnly first,
        DateOnly end,
        CancellationToken cancellationToken
    )
    {
        var days = new Dictionary<DateOnly, IReadOnlyList<Slot>>();
        foreach (var day in (await SlotsAsync(zone, first, end, cancellationToken)).GroupBy(slot => zone.DateOf(slot.StartUtc)))
        {
            days[day.Key] = day.ToList();
        }

        return days;
    }

    /// <summary>
    /// The first day that has a slot from <paramref name="wanted"/> on; failing that, the first of all from
    /// <paramref name="today"/> on. One look, however far ahead it is.
    /// </summary>
    /// <param name="latest">The last day that can be booked.</param>
    /// <returns>Null where nothing is found as far as one look goes.</returns>
    public async Task<DateOnly?> FreeDayAsync(
        ZoneRules zone,
        DateOnly today,
        DateOnly wanted,
        DateOnly latest,
        CancellationToken cancellationToken
    )
    {
        // Far ahead there is no going back to what is near.
        var first = wanted <= today.AddDays(MostDays) || wanted > latest ? today : wanted;
        var end = Earlier((wanted > first && wanted <= latest ? wanted : first).AddDays(MostDays), latest.AddDays(1));
        DateOnly? fallback = null;
        foreach (var slot in await SlotsAsync(zone, first, end, cancellationToken))
        {
            var day = zone.DateOf(slot.StartUtc);
            if (day >= wanted)
            {
                return day;
            }

            fallback ??= day;
        }

        return fallback;
    }

    private static DateOnly Earlier(DateOnly one, DateOnly other) => one < other ? one : other;

    private async Task<IEnumerable<Slot>> SlotsAsync(ZoneRules zone, DateOnly first, DateOnly end, CancellationToken cancellationToken)
    {
        // A type may allow the past, which no visitor means.
        var startUtc = zone.ToUtc(first, 0);
        if (TimeRange.Between(startUtc < engine.NowUtc ? engine.NowUtc : startUtc, zone.ToUtc(end, 0)) is not { } window)
        {
            return [];
        }

        var loaded = await engine.LoadAsync(providerIds, window, cancellationToken);
        return engine.Slots(loaded, window);
    }
}
