using System.Globalization;
using System.Text.Json;
using Scheduler.Api.Events;
using Scheduler.Data.Model;

namespace Scheduler.Api.Audit;

/// <summary>What somebody did, or saw.</summary>
/// <param name="Id">Its number in the audit, as text; what happened is numbered within a minute, or when the audit is read.</param>
/// <param name="At">When.</param>
/// <param name="Actor">Who did it.</param>
/// <param name="Action">What was done, such as <c>appointment.cancelled</c> or <c>client.read</c>.</param>
/// <param name="Subject">What it was done to.</param>
/// <param name="Address">The network address from which it was done; null for what the service does itself.</param>
/// <param name="Detail">More about it: ids and times, never names or notes; empty where there is no more.</param>
public sealed record AuditResponse(
    string Id,
    DateTime At,
    EventActor Actor,
    string Action,
    EventSubject Subject,
    string? Address,
    JsonElement Detail
)
{
    public static AuditResponse Of(AuditEntry e) =>
        new(
            e.Id.ToString(CultureInfo.InvariantCulture),
            e.AtUtc,
            new EventActor(e.ActorKind, e.ActorId),
            e.Action,
            new EventSubject(e.SubjectKind, e.SubjectId),
            e.Address,
            JsonElement.Parse(e.Detail ?? "{}")
        );
}
