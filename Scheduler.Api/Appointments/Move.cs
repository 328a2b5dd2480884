using Scheduler.Api.Calendars;

namespace Scheduler.Api.Appointments;

/// <summary>Where an appointment is moved to; what is null stays.</summary>
/// <param name="ProviderIds">All of them together, or <see cref="Booking.Any"/>.</param>
public sealed record Move(DateTime? StartUtc, int? Minutes = null, IReadOnlyList<string>? ProviderIds = null)
{
    /// <summary>The rules that somebody of the office lifts; null for none.</summary>
    public RuleOverride? Override { get; init; }
}
