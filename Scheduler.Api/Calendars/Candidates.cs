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
        var (loaded, window, taken) = await LoadAsync(booking, minutes, moving, cancellationToken);
        if (!LooksAtCalendars(booking))
        {
            return WithoutProvider(booking, minutes, taken).FirstOrDefault() is { } refusal ? Refusal.Of(refusal) : new Candidate([], 0);
        }

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
            : Check(booking, minutes, loaded.Select(p => p.Calendar(window, type)).ToList(), taken).FirstOrDefault();
        return refused switch
        {
            null => new Candidate(booking.ProviderIds, loaded.Count),
            { Kind: RefusalKind.SlotTaken } => Refusal.Of(refused).With(
                "alternatives", await new Alternatives(db, type, policy, office, nowUtc).FindAsync(booking, minutes, moving, cancellationToken)),
            _ => Refusal.Of(refused),
        };
    }

    /// <summary>Every rule that refuses, for one booking; nothing when it can be made. Unknown providers are left out.</summary>
    public async Task<IReadOnlyList<BookingRefusal>> ExplainAsync(Booking booking, int minutes, CancellationToken cancellationToken)
    {
        var (loaded, window, taken) = await LoadAsync(booking, minutes, null, cancellationToken);
        return !LooksAtCalendars(booking) ? WithoutProvider(booking, minutes, taken).ToList()
            : booking.AnyProvider ? OfAny(booking, minutes, loaded.Where(p => p.Provider.Offers(type)).ToList(), window, taken)
            : Check(booking, minutes, loaded.Select(p => p.Calendar(window, type)).ToList(), taken).ToList();
    }

    private bool LooksAtCalendars(Booking booking) => policy.ProviderRequired && booking.ProviderIds.Count > 0;

    /// <summary>The calendars that the booking is about, and the dates of its user that others take. For a user nobody named there are none.</summary>
    private async Task<(IReadOnlyList<LoadedProvider> Providers, TimeRange Window, IReadOnlySet<DateOnly> Taken)> LoadAsync(
        Booking booking, int minutes, Guid? moving, CancellationToken cancellationToken)
    {
        var range = TimeRange.Between(booking.StartUtc, booking.StartUtc.PlusMinutes(minutes));
        Query<DateOnly>? taken = null;
        if (range is { } limited && booking.UserId.Length > 0 && policy.DailyLimit != DailyLimitRule.None)
        {
            var dates = Scheduling.DailyLimit.DatesTaken(policy.DailyLimit, limited, office);
            taken = db.LiveOccupiedDays(booking.UserId, dates[0], dates[^1], nowUtc, moving);
        }

        // To pick from any, the whole day around it: who has the fewest appointments is asked too.
        var occupied = policy.Occupied(range ?? new TimeRange(booking.StartUtc, booking.StartUtc.PlusMinutes(1)));
        var window = booking.AnyProvider ? occupied.Pad(TimeSpan.FromDays(2), TimeSpan.FromDays(2)) : occupied;
        IReadOnlyList<string>? ids = !LooksAtCalendars(booking) ? [] : booking.AnyProvider ? null : booking.ProviderIds;
        var loaded = await CalendarReader.LoadAsync(db, ids, window, nowUtc, cancellationToken, moving, taken is null ? [] : [taken]);
        return (loaded, window, taken is null ? new HashSet<DateOnly>() : taken.Rows.ToHashSet());
    }

    /// <summary>Of those who can be booked the one with the fewest appointments that day; null when there is none.</summary>
    private LoadedProvider? FreeProvider(Booking booking, int minutes, IEnumerable<LoadedProvider> offering, TimeRange window, IReadOnlySet<DateOnly> taken) =>
        offering.Where(p => !Check(booking, minutes, [p.Calendar(window, type)], taken).Any())
            .OrderBy(p => p.Busy.Count(c => p.Zone.DateOf(c.StartUtc) == p.Zone.DateOf(booking.StartUtc)))
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
}
