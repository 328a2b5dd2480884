using Scheduler.Api.Http;
using Scheduler.Api.Scheduling;
using Scheduler.Data.Hot;

namespace Scheduler.Api.Calendars;

/// <content>Whether one booking can be made, and with whom.</content>
public sealed partial class SlotEngine
{
    /// <summary>How a booking can be made, the best way first: one way, or a way for each free provider of whom any will do.</summary>
    /// <param name="spread">Whether others choose at the same moment: then each has the equally good ones in an order of its own.</param>
    /// <param name="withAlternatives">Whether a refusal of a taken time says which are free near it.</param>
    public async Task<Outcome<IReadOnlyList<Placement>>> PlaceAsync(
        Booking booking,
        bool spread,
        CancellationToken cancellationToken,
        bool withAlternatives = true
    )
    {
        var (loaded, window, taken) = await LookAsync(booking, cancellationToken);
        if (!LooksAtCalendars(booking))
        {
            return WithoutProvider(booking, taken).FirstOrDefault() is { } refusal
                ? Refusal.Of(refusal)
                : new[] { Placement.WithoutProvider };
        }

        if (!booking.AnyProvider && booking.ProviderIds.FirstOrDefault(id => loaded.All(p => p.Provider.Id != id)) is { } unknown)
        {
            return Refusal.NotFound("provider", unknown);
        }

        if (booking.AnyProvider && FreeProviders(booking, loaded, window, taken, spread) is { Count: > 0 } free)
        {
            return free.ConvertAll(p => new Placement([p]));
        }

        var refused = booking.AnyProvider
            ? OfAny(booking, loaded, window, taken)[0]
            : Check(booking, loaded.Select(p => p.Calendar(window, Type)).ToList(), taken).FirstOrDefault();
        return refused switch
        {
            null => new[] { new Placement(booking.ProviderIds.Select(id => loaded.First(p => p.Provider.Id == id)).ToList()) },
            { Kind: RefusalKind.SlotTaken } when withAlternatives => Refusal
                .Of(refused)
                .With("alternatives", await AlternativesAsync(booking, cancellationToken)),
            _ => Refusal.Of(refused),
        };
    }

    /// <summary>Every rule that refuses, for one booking; nothing when it can be made.</summary>
    public async Task<Outcome<IReadOnlyList<BookingRefusal>>> ExplainAsync(Booking booking, CancellationToken cancellationToken)
    {
        var (loaded, window, taken) = await LookAsync(booking, cancellationToken);
        if (!LooksAtCalendars(booking))
        {
            return WithoutProvider(booking, taken).ToList();
        }

        if (!booking.AnyProvider && booking.ProviderIds.FirstOrDefault(id => loaded.All(p => p.Provider.Id != id)) is { } unknown)
        {
            return Refusal.NotFound("provider", unknown);
        }

        return booking.AnyProvider
            ? OfAny(booking, loaded, window, taken).ToList()
            : Check(booking, loaded.Select(p => p.Calendar(window, Type)).ToList(), taken).ToList();
    }

    /// <summary>The dates at which the write must look, since no plan has; null where there are none.</summary>
    internal (string UserId, DateOnly First, DateOnly Last)? DaysLeftToWrite(Booking booking) =>
        LeavesDatesToWrite && !OnlineOnly && Policy.HoldSeconds is null && booking is { Visitor: null, ProviderIds.Count: 0 }
            ? DaysOf(booking)
            : null;

    private (string UserId, DateOnly First, DateOnly Last)? DaysOf(Booking booking) =>
        booking.UserId.Length > 0 && DatesTaken(booking.StartUtc).ToList() is [var first, .. var others]
            ? (booking.UserId, first, others is [.., var last] ? last : first)
            : null;

    private bool LooksAtCalendars(Booking booking) => Policy.ProviderRequired && booking.ProviderIds.Count > 0;

