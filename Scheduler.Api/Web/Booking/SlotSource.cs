using Scheduler.Api.Calendars;
using Scheduler.Api.Scheduling;
using Scheduler.Api.Slots;
using Scheduler.Data;
using Scheduler.Data.Model;

namespace Scheduler.Api.Web.Booking;

/// <summary>The slots of one type and length, by the days of a viewer's zone.</summary>
/// <param name="providerIds">Null: every provider that offers the type.</param>
/// <param name="moving">An appointment that is not counted against itself, and whose providers must all be free.</param>
internal sealed class SlotSource(
    SchedulerDbContext db, AppointmentType type, AppointmentPolicy policy, int minutes, IReadOnlyList<string>? providerIds, ZoneRules office, DateTime nowUtc, Appointment? moving)
{
    /// <summary>A search looks so far at a time: mostly the first look finds.</summary>
    private const int StepDays = 31;

    /// <summary>The days from <paramref name="first"/> to before <paramref name="end"/> that have slots, from now on.</summary>
    public async Task<IReadOnlyDictionary<DateOnly, IReadOnlyList<SlotResponse>>> DaysAsync(ZoneRules zone, DateOnly first, DateOnly end, CancellationToken cancellationToken)
    {
        var days = new Dictionary<DateOnly, IReadOnlyList<SlotResponse>>();
        foreach (var day in (await SlotsAsync(zone, first, end, cancellationToken)).GroupBy(slot => zone.DateOf(slot.Start)))
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
                return zone.DateOf(slot.Start);
            }
        }

        return null;
    }

    private async Task<IEnumerable<SlotResponse>> SlotsAsync(ZoneRules zone, DateOnly first, DateOnly end, CancellationToken cancellationToken)
    {
        // A type may allow the past, which no visitor means.
        var startUtc = zone.ToUtc(first, 0);
        if (TimeRange.Between(startUtc < nowUtc ? nowUtc : startUtc, zone.ToUtc(end, 0)) is not { } window)
        {
            return [];
        }

        var providers = policy.ProviderRequired
            ? await CalendarReader.LoadAsync(db, moving?.ProviderIds ?? providerIds, FindSlots.WithLength(window, minutes), nowUtc, cancellationToken, moving?.Id)
            : [];
        var slots = FindSlots.Of(type, policy, minutes, providers, window, office, nowUtc);
        return moving is null ? slots : slots.Where(slot => slot.ProviderIds.Count == moving.ProviderIds.Count);
    }
}
