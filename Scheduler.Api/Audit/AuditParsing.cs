using Scheduler.Api.Events;
using Scheduler.Api.Http;
using Scheduler.Api.Scheduling;

namespace Scheduler.Api.Audit;

/// <summary>What is asked of the audit, as the API and the page write it.</summary>
internal static class AuditParsing
{
    /// <param name="office">The zone of dates without a time.</param>
    public static AuditQuery Parse(
        string? subject,
        string? actor,
        string? action,
        string? from,
        string? to,
        string? cursor,
        int count,
        ZoneRules office,
        RequestErrors errors
    )
    {
        var (subjectKind, subjectId) = Pair("subject", subject, idNeeded: true, errors);
        var (actorKind, actorId) = Pair("actor", actor, idNeeded: false, errors);
        if (!string.IsNullOrEmpty(action) && (action == "*" || !EventTypes.IsPattern(action)))
        {
            errors.Add("action", "must be an action such as client.read, or its beginning such as client.*");
        }

        return new AuditQuery(
            subjectKind,
            subjectId,
            actorKind,
            actorId,
            string.IsNullOrEmpty(action) ? null : action,
            QueryTimes.Parse("from", Sent(from), office, errors),
            QueryTimes.Parse("to", Sent(to), office, errors),
            AuditCursor.Read(cursor, errors),
            count
        );
    }

    private static string? Sent(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static (string? Kind, string? Id) Pair(string field, string? text, bool idNeeded, RequestErrors errors)
    {
        if (string.IsNullOrEmpty(text))
        {
            return (null, null);
        }

        if (!EventSubjects.TryRead(text, out var kind, out var id) || (idNeeded && id is null))
        {
            errors.Add(
                field,
                idNeeded
                    ? "must be a kind and an id, such as client:alice"
                    : "must be a kind such as public, or a kind and an id such as account:019aa5f7-9800-7000-8000-5ab3f26d1c77"
            );
        }

        return (kind, id);
    }
}
