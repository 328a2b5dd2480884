using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Scheduler.Api.Audit;
using Scheduler.Api.Jobs;
using Scheduler.Data;
using Scheduler.Data.Databases;

namespace Scheduler.Api.Events;

/// <summary>
/// Removes events that are kept no longer, the oldest first; the newest of all stays, so that no place in the feed is given twice.
/// </summary>
public sealed class ForgetEvents(
    IDbContextFactory<SchedulerDbContext> contexts,
    WriteQueue writes,
    CopyEvents copy,
    IOptions<EventOptions> options
) : Job
{
    private const int Batch = 500;

    public override string Name => "forget-events";

    public override TimeSpan Interval => TimeSpan.FromMinutes(10);

    public override async Task<DateTime?> DueSinceAsync(SchedulerDbContext db, DateTime nowUtc, CancellationToken cancellationToken)
    {
        var oldestUtc = await db.Events.OrderBy(e => e.Id).Select(e => (DateTime?)e.AtUtc).FirstOrDefaultAsync(cancellationToken);
        return oldestUtc + KeptFor <= nowUtc && await db.Events.OrderBy(e => e.Id).Skip(1).AnyAsync(cancellationToken)
            ? oldestUtc + KeptFor
            : null;
    }

    public override async Task<int> RunAsync(DateTime nowUtc, CancellationToken cancellationToken)
    {
        // The audit keeps what it is made of for its own time.
        await copy.AllAsync(cancellationToken);
        var keptSinceUtc = nowUtc - KeptFor;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var last = await db.Events.MaxAsync(e => (long?)e.Id, cancellationToken) ?? 0;
        var oldest = await db.Events.OrderBy(e => e.Id).Select(e => new { e.Id, e.AtUtc }).Take(Batch).ToListAsync(cancellationToken);
        var ids = oldest.TakeWhile(e => e.AtUtc <= keptSinceUtc && e.Id != last).Select(e => e.Id).ToList();
        return ids.Count == 0
            ? 0
            : await writes.RunAsync(
                db => db.Events.Where(e => ids.Contains(e.Id)).ExecuteDeleteAsync(CancellationToken.None),
                cancellationToken
            );
    }

    private TimeSpan KeptFor => TimeSpan.FromDays(options.Value.KeepDays);
}
