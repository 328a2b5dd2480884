using Scheduler.Api.Calendars;

namespace Scheduler.Api.Appointments;

/// <summary>In whose name a hold is confirmed. On the public pages a time is held before anybody says who they are.</summary>
public sealed record HoldOwner(NamedVisitor Visitor, string? Note, IReadOnlyDictionary<string, string>? Answers = null);
