using Scheduler.Api.Scheduling;
using Scheduler.Api.Slots;
using Scheduler.Data;
using Scheduler.Data.Model;
using Scheduler.Data.Prepared;

namespace Scheduler.Api.Calendars;

/// <summary>The starts nearest to a taken one that the same user could book, by the same rules.</summary>
internal sealed class Alternatives(SchedulerDbContext db, AppointmentType type, AppointmentPolicy policy, ZoneRules office, DateTime nowUtc)
{
    private const int Most = 3;

    /// <summary>How far around the wanted start they are looked for at the most.</summary>
    private static readonly TimeSpan Far = TimeSpan.FromDays(7);

    /// <summary>Looked through first: under a rush most losers find three there.</summary>
    private static readonly TimeSpan Near = TimeSpan.FromDays(1);

    /// <param name="moving">The appointment that is being moved: it is not counted against itself.</param>
    public async Task<IReadOnlyList<DateTime>> FindAsync(Booking booking, int minutes, Guid? moving, CancellationToken cancellationToken)
    {
        var near = await FindAsync(booking, minutes, Near, moving, cancellationToken);
        return near.Count == Most ? near : await FindAsync(booking, minutes, Far, moving, cancellationToken);
    }

    private async Task<IReadOnlyList<DateTime>> FindAsync(Booking booking, int minutes, TimeSpan far, Guid? moving, CancellationToken cancellationToken)
    {
        var window = Around(booking, far);
        var reach = FindSlots.WithLength(window, minutes);
        var taken = policy.DailyLimit == DailyLimitRule.None
            ? null
            : db.LiveOccupiedDays(booking.UserId, DateOnly.FromDateTime(reach.StartUtc), DateOnly.FromDateTime(reach.EndUtc), nowUtc, moving);
        var loaded = await CalendarReader.LoadAsync(db, booking.AnyProvider ? null : booking.ProviderIds, reach, nowUtc, cancellationToken, moving, taken is null ? [] : [taken]);
        return Bookable(booking, minutes, loaded, reach, window, taken is null ? [] : [.. taken.Rows]);
    }

    private IReadOnlyList<DateTime> Bookable(
        Booking booking, int minutes, IReadOnlyList<LoadedProvider> loaded, TimeRange reach, TimeRange window, HashSet<DateOnly> taken)
    {
        var starts = loaded.Where(p => p.Provider.Offers(type)).Select(p => SlotFinder.Starts(policy, minutes, p.Calendar(reach, type), window, nowUtc)).ToList();
        // Of several named providers all must be free; of any, one.
        var bookable = booking.AnyProvider
            ? starts.SelectMany(s => s).Distinct()
            : starts.Skip(1).Aggregate(starts.FirstOrDefault() ?? [], (all, next) => all.Intersect(next));
        return SlotFinder.Nearest(bookable.Where(start => !IsOnTakenDate(start, minutes, taken)), booking.StartUtc, Most);
    }

    private bool IsOnTakenDate(DateTime startUtc, int minutes, HashSet<DateOnly> taken) =>
        taken.Count > 0 && Scheduling.DailyLimit.DatesTaken(policy.DailyLimit, new TimeRange(startUtc, startUtc.AddMinutes(minutes)), office).Any(taken.Contains);

    private static TimeRange Around(Booking booking, TimeSpan by) => new TimeRange(booking.StartUtc, booking.StartUtc.AddMinutes(1)).Pad(by, by);
}
