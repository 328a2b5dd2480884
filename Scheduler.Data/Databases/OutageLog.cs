using Microsoft.Extensions.Logging;

namespace Scheduler.Data.Databases;

/// <summary>Says that the database is not available: once a minute at the most, however many requests fail for it.</summary>
public sealed class OutageLog(MachineClock machine, ILogger<OutageLog> log)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);
    private readonly Lock guard = new();
    private long? lastTold;
    private int untold;

    /// <summary>Whether a failure is that of the database, and not of what was asked of it.</summary>
    public static bool IsOutage(Exception failure) =>
        failure is WriteQueueUnavailableException || ConstraintViolation.IsUnavailable(failure);

    /// <summary>Writes one warning, with the number of failures since the one before it.</summary>
    public void Tell(Exception failure)
    {
        int others;
        lock (guard)
        {
            if (lastTold is { } last && machine.Time.GetElapsedTime(last) < Interval)
            {
                untold++;
                return;
            }

            (others, untold, lastTold) = (untold, 0, machine.Time.GetTimestamp());
        }

        log.LogWarning(
            "The database is not available: {Reason} ({Others} more failures since this was last said)",
            failure.GetBaseException().Message,
            others
        );
    }
}
