using Microsoft.EntityFrameworkCore;
using Scheduler.Api.Scheduling;
using Scheduler.Data;
using Scheduler.Data.Model;

namespace Scheduler.Api.Calendars;

/// <summary>The starts nearest to a taken one that the same user could book, by the same rules.</summary>
internal sealed class Alternatives(SchedulerDbContext db, AppointmentType type, AppointmentPolicy policy, ZoneRules office, DateTime nowUtc)
{
    private const int Most = 3;

    /// <summary>How far around the wanted start they are looked for at the most.</summary>
    private static readonly TimeSpan Far = TimeSpan.FromDays(7);

    /// <summary>Looked through first, in what the refusal was found in: under a rush most losers need no further statement.</summary>
    private static readonly TimeSpan Near = TimeSpan.FromDays(1);

    /// <param name="loaded">What bears on <paramref name="window"/>, which reaches at least a day and the length around the start.</param>
    /// <param name="moving">The appointment that is being moved: it is not counted against itself.</param>
    public async Task<IReadOnlyList<DateTime>> FindAsync(
        Booking booking, int minutes, IReadOnlyList<LoadedProvider> loaded, TimeRange window, Guid? moving, CancellationToken cancellationToken)
    {
        var taken = await DatesTakenAsync(booking, moving, cancellationToken);
        var near = Bookable(booking, minutes, loaded, window, Around(booking, Near), taken, moving);
        if (near.Count == Most)
        {
            return near;
        }

        var reach = Around(booking, Far + TimeSpan.FromDays(2));
        var ids = booking.AnyProvider ? null : booking.ProviderIds;
        return Bookable(booking, minutes, await CalendarReader.LoadAsync(db, ids, reach, nowUtc, cancellationToken), reach, Around(booking, Far), taken, moving);
    }

    private IReadOnlyList<DateTime> Bookable(
        Booking booking, int minutes, IReadOnlyList<LoadedProvider> loaded, TimeRange reach, TimeRange window, HashSet<DateOnly> taken, Guid? moving)
    {
        var starts = loaded.Where(p => p.Provider.Offers(type)).Select(p => SlotFinder.Starts(policy, minutes, p.Calendar(reach, type, moving), window, nowUtc)).ToList();
        // Of several named providers all must be free; of any, one.
        var bookable = booking.AnyProvider
            ? starts.SelectMany(s => s).Distinct()
            : starts.Skip(1).Aggregate(starts.FirstOrDefault() ?? [], (all, next) => all.Intersect(next));
        return SlotFinder.Nearest(bookable.Where(start => !IsOnTakenDate(start, minutes, taken)), booking.StartUtc, Most);
    }

    private bool IsOnTakenDate(DateTime startUtc, int minutes, HashSet<DateOnly> taken) =>
        taken.Count > 0 && Scheduling.DailyLimit.DatesTaken(policy.DailyLimit, new TimeRange(startUtc, startUtc.AddMinutes(minutes)), office).Any(taken.Contains);

    private async Task<HashSet<DateOnly>> DatesTakenAsync(Booking booking, Guid? moving, CancellationToken cancellationToken)
    {
        if (policy.DailyLimit == DailyLimitRule.None)
        {
            return [];
        }

        var reach = Around(booking, Far + TimeSpan.FromDays(2));
        var (first, last) = (DateOnly.FromDateTime(reach.StartUtc), DateOnly.FromDateTime(reach.EndUtc));
        var dates = await db.DayClaims
            .Where(c => c.UserId == booking.UserId && c.Date >= first && c.Date <= last && (c.LapsesUtc == null || c.LapsesUtc > nowUtc) && c.AppointmentId != moving)
            .Select(c => c.Date)
            .ToListAsync(cancellationToken);
        return [.. dates];
    }

    private static TimeRange Around(Booking booking, TimeSpan by) => new TimeRange(booking.StartUtc, booking.StartUtc.AddMinutes(1)).Pad(by, by);
}
