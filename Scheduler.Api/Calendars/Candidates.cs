using Microsoft.EntityFrameworkCore;
using Scheduler.Api.Scheduling;
using Scheduler.Data;
using Scheduler.Data.Model;
using Scheduler.Data.Prepared;

namespace Scheduler.Api.Calendars;

/// <summary>Whom a booking would take.</summary>
/// <param name="Count">How many providers there were to pick from.</param>
public sealed record Candidate(IReadOnlyList<string> ProviderIds, int Count);

/// <summary>Asks the rules, on what the database says now, whether a booking can be made and with whom.</summary>
public sealed class Candidates(SchedulerDbContext db, AppointmentType type, AppointmentPolicy policy, ZoneRules office, DateTime nowUtc)
{
    /// <summary>How far around a wanted start alternatives are looked for.</summary>
    private static readonly TimeSpan AlternativesWithin = TimeSpan.FromDays(7);
    private const int MaxAlternatives = 3;

    /// <param name="moving">The appointment that is being moved: it is not counted against itself.</param>
    public async Task<Outcome<Candidate>> FindAsync(Booking booking, int minutes, CancellationToken cancellationToken, Guid? moving = null)
    {
        var taken = await DatesTakenAsync(booking, minutes, moving, cancellationToken);
        if (!policy.ProviderRequired || booking.ProviderIds.Count == 0)
        {
            return First(booking, minutes, booking.ProviderIds.Count == 0 ? [] : [Nobody(booking.ProviderIds[0])], taken) is { } refusal
                ? Refusal.Of(refusal)
                : new Candidate([], 0);
        }

        var window = Around(booking.StartUtc, minutes);
        var loaded = await CalendarReader.LoadAsync(db, booking.AnyProvider ? null : booking.ProviderIds, window, nowUtc, cancellationToken);
        if (!booking.AnyProvider && booking.ProviderIds.FirstOrDefault(id => loaded.All(p => p.Provider.Id != id)) is { } unknown)
        {
            return Refusal.NotFound("provider", unknown);
        }

        return booking.AnyProvider
            ? await AnyAsync(booking, minutes, loaded.Where(p => p.Provider.Offers(type)).ToList(), window, taken, cancellationToken)
            : First(booking, minutes, loaded.Select(p => p.Calendar(window, type, moving)).ToList(), taken) is { } refused
                ? await WithAlternativesAsync(refused, booking, minutes, booking.ProviderIds, moving, cancellationToken)
                : new Candidate(booking.ProviderIds, loaded.Count);
    }

    /// <summary>Every rule that refuses, for one booking; nothing when it can be made.</summary>
    public async Task<IReadOnlyList<BookingRefusal>> ExplainAsync(Booking booking, int minutes, CancellationToken cancellationToken)
    {
        var taken = booking.UserId.Length == 0 ? new HashSet<DateOnly>() : await DatesTakenAsync(booking, minutes, null, cancellationToken);
        var window = Around(booking.StartUtc, minutes);
        var calendars = policy.ProviderRequired
            ? (await CalendarReader.LoadAsync(db, booking.ProviderIds, window, nowUtc, cancellationToken)).Select(p => p.Calendar(window, type)).ToList()
            : booking.ProviderIds.Select(Nobody).ToList();
        return BookingRules.Check(policy, booking.StartUtc, minutes, calendars, office, nowUtc, taken).ToList();
    }

    private async Task<Outcome<Candidate>> AnyAsync(
        Booking booking, int minutes, IReadOnlyList<LoadedProvider> offering, TimeRange window, IReadOnlySet<DateOnly> taken, CancellationToken cancellationToken)
    {
        var checkedProviders = offering
            .Select(p => (Provider: p, Refusal: First(booking, minutes, [p.Calendar(window, type)], taken)))
            .ToList();
        var free = checkedProviders.Where(p => p.Refusal is null)
            .OrderBy(p => p.Provider.LiveClaims.Count(c => p.Provider.Zone.DateOf(c.FromUtc) == p.Provider.Zone.DateOf(booking.StartUtc)))
            .ThenBy(p => p.Provider.Provider.Id, StringComparer.Ordinal)
            .FirstOrDefault();
        if (free.Provider is not null)
        {
            return new Candidate([free.Provider.Provider.Id], offering.Count);
        }

        // The most telling refusal is that of the provider who comes nearest to being free: taken says more than closed.
        var refusals = checkedProviders.Select(p => p.Refusal!).ToList();
        var telling = refusals.FirstOrDefault(r => r.Kind == RefusalKind.SlotTaken) ?? refusals.FirstOrDefault()
            ?? new BookingRefusal(RefusalKind.OutsideAvailability, $"No provider offers '{type.Id}'.");
        return await WithAlternativesAsync(telling with { ProviderId = null }, booking, minutes, null, null, cancellationToken);
    }

    private BookingRefusal? First(Booking booking, int minutes, IReadOnlyList<ProviderCalendar> providers, IReadOnlySet<DateOnly> taken) =>
        BookingRules.Check(policy, booking.StartUtc, minutes, providers, office, nowUtc, taken).FirstOrDefault();

    private static ProviderCalendar Nobody(string providerId) => new(providerId, ZoneRules.Utc, TimeRangeSet.Empty, TimeRangeSet.Empty);

    private async Task<IReadOnlySet<DateOnly>> DatesTakenAsync(Booking booking, int minutes, Guid? moving, CancellationToken cancellationToken)
    {
        if (policy.DailyLimit == DailyLimitRule.None || TimeRange.Between(booking.StartUtc, booking.StartUtc.AddMinutes(minutes)) is not { } range)
        {
            return new HashSet<DateOnly>();
        }

        var dates = Scheduling.DailyLimit.DatesTaken(policy.DailyLimit, range, office);
        var taken = await db.LiveDayClaimsAsync(booking.UserId, dates[0], dates[^1], nowUtc, cancellationToken);
        return taken.Where(c => c.AppointmentId != moving).Select(c => c.Date).ToHashSet();
    }

    private async Task<Refusal> WithAlternativesAsync(
        BookingRefusal refused, Booking booking, int minutes, IReadOnlyList<string>? providerIds, Guid? moving, CancellationToken cancellationToken)
    {
        var refusal = Refusal.Of(refused);
        if (refused.Kind != RefusalKind.SlotTaken)
        {
            return refusal;
        }

        var window = new TimeRange(booking.StartUtc, booking.StartUtc.AddMinutes(1)).Pad(AlternativesWithin, AlternativesWithin);
        var loaded = await CalendarReader.LoadAsync(db, providerIds, window, nowUtc, cancellationToken);
        var calendars = loaded.Where(p => p.Provider.Offers(type)).Select(p => p.Calendar(window, type, moving)).ToList();
        var starts = calendars.Select(c => SlotFinder.Starts(policy, minutes, c, window, nowUtc)).ToList();
        // Of several named providers all must be free; of any, one.
        var bookable = providerIds is null
            ? starts.SelectMany(s => s).Distinct()
            : starts.Skip(1).Aggregate(starts.FirstOrDefault() ?? [], (all, next) => all.Intersect(next));
        return refusal.With("alternatives", SlotFinder.Nearest(bookable, booking.StartUtc, MaxAlternatives));
    }

    private static TimeRange Around(DateTime startUtc, int minutes) =>
        new TimeRange(startUtc, startUtc.AddTicks(1)).Pad(TimeSpan.FromDays(2), TimeSpan.FromDays(2) + TimeSpan.FromMinutes(minutes));
}
