using Scheduler.Api.Scheduling;

namespace Scheduler.Api.Appointments;

/// <summary>The client who a hold of the public pages passes to.</summary>
/// <param name="UserId">A client that exists.</param>
/// <param name="Policy">The type's, for the dates that the client's daily limit counts.</param>
/// <param name="Office">The zone of these dates.</param>
internal sealed record ConfirmedOwner(string UserId, string? Note, AppointmentPolicy Policy, ZoneRules Office)
{
    /// <summary>As they are stored.</summary>
    public string? Answers { get; init; }
}
