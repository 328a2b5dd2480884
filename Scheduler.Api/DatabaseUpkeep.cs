using Scheduler.Data;
using Scheduler.Data.Databases;

namespace Scheduler.Api;

/// <summary>Keeps what is known of the PostgreSQL server fresh: its time, and whether commits wait for a standby.</summary>
internal sealed class DatabaseUpkeep(PostgresWatch watch, OutageLog outages) : BackgroundService
{
    /// <summary>A machine that was suspended is found out within this time.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Look);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (!watch.IsDue)
            {
                continue;
            }

            try
            {
                await watch.MeasureAsync(stoppingToken);
            }
            catch (Exception e) when (ConstraintViolation.IsUnavailable(e))
            {
                outages.Tell(e);
            }
        }
    }
}
