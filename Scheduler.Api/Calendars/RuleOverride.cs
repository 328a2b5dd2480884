using Scheduler.Api.Scheduling;

namespace Scheduler.Api.Calendars;

/// <summary>
/// The rules that somebody of the office lifts for one booking or move. None lifts another appointment or the daily limit.
/// </summary>
/// <param name="Rules">Of those that <see cref="BookingRefusal.MayBeLifted"/>.</param>
/// <param name="Reason">Why, for the office alone: the audit says that there is one.</param>
public sealed record RuleOverride(IReadOnlySet<RefusalKind> Rules, string Reason)
{
    /// <summary>Every rule that may be lifted.</summary>
    public static readonly IReadOnlyList<RefusalKind> Liftable =
    [
        RefusalKind.TooSoon,
        RefusalKind.TooFarAhead,
        RefusalKind.OutsideAvailability,
        RefusalKind.OffGrid,
        RefusalKind.WrongDuration,
    ];

    public bool Lifts(BookingRefusal refusal) => refusal.MayBeLifted && Rules.Contains(refusal.Kind);
}
