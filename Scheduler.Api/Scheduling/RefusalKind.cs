namespace Scheduler.Api.Scheduling;

/// <summary>The rule that refuses an appointment.</summary>
public enum RefusalKind
{
    /// <summary>The user already has an appointment on one of the dates that it would take.</summary>
    DailyLimitReached,

    /// <summary>A provider is already booked or held in the range, buffers included.</summary>
    SlotTaken,

    /// <summary>The start is not on the type's grid.</summary>
    OffGrid,

    /// <summary>The type does not allow the length.</summary>
    WrongDuration,

    /// <summary>A provider has no open hours for the whole of the range, or does not offer the type.</summary>
    OutsideAvailability,

    /// <summary>The minimum notice is not kept.</summary>
    TooSoon,

    /// <summary>The start lies beyond the horizon, or the end beyond the calendar.</summary>
    TooFarAhead,

    /// <summary>The type needs a provider and none is named.</summary>
    ProviderRequired,

    /// <summary>The type takes no provider and one is named.</summary>
    ProviderNotAllowed,
}
