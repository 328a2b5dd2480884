using Scheduler.Api.Scheduling;
using Scheduler.Data.Hot;

namespace Scheduler.Api.Calendars;

/// <content>The starts nearest to a taken one.</content>
public sealed partial class SlotEngine
{
    private const int MostAlternatives = 3;

    /// <summary>How far around the wanted start they are looked for at the most.</summary>
    private static readonly TimeSpan Far = TimeSpan.FromDays(7);

    /// <summary>Looked through first: under a rush most losers find three there.</summary>
    private static readonly TimeSpan Near = TimeSpan.FromDays(1);

    /// <summary>The starts nearest to the one of <paramref name="booking"/> that the same user could book, by the same rules.</summary>
    private async Task<IReadOnlyList<DateTime>> AlternativesAsync(Booking booking, CancellationToken cancellationToken)
    {
        var near = await AlternativesAsync(booking, Near, cancellationToken);
        return near.Count == MostAlternatives ? near : await AlternativesAsync(booking, Far, cancellationToken);
    }

    private async Task<IReadOnlyList<DateTime>> AlternativesAsync(Booking booking, TimeSpan far, CancellationToken cancellationToken)
    {
        var window = new TimeRange(booking.StartUtc, booking.StartUtc.AddMinutes(1)).Pad(far, far);
        var reach = Reach(window, Minutes);
        var found = await db.ReadCalendarsAsync(
            new CalendarQuery(booking.Among, reach.StartUtc, reach.EndUtc, NowUtc)
            {
                Except = moving?.Id,
                Days =
                    Policy.DailyLimit == DailyLimitRule.None
                        ? null
                        : (booking.UserId, DateOnly.FromDateTime(reach.StartUtc), DateOnly.FromDateTime(reach.EndUtc)),
            },
            cancellationToken
        );
        var taken = found.TakenDates.ToHashSet();
        var starts = LoadedProvider.Of(found.Calendars).Where(p => p.Provider.Offers(Type)).Select(p => Starts(p, window)).ToList();
        // Of several named providers all must be free; of any, one.
        var bookable = booking.AnyProvider
            ? starts.SelectMany(s => s).Distinct()
            : starts.Skip(1).Aggregate(starts.FirstOrDefault() ?? [], (all, next) => all.Intersect(next));
        return SlotFinder.Nearest(
            bookable.Where(start => taken.Count == 0 || !DatesTaken(start).Any(taken.Contains)),
            booking.StartUtc,
            MostAlternatives
        );
    }
}
