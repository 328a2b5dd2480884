using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Scheduler.Api.Jobs;
using Scheduler.Data;
using Scheduler.Data.Databases;

namespace Scheduler.Api.Access;

/// <summary>Removes sessions that are too old to count.</summary>
public sealed class ForgetSessions(WriteQueue writes, IOptions<AccessOptions> options) : Job
{
    public override string Name => "forget-sessions";

    public override TimeSpan Interval => TimeSpan.FromMinutes(10);

    public override async Task<DateTime?> DueSinceAsync(SchedulerDbContext db, DateTime nowUtc, CancellationToken cancellationToken)
    {
        var keptSinceUtc = nowUtc - KeptFor;
        return await db
                .AccountSessions.Where(s => s.BeganUtc <= keptSinceUtc)
                .OrderBy(s => s.BeganUtc)
                .Select(s => (DateTime?)s.BeganUtc)
                .FirstOrDefaultAsync(cancellationToken) + KeptFor;
    }

    public override Task<int> RunAsync(DateTime nowUtc, CancellationToken cancellationToken)
    {
        var keptSinceUtc = nowUtc - KeptFor;
        return writes.RunAsync(
            db => db.AccountSessions.Where(s => s.BeganUtc <= keptSinceUtc).ExecuteDeleteAsync(CancellationToken.None),
            cancellationToken
        );
    }

    private TimeSpan KeptFor => TimeSpan.FromHours(options.Value.SessionHours);
}
