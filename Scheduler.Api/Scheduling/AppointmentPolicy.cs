namespace Scheduler.Api.Scheduling;

/// <summary>What an appointment type asks for. All lengths are whole minutes of elapsed time unless named otherwise.</summary>
/// <param name="MinMinutes">The shortest length, from 1.</param>
/// <param name="MaxMinutes">The longest length, from <paramref name="MinMinutes"/>.</param>
/// <param name="StepMinutes">Lengths lie whole steps above the shortest; 0 allows the shortest alone.</param>
/// <param name="GridMinutes">Starts lie whole multiples of this after local midnight, from 1.</param>
/// <param name="NoticeMinutes">The least time from now to the start, from 0; null allows any start, the past included.</param>
/// <param name="HorizonDays">The most days of 24 hours from now to the start, from 0; null sets no end.</param>
/// <param name="HoldSeconds">How long an unconfirmed booking is held, from 1; null confirms at once.</param>
/// <param name="ProviderRequired">Whether at least one provider must be named; otherwise none may be.</param>
/// <param name="DailyLimit">Which dates of the user it takes.</param>
/// <param name="BufferBeforeMinutes">Time that the provider is also occupied before the start, from 0.</param>
/// <param name="BufferAfterMinutes">Time that the provider is also occupied after the end, from 0.</param>
public sealed record AppointmentPolicy(
    int MinMinutes,
    int MaxMinutes,
    int StepMinutes,
    int GridMinutes,
    int? NoticeMinutes,
    int? HorizonDays,
    int? HoldSeconds,
    bool ProviderRequired,
    DailyLimitRule DailyLimit,
    int BufferBeforeMinutes,
    int BufferAfterMinutes
)
{
    /// <summary>Whether nothing is booked by it any more.</summary>
    public bool IsArchived { get; init; }

    /// <summary>Whether the length lies from the shortest to the longest, in whole steps from the shortest.</summary>
    public bool AllowsLength(int minutes)
    {
        if (minutes < 1 || minutes < MinMinutes || minutes > MaxMinutes)
        {
            return false;
        }

        return minutes == MinMinutes || (StepMinutes > 0 && (minutes - MinMinutes) % StepMinutes == 0);
    }

    /// <summary>The length that somebody wants, where it is allowed; else the shortest.</summary>
    public int LengthOf(int? wanted) => wanted is { } minutes && AllowsLength(minutes) ? minutes : MinMinutes;

    /// <summary>The first instant at which an appointment may start: now and the notice; null when any may.</summary>
    public DateTime? Earliest(DateTime nowUtc) => NoticeMinutes is { } notice ? nowUtc.PlusMinutes(notice) : null;

    /// <summary>
    /// The last instant at which an appointment may start, itself included: now and the horizon in days of 24 hours; null when any may.
    /// </summary>
    public DateTime? Latest(DateTime nowUtc) => HorizonDays is { } days ? nowUtc.PlusDays(days) : null;

    /// <summary>The range with the buffers that its providers are occupied for.</summary>
    public TimeRange Occupied(TimeRange appointment) =>
        appointment.Pad(TimeSpan.FromMinutes(BufferBeforeMinutes), TimeSpan.FromMinutes(BufferAfterMinutes));
}
