using Microsoft.EntityFrameworkCore;

namespace Scheduler.Data.Databases;

/// <summary>
/// Where the reads of a scope go: the one place that decides. All go to the primary, but for those that may be a little old,
/// while a standby is fresh enough and has what their reader has written.
/// </summary>
public sealed class Reads(IDbContextFactory<SchedulerDbContext> primary, StandbyWatch? standby = null)
{
    private bool mayBeOld;
    private string? seen;

    /// <summary>Whether the context of this scope reads from the standby.</summary>
    public bool AreFromStandby { get; private set; }

    /// <summary>Lets this scope read from the standby; to be called before its first read.</summary>
    /// <param name="position">Up to where the reader has written; null where it has not.</param>
    public void MayBeOld(string? position)
    {
        mayBeOld = true;
        seen = position;
    }

    internal SchedulerDbContext Open()
    {
        if (standby is null || !mayBeOld)
        {
            return primary.CreateDbContext();
        }

        AreFromStandby = standby.Serves(seen);
        StandbyTelemetry.Count(AreFromStandby);
        return AreFromStandby ? standby.Open() : primary.CreateDbContext();
    }
}
