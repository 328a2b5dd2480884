using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Scheduler.Data;
using Scheduler.Data.Model;

namespace Scheduler.Api.Access;

/// <summary>Lists the sessions of whoever acts, the one that was used last first.</summary>
public sealed class FindSessions(SchedulerDbContext db, OperationContext context, IOptions<AccessOptions> options)
{
    public Task<List<AccountSession>> RunAsync(CancellationToken cancellationToken)
    {
        var nowUtc = context.Now();
        var beganUtc = nowUtc.AddHours(-options.Value.SessionHours);
        var usedUtc = nowUtc.AddMinutes(-options.Value.IdleMinutes) - LastUses.Precision;
        return db
            .AccountSessions.AsNoTracking()
            .Where(s => s.AccountId == context.Actor.Id && s.BeganUtc > beganUtc && s.LastUsedUtc > usedUtc)
            .OrderByDescending(s => s.LastUsedUtc)
            .ThenByDescending(s => s.BeganUtc)
            .ToListAsync(cancellationToken);
    }
}
