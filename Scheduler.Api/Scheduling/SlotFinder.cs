namespace Scheduler.Api.Scheduling;

/// <summary>
/// The starts that <see cref="BookingRules.Check"/> would not refuse, apart from the daily limit, which is a user's and no slot's.
/// </summary>
public static class SlotFinder
{
    /// <summary>
    /// Every start in the window at which the provider can be booked, ascending. An appointment may end after the window.
    /// </summary>
    /// <param name="policy">What the type asks for.</param>
    /// <param name="minutes">The length in minutes; none is found for one that the type does not allow.</param>
    /// <param name="provider">The calendar, which must reach as far around the window as an appointment with its buffers does.</param>
    /// <param name="window">Where starts are looked for; its end is not in it.</param>
    /// <param name="nowUtc">The present instant.</param>
    /// <remarks>Lazy. Linear in the open ranges and occupied times, and in the starts found.</remarks>
    /// <exception cref="ArgumentException">A time is not of kind UTC.</exception>
    public static IEnumerable<DateTime> Starts(
        AppointmentPolicy policy,
        int minutes,
        ProviderCalendar provider,
        TimeRange window,
        DateTime nowUtc
    )
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(provider);
        return provider.OffersType && Allowed(policy, minutes, 1, window, nowUtc) is { } allowed
            ? StartRanges(policy, minutes, provider, allowed).SelectMany(range => provider.Zone.GridStarts(range, policy.GridMinutes))
            : [];
    }

    /// <summary>Every start in the window of a type without provider, ascending: its grid in the office zone.</summary>
    /// <param name="officeOpen">When it can be booked, as far around the window as an appointment reaches; null for always.</param>
    /// <inheritdoc cref="Starts(AppointmentPolicy, int, ProviderCalendar, TimeRange, DateTime)"/>
    public static IEnumerable<DateTime> Starts(
        AppointmentPolicy policy,
        int minutes,
        ZoneRules office,
        TimeRange window,
        DateTime nowUtc,
        TimeRangeSet? officeOpen = null
    )
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(office);
        if (Allowed(policy, minutes, 0, window, nowUtc) is not { } allowed)
        {
            return [];
        }

        var ranges = officeOpen is null
            ? [allowed]
            : StartRanges(policy, minutes, new ProviderCalendar("", office, officeOpen, TimeRangeSet.Empty), allowed);
        return ranges.SelectMany(range => office.GridStarts(range, policy.GridMinutes));
    }

    /// <summary>Those nearest to a wanted instant, at most this many, ascending; of two as near, the earlier goes first.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative.</exception>
    public static IReadOnlyList<DateTime> Nearest(IEnumerable<DateTime> starts, DateTime wanted, int count)
    {
        ArgumentNullException.ThrowIfNull(starts);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return [.. starts.OrderBy(start => (start - wanted).Duration()).ThenBy(start => start).Take(count).Order()];
    }

    /// <summary>The part of the window in which the rules that look at no calendar allow a start.</summary>
    private static TimeRange? Allowed(AppointmentPolicy policy, int minutes, int providerCount, TimeRange window, DateTime nowUtc)
    {
        SaturatingTime.RequireUtc(nowUtc, nameof(nowUtc));
        if (
            policy.IsArchived
            || BookingRules.ProviderMismatch(policy, providerCount) is not null
            || BookingRules.WrongDuration(policy, minutes) is not null
        )
        {
            return null;
        }

        var earliest = policy.Earliest(nowUtc) ?? SaturatingTime.First;
        var latest = BookingRules.LatestStart(policy, minutes, nowUtc);
        return TimeRange.Between(SaturatingTime.Later(window.StartUtc, earliest), SaturatingTime.Earlier(window.EndUtc, After(latest)));
    }

    /// <summary>
    /// The instants at which an appointment lies in one open range and clear of every occupied time, ascending:
    /// each open range less the length, without the starts that an occupied time blocks. Those reach from an occupied
    /// time's start less length and buffer after, to its end and buffer before.
    /// </summary>
    private static IEnumerable<TimeRange> StartRanges(AppointmentPolicy policy, int minutes, ProviderCalendar provider, TimeRange allowed)
    {
        // In ticks: near the first and last instant a difference may have no DateTime.
        var length = minutes * TimeSpan.TicksPerMinute;
        var before = policy.BufferBeforeMinutes * TimeSpan.TicksPerMinute;
        var after = length + (policy.BufferAfterMinutes * TimeSpan.TicksPerMinute);
        var next = 0;
        foreach (var open in provider.Open)
        {
            var first = Math.Max(open.StartUtc.Ticks, allowed.StartUtc.Ticks);
            var last = Math.Min(open.EndUtc.Ticks - length, allowed.EndUtc.Ticks - 1);
            while (next < provider.Busy.Count && provider.Busy[next].EndUtc.Ticks + before <= first)
            {
                next++;
            }

            // `next` stays on one that blocks the end of this open range: it may block the start of the next too.
            for (var i = next; first <= last && i < provider.Busy.Count && provider.Busy[i].StartUtc.Ticks - after < last; i++)
            {
                next = i;
                var clearUntil = provider.Busy[i].StartUtc.Ticks - after;
                if (first <= clearUntil)
                {
                    yield return Closed(first, clearUntil);
                }

                first = provider.Busy[i].EndUtc.Ticks + before;
            }

            if (first <= last)
            {
                yield return Closed(first, last);
            }
        }
    }

    /// <summary>
    /// From one instant to another, which is still inside: an appointment may end exactly where a range or an occupied time's buffer does.
    /// </summary>
    private static TimeRange Closed(long firstTicks, long lastTicks) =>
        new(SaturatingTime.FromTicks(firstTicks), After(SaturatingTime.FromTicks(lastTicks)));

    /// <summary>The next instant that can be written, or the last itself, which no appointment can start at.</summary>
    private static DateTime After(DateTime utc) => SaturatingTime.FromTicks(utc.Ticks + 1);
}
