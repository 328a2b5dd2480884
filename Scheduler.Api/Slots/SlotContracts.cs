using Scheduler.Api.Calendars;

namespace Scheduler.Api.Slots;

/// <summary>A start that can be booked at this moment, and with whom; no providers for a type that has none.</summary>
public sealed record SlotResponse(DateTime Start, DateTime End, IReadOnlyList<string> ProviderIds)
{
    public static SlotResponse Of(Slot slot) => new(slot.StartUtc, slot.EndUtc, slot.ProviderIds);
}

/// <summary>Whether a booking could be made at this moment, and every rule that refuses it.</summary>
public sealed record ExplainResponse(bool Bookable, IReadOnlyList<ExplainReason> Reasons);

/// <summary>A rule that refuses.</summary>
/// <param name="Type">The problem type's slug, such as <c>off-grid</c>.</param>
public sealed record ExplainReason(string Type, string Detail);
