using Microsoft.EntityFrameworkCore;
using Scheduler.Data;
using Scheduler.Data.Model;

namespace Scheduler.Api.Audit;

/// <summary>Which rows to read; what is null does not matter.</summary>
/// <param name="Action">An action, or the beginning of one that ends in <c>*</c>.</param>
/// <param name="FromUtc">The first instant.</param>
/// <param name="UntilUtc">The end (exclusive).</param>
/// <param name="Before">When the last row of the page before happened, and its id.</param>
public sealed record AuditQuery(
    string? SubjectKind,
    string? SubjectId,
    string? ActorKind,
    string? ActorId,
    string? Action,
    DateTime? FromUtc,
    DateTime? UntilUtc,
    (DateTime AtUtc, long Id)? Before,
    int Count
);

/// <summary>Reads the audit, newest first.</summary>
public sealed class ReadAudit(SchedulerDbContext db, CopyEvents copy)
{
    public async Task<List<AuditEntry>> RunAsync(AuditQuery query, CancellationToken cancellationToken)
    {
        if (query.Before is null)
        {
            await copy.AllAsync(cancellationToken);
        }

        var rows = db.Audit.AsNoTracking();
        if (query.SubjectId is { } subject)
        {
            rows = rows.Where(e => e.SubjectId == subject && e.SubjectKind == query.SubjectKind);
        }

        if (query.ActorKind is { } kind)
        {
            rows = rows.Where(e => e.ActorKind == kind && (query.ActorId == null || e.ActorId == query.ActorId));
        }

        if (query.Action is { } action)
        {
            var beginning = action.TrimEnd('*');
            rows = action.EndsWith('*') ? rows.Where(e => e.Action.StartsWith(beginning)) : rows.Where(e => e.Action == action);
        }

        if (query.FromUtc is { } fromUtc)
        {
            rows = rows.Where(e => e.AtUtc >= fromUtc);
        }

        if (query.UntilUtc is { } untilUtc)
        {
            rows = rows.Where(e => e.AtUtc < untilUtc);
        }

        if (query.Before is { } before)
        {
            rows = rows.Where(e => e.AtUtc <= before.AtUtc && (e.AtUtc < before.AtUtc || e.Id < before.Id));
        }

        return await rows.OrderByDescending(e => e.AtUtc).ThenByDescending(e => e.Id).Take(query.Count).ToListAsync(cancellationToken);
    }
}
