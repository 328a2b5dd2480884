namespace Scheduler.Api.Scheduling;

/// <summary>The rules that an appointment must keep, each by name, and all of them together.</summary>
/// <remarks>A rule answers null, or nothing, when it is kept. What <see cref="SlotFinder"/> lists is what these rules allow.</remarks>
public static class BookingRules
{
    /// <summary>Every rule that refuses the appointment, in a fixed order; nothing when it may be booked.</summary>
    /// <param name="policy">What the type asks for.</param>
    /// <param name="startUtc">The start.</param>
    /// <param name="minutes">The length in minutes.</param>
    /// <param name="providers">Those named for it, all of whom must be open and free.</param>
    /// <param name="office">The zone whose dates the daily limit counts, and whose clock the grid of a type without provider.</param>
    /// <param name="nowUtc">The present instant.</param>
    /// <param name="datesTakenByUser">The dates that the user's other live,
    /// limited appointments take; null when the user is not known.</param>
    /// <param name="officeOpen">When a type without provider can be booked, around the range; null for always.</param>
    /// <remarks>Lazy. A length below one minute makes no range; the rules about ranges are then left out.</remarks>
    /// <exception cref="ArgumentException">A time is not of kind UTC.</exception>
    public static IEnumerable<BookingRefusal> Check(
        AppointmentPolicy policy,
        DateTime startUtc,
        int minutes,
        IReadOnlyList<ProviderCalendar> providers,
        ZoneRules office,
        DateTime nowUtc,
        IReadOnlySet<DateOnly>? datesTakenByUser = null,
        TimeRangeSet? officeOpen = null
    )
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(providers);
        ArgumentNullException.ThrowIfNull(office);
        SaturatingTime.RequireUtc(startUtc, nameof(startUtc));
        SaturatingTime.RequireUtc(nowUtc, nameof(nowUtc));

        return Refusals();

        IEnumerable<BookingRefusal> Refusals()
        {
            var ofTheStart = new[] { Archived(policy), ProviderMismatch(policy, providers.Count), WrongDuration(policy, minutes) }
                .Concat(Zones(providers, office).Select(zone => OffGrid(policy, startUtc, zone)))
                .Append(TooSoon(policy, startUtc, nowUtc))
                .Append(TooFarAhead(policy, startUtc, minutes, nowUtc));
            foreach (var refusal in ofTheStart.OfType<BookingRefusal>())
            {
                yield return refusal;
            }

            if (TimeRange.Between(startUtc, startUtc.PlusMinutes(minutes)) is not { } range)
            {
                yield break;
            }

            var ofTheRange = providers
                .Select(provider => OutsideAvailability(provider, range))
                .Append(OutsideAvailability(officeOpen, range))
                .Concat(providers.Select(provider => SlotTaken(policy, provider, range)))
                .Concat(DailyLimitReached(policy, range, office, datesTakenByUser));
            foreach (var refusal in ofTheRange.OfType<BookingRefusal>())
            {
                yield return refusal;
            }
        }
    }

    /// <summary>A type that needs a provider must have one named, any other must not.</summary>
    public static BookingRefusal? ProviderMismatch(AppointmentPolicy policy, int providerCount)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return (policy.ProviderRequired, providerCount > 0) switch
        {
            (true, false) => BookingRefusal.ProviderRequired(),
            (false, true) => BookingRefusal.ProviderNotAllowed(),
            _ => null,
        };
    }

    /// <summary>The type must not be archived.</summary>
    public static BookingRefusal? Archived(AppointmentPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return policy.IsArchived ? BookingRefusal.Archived() : null;
    }

    /// <summary>A type without provider must be open for the whole of the range.</summary>
    public static BookingRefusal? OutsideAvailability(TimeRangeSet? officeOpen, TimeRange range) =>
        officeOpen?.Contains(range) == false ? BookingRefusal.OfficeClosed(range) : null;

    /// <summary>The length must be one that the type allows.</summary>
    public static BookingRefusal? WrongDuration(AppointmentPolicy policy, int minutes)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return policy.AllowsLength(minutes) ? null : BookingRefusal.WrongDuration(policy, minutes);
    }

    /// <summary>The start must be on the type's grid in this zone.</summary>
    public static BookingRefusal? OffGrid(AppointmentPolicy policy, DateTime startUtc, ZoneRules zone)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(zone);
        return zone.IsOnGrid(startUtc, policy.GridMinutes) ? null : BookingRefusal.OffGrid(startUtc, policy.GridMinutes, zone);
    }

    /// <summary>The start must keep the minimum notice; exactly that notice keeps it.</summary>
    public static BookingRefusal? TooSoon(AppointmentPolicy policy, DateTime startUtc, DateTime nowUtc)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return policy.Earliest(nowUtc) is { } earliest && startUtc < earliest ? BookingRefusal.TooSoon(startUtc, earliest) : null;
    }

    /// <summary>The start must not lie beyond the horizon, nor the end beyond the last instant of year 9999.</summary>
    public static BookingRefusal? TooFarAhead(AppointmentPolicy policy, DateTime startUtc, int minutes, DateTime nowUtc)
    {
        ArgumentNullException.ThrowIfNull(policy);
        var latest = LatestStart(policy, minutes, nowUtc);
        return startUtc > latest ? BookingRefusal.TooFarAhead(startUtc, latest) : null;
    }

    /// <summary>The provider must offer the type and be open for the whole of the range; the buffers may lie outside.</summary>
    public static BookingRefusal? OutsideAvailability(ProviderCalendar provider, TimeRange range)
    {
        ArgumentNullException.ThrowIfNull(provider);
        return !provider.OffersType ? BookingRefusal.TypeNotOffered(provider.ProviderId)
            : !provider.Open.Contains(range) ? BookingRefusal.OutsideAvailability(provider.ProviderId, range)
            : null;
    }

    /// <summary>The range with the type's buffers must not overlap an occupied time of the provider.</summary>
    public static BookingRefusal? SlotTaken(AppointmentPolicy policy, ProviderCalendar provider, TimeRange range)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(provider);
        return provider.Busy.Overlaps(policy.Occupied(range)) ? BookingRefusal.SlotTaken(provider.ProviderId, range) : null;
    }

    /// <summary>The appointment must not take a date that another of the user's takes; a refusal for each such date.</summary>
    public static IEnumerable<BookingRefusal> DailyLimitReached(
        AppointmentPolicy policy,
        TimeRange range,
        ZoneRules office,
        IReadOnlySet<DateOnly>? datesTakenByUser
    )
    {
        ArgumentNullException.ThrowIfNull(policy);
        return datesTakenByUser is null or { Count: 0 }
            ? []
            : DailyLimit
                .DatesTaken(policy.DailyLimit, range, office)
                .Where(datesTakenByUser.Contains)
                .Select(BookingRefusal.DailyLimitReached);
    }

    /// <summary>The last start that the horizon allows and whose end is still an instant that can be written.</summary>
    internal static DateTime LatestStart(AppointmentPolicy policy, int minutes, DateTime nowUtc) =>
        SaturatingTime.Earlier(policy.Latest(nowUtc) ?? SaturatingTime.Last, SaturatingTime.Last.PlusMinutes(-Math.Max(minutes, 0)));

    /// <summary>The zones whose grid counts; providers of one zone would all be refused with the same sentence.</summary>
    private static IEnumerable<ZoneRules> Zones(IReadOnlyList<ProviderCalendar> providers, ZoneRules office) =>
        providers.Count == 0 ? [office] : providers.Select(provider => provider.Zone).DistinctBy(zone => zone.Id);
}
