using Microsoft.EntityFrameworkCore;
using Scheduler.Api.Http;
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
    /// <param name="moving">The appointment that is being moved: it is not counted against itself.</param>
    public async Task<Outcome<Candidate>> FindAsync(Booking booking, int minutes, CancellationToken cancellationToken, Guid? moving = null)
    {
        var taken = await DatesTakenAsync(booking, minutes, moving, cancellationToken);
        if (!policy.ProviderRequired || booking.ProviderIds.Count == 0)
        {
            return WithoutProvider(booking, minutes, taken).FirstOrDefault() is { } refusal ? Refusal.Of(refusal) : new Candidate([], 0);
        }

        var window = Around(booking.StartUtc, minutes);
        var loaded = await CalendarReader.LoadAsync(db, booking.AnyProvider ? null : booking.ProviderIds, window, nowUtc, cancellationToken);
        if (!booking.AnyProvider && booking.ProviderIds.FirstOrDefault(id => loaded.All(p => p.Provider.Id != id)) is { } unknown)
        {
            return Refusal.NotFound("provider", unknown);
        }

        var offering = booking.AnyProvider ? loaded.Where(p => p.Provider.Offers(type)).ToList() : loaded;
        if (booking.AnyProvider && FreeProvider(booking, minutes, offering, window, taken) is { } free)
        {
            return new Candidate([free.Provider.Id], offering.Count);
        }

        var refused = booking.AnyProvider
            ? OfAny(booking, minutes, offering, window, taken)[0]
            : Check(booking, minutes, loaded.Select(p => p.Calendar(window, type, moving)).ToList(), taken).FirstOrDefault();
        return refused switch
        {
            null => new Candidate(booking.ProviderIds, loaded.Count),
            { Kind: RefusalKind.SlotTaken } => Refusal.Of(refused).With(
                "alternatives",
                await new Alternatives(db, type, policy, office, nowUtc).FindAsync(booking, minutes, loaded, window, moving, cancellationToken)),
            _ => Refusal.Of(refused),
        };
    }

    /// <summary>Every rule that refuses, for one booking; nothing when it can be made. Unknown providers are left out.</summary>
    public async Task<IReadOnlyList<BookingRefusal>> ExplainAsync(Booking booking, int minutes, CancellationToken cancellationToken)
    {
        var taken = booking.UserId.Length == 0 ? new HashSet<DateOnly>() : await DatesTakenAsync(booking, minutes, null, cancellationToken);
        if (!policy.ProviderRequired || booking.ProviderIds.Count == 0)
        {
            return WithoutProvider(booking, minutes, taken).ToList();
        }

        var window = Around(booking.StartUtc, minutes);
        var loaded = await CalendarReader.LoadAsync(db, booking.AnyProvider ? null : booking.ProviderIds, window, nowUtc, cancellationToken);
        return booking.AnyProvider
            ? OfAny(booking, minutes, loaded.Where(p => p.Provider.Offers(type)).ToList(), window, taken)
            : Check(booking, minutes, loaded.Select(p => p.Calendar(window, type)).ToList(), taken).ToList();
    }

    /// <summary>Of those who can be booked the one with the fewest appointments that day; null when there is none.</summary>
    private LoadedProvider? FreeProvider(Booking booking, int minutes, IEnumerable<LoadedProvider> offering, TimeRange window, IReadOnlySet<DateOnly> taken) =>
        offering.Where(p => !Check(booking, minutes, [p.Calendar(window, type)], taken).Any())
            .OrderBy(p => p.LiveClaims.Count(c => p.Zone.DateOf(c.FromUtc) == p.Zone.DateOf(booking.StartUtc)))
            .ThenBy(p => p.Provider.Id, StringComparer.Ordinal)
            .FirstOrDefault();

    /// <summary>The rules that refuse the provider who comes nearest to being free: the fewest rules, and taken says more than closed. Nothing when one is free.</summary>
    private IReadOnlyList<BookingRefusal> OfAny(Booking booking, int minutes, IReadOnlyList<LoadedProvider> offering, TimeRange window, IReadOnlySet<DateOnly> taken)
    {
        var nearest = offering.Select(p => Check(booking, minutes, [p.Calendar(window, type)], taken).ToList())
            .OrderBy(refusals => refusals.Count)
            .ThenBy(refusals => refusals.Any(r => r.Kind == RefusalKind.SlotTaken) ? 0 : 1)
            .FirstOrDefault();
        var range = $"{Instants.FormatInstant(booking.StartUtc)} to {Instants.FormatInstant(booking.StartUtc.AddMinutes(minutes))}";
        return nearest?.Select(refusal => refusal.Kind switch
        {
            RefusalKind.SlotTaken => refusal with { ProviderId = null, Detail = $"Every provider that offers '{type.Id}' is booked, held or closed somewhere in {range}." },
            RefusalKind.OutsideAvailability => refusal with { ProviderId = null, Detail = $"No provider that offers '{type.Id}' is open for all of {range}." },
            _ => refusal,
        }).ToList() ?? [new BookingRefusal(RefusalKind.OutsideAvailability, $"No provider offers '{type.Id}'.")];
    }

    /// <summary>Of a type that takes no provider although one is named, or needs one and none is: the rules that look at no calendar.</summary>
    private IEnumerable<BookingRefusal> WithoutProvider(Booking booking, int minutes, IReadOnlySet<DateOnly> taken) =>
        booking.ProviderIds.Count == 0
            ? Check(booking, minutes, [], taken)
            : Check(booking, minutes, [], taken).Prepend(BookingRefusal.ProviderNotAllowed());

    private IEnumerable<BookingRefusal> Check(Booking booking, int minutes, IReadOnlyList<ProviderCalendar> providers, IReadOnlySet<DateOnly> taken) =>
        BookingRules.Check(policy, booking.StartUtc, minutes, providers, office, nowUtc, taken);

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

    private static TimeRange Around(DateTime startUtc, int minutes) =>
        new TimeRange(startUtc, startUtc.AddTicks(1)).Pad(TimeSpan.FromDays(2), TimeSpan.FromDays(2) + TimeSpan.FromMinutes(minutes));
}
