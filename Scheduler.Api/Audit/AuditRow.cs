using Scheduler.Api.Access;
using Scheduler.Data.Model;

namespace Scheduler.Api.Audit;

/// <summary>Makes the row that tells who did what, from where.</summary>
/// <remarks>
/// A table of its own beside the events: it also keeps what changes nothing and what was refused, knows the network address, is kept
/// for as long as the office must be able to answer for itself, and is sealed. Events are read by programs, and forgotten after some weeks.
/// </remarks>
internal static class AuditRow
{
    /// <summary>What an event tells, for whoever asks later: <see cref="CopyEvents"/> stores it.</summary>
    public static AuditEntry Of(Event e) =>
        new()
        {
            AtUtc = e.AtUtc,
            ActorKind = e.ActorKind,
            ActorId = e.ActorId,
            Action = e.Type,
            SubjectKind = e.SubjectKind,
            SubjectId = e.SubjectId,
            Address = e.Address is { Length: > 0 } address ? address : null,
            Detail = e.Data,
        };

    /// <summary>What is no event: nothing was changed.</summary>
    /// <param name="detail">JSON; ids and times, never names or notes.</param>
    public static AuditEntry Of(string action, string subjectKind, string subjectId, Actor actor, DateTime nowUtc, string? detail = null) =>
        new()
        {
            AtUtc = nowUtc,
            ActorKind = actor.Word,
            ActorId = actor.Id,
            Action = action,
            SubjectKind = subjectKind,
            SubjectId = subjectId,
            Address = actor.Address,
            Detail = detail,
        };
}
