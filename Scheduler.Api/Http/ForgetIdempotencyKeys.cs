using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Scheduler.Api.Jobs;
using Scheduler.Data;
using Scheduler.Data.Databases;

namespace Scheduler.Api.Http;

/// <summary>Removes answers that are kept no longer. Nothing depends on it: what is too old is not given again, removed or not.</summary>
public sealed class ForgetIdempotencyKeys(
    IDbContextFactory<SchedulerDbContext> contexts,
    WriteQueue writes,
    IOptions<SchedulingOptions> options
) : Job
{
    private const int Batch = 500;

    public override string Name => "forget-idempotency-keys";

    public override TimeSpan Interval => TimeSpan.FromSeconds(options.Value.SweepSeconds);

    public override async Task<DateTime?> DueSinceAsync(SchedulerDbContext db, DateTime nowUtc, CancellationToken cancellationToken)
    {
        var keptSinceUtc = nowUtc - IdempotentRequest.KeptFor;
        return await db
                .IdempotencyKeys.Where(k => k.CreatedUtc <= keptSinceUtc)
                .OrderBy(k => k.CreatedUtc)
                .Select(k => (DateTime?)k.CreatedUtc)
                .FirstOrDefaultAsync(cancellationToken) + IdempotentRequest.KeptFor;
    }

    public override async Task<int> RunAsync(DateTime nowUtc, CancellationToken cancellationToken)
    {
        var keptSinceUtc = nowUtc - IdempotentRequest.KeptFor;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var oldest = await db
            .IdempotencyKeys.Where(k => k.CreatedUtc <= keptSinceUtc)
            .OrderBy(k => k.CreatedUtc)
            .Select(k => k.CreatedUtc)
            .Take(Batch)
            .ToListAsync(cancellationToken);
        if (oldest.Count == 0)
        {
            return 0;
        }

        var untilUtc = oldest[^1];
        return await writes.RunAsync(
            db => db.IdempotencyKeys.Where(k => k.CreatedUtc <= untilUtc).ExecuteDeleteAsync(CancellationToken.None),
            cancellationToken
        );
    }
}
