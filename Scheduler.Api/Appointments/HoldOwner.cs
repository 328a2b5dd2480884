using Scheduler.Api.Scheduling;

namespace Scheduler.Api.Appointments;

/// <summary>The client in whose name a hold is confirmed. On the public pages a time is held before anybody says who they are.</summary>
/// <param name="UserId">A client that exists.</param>
/// <param name="Policy">The type's, for the dates that the client's daily limit counts.</param>
/// <param name="Office">The zone of these dates.</param>
public sealed record HoldOwner(string UserId, string? Note, AppointmentPolicy Policy, ZoneRules Office);