    /// <summary>
    /// The calendars that the booking is about, and the dates of its user that others take. For a user nobody named there are none.
    /// </summary>
    private async Task<(IReadOnlyList<LoadedProvider> Providers, TimeRange Window, IReadOnlySet<DateOnly> Taken)> LookAsync(
        Booking booking,
        CancellationToken cancellationToken
    )
    {
        var range = TimeRange.Between(booking.StartUtc, booking.StartUtc.PlusMinutes(Minutes));
        var occupied = Policy.Occupied(range ?? new TimeRange(booking.StartUtc, booking.StartUtc.PlusMinutes(1)));
        // To pick from any, the whole day around it: who has the fewest appointments is asked too.
        var window = booking.AnyProvider ? occupied.Pad(TimeSpan.FromDays(2), TimeSpan.FromDays(2)) : occupied;
        var ids = LooksAtCalendars(booking) ? booking.Among : [];
        var days = DaysLeftToWrite(booking) is null ? DaysOf(booking) : null;
        var found = await db.ReadCalendarsAsync(
            new CalendarQuery(ids, window.StartUtc, window.EndUtc, NowUtc)
            {
                Except = moving?.Id,
                Days = days,
                VersionOf = LooksAtVersion ? Type.Id : null,
                KnownClosedDays = KnownClosedDays,
            },
            cancellationToken
        );
        (ClosedDays, SeenVersion) = (found.ClosedDays, found.TypeVersion);
        return (Existing(LoadedProvider.Of(found.Calendars)), window, found.TakenDates.ToHashSet());
    }

    /// <summary>Those who can be booked, the one with the fewest appointments that day first.</summary>
    private List<LoadedProvider> FreeProviders(
        Booking booking,
        IReadOnlyList<LoadedProvider> loaded,
        TimeRange window,
        IReadOnlySet<DateOnly> taken,
        bool spread
    )
    {
        var free = loaded
            .Where(p => p.Provider.Offers(Type) && !Check(booking, [p.Calendar(window, Type)], taken).Any())
            .Select(p => (Provider: p, Load: p.Busy.Count(busy => p.Zone.DateOf(busy.StartUtc) == p.Zone.DateOf(booking.StartUtc))))
            .OrderBy(p => p.Load)
            .ThenBy(p => p.Provider.Provider.Id, StringComparer.Ordinal)
            .ToList();
        // Whoever loses the first goes on in an order of its own, too: they would meet at every provider else.
        var first = spread ? 0 : 1;
        return free.Take(first)
            .Concat(free.Skip(first).OrderBy(p => p.Load).ThenBy(p => HashCode.Combine(booking.UserId, p.Provider.Provider.Id)))
            .Select(p => p.Provider)
            .ToList();
    }

    /// <summary>
    /// The rules that refuse the provider who comes nearest to being free: the fewest rules,
    /// and taken says more than closed. Nothing when one is free.
    /// </summary>
    private IReadOnlyList<BookingRefusal> OfAny(
        Booking booking,
        IReadOnlyList<LoadedProvider> loaded,
        TimeRange window,
        IReadOnlySet<DateOnly> taken
    )
    {
        var nearest = loaded
            .Where(p => p.Provider.Offers(Type))
            .Select(p => Check(booking, [p.Calendar(window, Type)], taken).ToList())
            .OrderBy(refusals => refusals.Count)
            .ThenBy(refusals => refusals.Any(r => r.Kind == RefusalKind.SlotTaken) ? 0 : 1)
            .FirstOrDefault();
        var range = $"{Instants.FormatInstant(booking.StartUtc)} to {Instants.FormatInstant(booking.StartUtc.AddMinutes(Minutes))}";
        return nearest
                ?.Select(refusal =>
                    refusal.Kind switch
                    {
                        RefusalKind.SlotTaken => refusal with
                        {
                            ProviderId = null,
                            Detail = $"Every provider that offers '{Type.Id}' is booked, held or closed somewhere in {range}.",
                        },
                        RefusalKind.OutsideAvailability => refusal with
                        {
                            ProviderId = null,
                            Detail = $"No provider that offers '{Type.Id}' is open for all of {range}.",
                        },
                        _ => refusal,
                    }
                )
                .ToList()
            ?? [new BookingRefusal(RefusalKind.OutsideAvailability, $"No provider offers '{Type.Id}'.")];
    }

    /// <summary>
    /// Of a type that takes no provider although one is named, or needs one and none is: the rules that look at no calendar.
    /// </summary>
    private IEnumerable<BookingRefusal> WithoutProvider(Booking booking, IReadOnlySet<DateOnly> taken) =>
        booking.ProviderIds.Count == 0 ? Check(booking, [], taken) : Check(booking, [], taken).Prepend(BookingRefusal.ProviderNotAllowed());

    private IEnumerable<BookingRefusal> Check(Booking booking, IReadOnlyList<ProviderCalendar> providers, IReadOnlySet<DateOnly> taken) =>
        BookingRules
            .Check(
                Policy,
                booking.StartUtc,
                Minutes,
                providers,
                Office,
                NowUtc,
                taken,
                TimeRange.Between(booking.StartUtc, booking.StartUtc.PlusMinutes(Minutes)) is { } range ? OfficeOpen(range) : null
            )
            .Where(refusal => booking.Override?.Lifts(refusal) != true);
}
