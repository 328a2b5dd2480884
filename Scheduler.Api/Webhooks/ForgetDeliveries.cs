using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Scheduler.Api.Events;
using Scheduler.Api.Jobs;
using Scheduler.Data;
using Scheduler.Data.Databases;
using Scheduler.Data.Model;

namespace Scheduler.Api.Webhooks;

/// <summary>Removes deliveries that are done, as old as events may become.</summary>
public sealed class ForgetDeliveries(IDbContextFactory<SchedulerDbContext> contexts, WriteQueue writes, IOptions<EventOptions> options)
    : Job
{
    private const int Batch = 500;

    public override string Name => "forget-deliveries";

    public override TimeSpan Interval => TimeSpan.FromMinutes(10);

    public override async Task<DateTime?> DueSinceAsync(SchedulerDbContext db, DateTime nowUtc, CancellationToken cancellationToken) =>
        await Done(db, nowUtc).Select(d => (DateTime?)d.CreatedUtc).FirstOrDefaultAsync(cancellationToken) + KeptFor;

    public override async Task<int> RunAsync(DateTime nowUtc, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var ids = await Done(db, nowUtc).Select(d => d.Id).Take(Batch).ToListAsync(cancellationToken);
        return ids.Count == 0
            ? 0
            : await writes.RunAsync(
                db =>
                    db.Deliveries.Where(d => ids.Contains(d.Id) && d.Status != DeliveryStatus.Pending)
                        .ExecuteDeleteAsync(CancellationToken.None),
                cancellationToken
            );
    }

    private IQueryable<Delivery> Done(SchedulerDbContext db, DateTime nowUtc)
    {
        var keptSinceUtc = nowUtc - KeptFor;
        return db.Deliveries.Where(d => d.CreatedUtc <= keptSinceUtc && d.Status != DeliveryStatus.Pending).OrderBy(d => d.CreatedUtc);
    }

    private TimeSpan KeptFor => TimeSpan.FromDays(options.Value.KeepDays);
}
