using Scheduler.Api.Calendars;
using Scheduler.Api.Scheduling;

namespace Scheduler.Api.Web.Booking;

/// <summary>The slots of one engine by the days of a viewer's zone.</summary>
/// <param name="providerIds">Null: every provider that offers the type.</param>
internal sealed class SlotDays(SlotEngine engine, IReadOnlyList<string>? providerIds)
{
    /// <summary>A search looks so far at a time: mostly the first look finds.</summary>
    private const int StepDays = 31;

    /// <summary>The days from <paramref name="first"/> to <paramref name="end"/> (exclusive) that have slots, from now on.</summary>
    public async Task<IReadOnlyDictionary<DateOnly, IReadOnlyList<Slot>>> DaysAsync(ZoneRules zone, DateOnly first, DateOnly end, CancellationToken cancellationToken)
    {
        var days = new Dictionary<DateOnly, IReadOnlyList<Slot>>();
        foreach (var day in (await SlotsAsync(zone, first, end, cancellationToken)).GroupBy(slot => zone.DateOf(slot.StartUtc)))
        {
            days[day.Key] = day.ToList();
        }

        return days;
    }

    /// <summary>The first day that has a slot; null when none has until the day <paramref name="latest"/>.</summary>
    public async Task<DateOnly?> FirstDayAsync(ZoneRules zone, DateOnly first, DateOnly latest, CancellationToken cancellationToken)
    {
        for (var from = first; from <= latest; from = from.AddDays(StepDays))
        {
            if ((await SlotsAsync(zone, from, from.AddDays(StepDays), cancellationToken)).FirstOrDefault() is { } slot)
            {
                return zone.DateOf(slot.StartUtc);
            }
        }

        return null;
    }

    private async Task<IEnumerable<Slot>> SlotsAsync(ZoneRules zone, DateOnly first, DateOnly end, CancellationToken cancellationToken)
    {
        // A type may allow the past, which no visitor means.
        var startUtc = zone.ToUtc(first, 0);
        if (TimeRange.Between(startUtc < engine.NowUtc ? engine.NowUtc : startUtc, zone.ToUtc(end, 0)) is not { } window)
        {
            return [];
        }

        var loaded = engine.Policy.ProviderRequired ? await engine.LoadAsync(providerIds, window, cancellationToken) : [];
        return engine.Slots(loaded, window);
    }
}
