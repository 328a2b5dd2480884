using Microsoft.EntityFrameworkCore;
using Scheduler.Data;
using Scheduler.Data.Model;

namespace Scheduler.Api.Access;

/// <summary>Lists the keys that exist for the actor: those that are not revoked.</summary>
public sealed class FindKeys(SchedulerDbContext db, OperationContext context)
{
    /// <summary>By id, those after one where <paramref name="after"/> is its id.</summary>
    public Task<List<ApiKey>> RunAsync(string? after, int count, CancellationToken cancellationToken)
    {
        var roles = KeyRules.Handled(context.Actor);
        return db
            .ApiKeys.AsNoTracking()
            .Where(k => k.RevokedUtc == null && roles.Contains(k.Role) && (after == null || k.Id.CompareTo(after) > 0))
            .OrderBy(k => k.Id)
            .Take(count)
            .ToListAsync(cancellationToken);
    }
}
