using Scheduler.Data;
using Scheduler.Data.Databases;

namespace Scheduler.Api;

/// <summary>Keeps measuring how far the standby is behind.</summary>
internal sealed class StandbyUpkeep(StandbyWatch watch, OutageLog outages) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(watch.Interval);
        do
        {
            try
            {
                await watch.MeasureAsync(stoppingToken);
            }
            catch (Exception e) when (ConstraintViolation.IsUnavailable(e))
            {
                outages.Tell(e);
            }
        } while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
