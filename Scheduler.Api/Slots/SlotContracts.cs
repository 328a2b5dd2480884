using Scheduler.Api.Calendars;

namespace Scheduler.Api.Slots;

/// <summary>A start that can be booked at this moment, and with whom; no providers for a type that has none.</summary>
/// <param name="ProviderIds">The ids of the providers who are free, each by itself; empty for a type that has none.</param>
public sealed record SlotResponse(DateTime Start, DateTime End, IReadOnlyList<string> ProviderIds)
{
    public static SlotResponse Of(Slot slot) => new(slot.StartUtc, slot.EndUtc, slot.ProviderIds);
}

/// <summary>Whether a booking could be made at this moment, and every rule that refuses it.</summary>
/// <param name="Bookable">Whether no rule refuses.</param>
/// <param name="Reasons">The rules that refuse; empty when it can be booked.</param>
public sealed record ExplainResponse(bool Bookable, IReadOnlyList<ExplainReason> Reasons);

/// <summary>A rule that refuses.</summary>
/// <param name="Type">The problem type's slug, such as <c>off-grid</c>.</param>
/// <param name="Detail">Why it refuses, for a person.</param>
/// <param name="Overridable">Whether somebody of the office may lift it, by naming it in the `override` of a booking.</param>
public sealed record ExplainReason(string Type, string Detail, bool Overridable);
