using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Scheduler.Api.Http;
using Scheduler.Data;
using Scheduler.Data.Databases;
using Scheduler.Data.Model;

namespace Scheduler.Api.Appointments;

/// <summary>Tidies lapsed holds away. Nothing depends on it: any number may run, die or stop, and every answer stays the same.</summary>
public sealed class HoldSweeper(
    IDbContextFactory<SchedulerDbContext> contexts, WriteQueue writes, IOptions<SchedulingOptions> options, TimeProvider clock, ILogger<HoldSweeper> log) : BackgroundService
{
    /// <summary>Holds a transaction: few enough that bookings do not wait for it.</summary>
    private const int Batch = 100;

    /// <summary>Expires every hold that has lapsed. Answers how many did.</summary>
    public async Task<int> SweepAsync(CancellationToken cancellationToken)
    {
        var swept = 0;
        for (; ; )
        {
            var nowUtc = clock.Now();
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            var lapsed = await db.Appointments.AsNoTracking()
                .Where(a => a.Status == AppointmentStatus.Held && a.HoldExpiresUtc <= nowUtc)
                .OrderBy(a => a.HoldExpiresUtc)
                .Select(a => a.Id)
                .Take(Batch)
                .ToListAsync(cancellationToken);
            if (lapsed.Count == 0)
            {
                return swept;
            }

            swept += await writes.RunAsync(db => Occupied.ExpireAsync(db, lapsed, nowUtc), cancellationToken);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(options.Value.SweepSeconds));
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                var swept = await SweepAsync(stoppingToken);
                if (swept > 0)
                {
                    log.LogInformation("Expired {Count} lapsed holds", swept);
                }
            }
#pragma warning disable CA1031 // A sweep that fails is tried again at the next tick; the process must not end for it.
            catch (Exception e) when (e is not OperationCanceledException)
            {
                log.LogWarning(e, "A sweep of lapsed holds failed; the next one is in {Seconds} s", options.Value.SweepSeconds);
            }
#pragma warning restore CA1031
        }
    }
}
