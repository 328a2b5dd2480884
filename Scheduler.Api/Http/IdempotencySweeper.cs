using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Scheduler.Data;
using Scheduler.Data.Databases;

namespace Scheduler.Api.Http;

/// <summary>Removes answers that are kept no longer. Nothing depends on it: what is too old is not given again, swept or not.</summary>
public sealed class IdempotencySweeper(
    IDbContextFactory<SchedulerDbContext> contexts, WriteQueue writes, IOptions<SchedulingOptions> options, TimeProvider clock, ILogger<IdempotencySweeper> log) : BackgroundService
{
    /// <summary>Rows a transaction: few enough that bookings do not wait for it.</summary>
    private const int Batch = 500;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(options.Value.SweepSeconds));
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await SweepAsync(stoppingToken);
            }
#pragma warning disable CA1031 // A sweep that fails is tried again at the next tick; the process must not end for it.
            catch (Exception e) when (e is not OperationCanceledException)
            {
                log.LogWarning(e, "A sweep of idempotency keys failed; the next one is in {Seconds} s", options.Value.SweepSeconds);
            }
#pragma warning restore CA1031
        }
    }

    private async Task SweepAsync(CancellationToken cancellationToken)
    {
        for (; ; )
        {
            var keptSinceUtc = clock.Now() - IdempotentRequest.KeptFor;
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            var oldest = await db.IdempotencyKeys.Where(k => k.CreatedUtc <= keptSinceUtc).OrderBy(k => k.CreatedUtc).Select(k => k.CreatedUtc).Take(Batch).ToListAsync(cancellationToken);
            if (oldest.Count == 0)
            {
                return;
            }

            var untilUtc = oldest[^1];
            await writes.RunAsync(db => db.IdempotencyKeys.Where(k => k.CreatedUtc <= untilUtc).ExecuteDeleteAsync(CancellationToken.None), cancellationToken);
        }
    }
}
