using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Scheduler.Data.Databases;

/// <summary>What this instance knows of its PostgreSQL server: the time, and whether a commit waits for a standby.</summary>
public sealed class PostgresWatch(IDbContextFactory<SchedulerDbContext> contexts, DatabaseClock clock, ILogger<PostgresWatch> log)
{
    /// <summary>How far the machine's clock may be from the database's at a start: more is a mistake that somebody must see.</summary>
    public static readonly TimeSpan LongestDifferenceAtStart = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    /// <summary>A reading that took longer says too little: it may be wrong by half of this.</summary>
    private static readonly TimeSpan LongestRoundTrip = TimeSpan.FromSeconds(1);

    /// <summary>The first of them also loads what the later ones use.</summary>
    private const int Readings = 3;

    private const string Question = """
        SELECT clock_timestamp(), pg_is_in_recovery(),
        current_setting('synchronous_standby_names') <> '' AND current_setting('synchronous_commit') NOT IN ('off', 'local')
        """;

    private bool differs;

    /// <summary>Whether a commit is answered only once a standby has it.</summary>
    public bool WaitsForStandby { get; private set; }

    public bool IsDue => clock.IsDue(Interval);

    /// <summary>The first measurement.</summary>
    /// <exception cref="StartException">The server cannot be reached, or its clock and the machine's differ too much.</exception>
    public async Task BeginAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            await MeasureAsync(cancellationToken);
        }
        catch (DbException e)
        {
            throw new StartException($"The PostgreSQL database cannot be used: {e.Message}", e);
        }

        if (clock.MachineAhead.Duration() > LongestDifferenceAtStart)
        {
            throw new StartException(
                $"This machine's clock is {Difference()} the database server's. "
                    + $"Set the one that is wrong; with more than {LongestDifferenceAtStart.TotalSeconds} s between them nothing is served."
            );
        }
    }

    /// <summary>Asks the server.</summary>
    public async Task MeasureAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.Database.OpenConnectionAsync(cancellationToken);
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = Question;
        Reading? best = null;
        for (var i = 0; i < Readings; i++)
        {
            var sent = clock.GetTimestamp();
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            await reader.ReadAsync(cancellationToken);
            var reading = new Reading(
                sent,
                clock.GetElapsedTime(sent),
                new DateTimeOffset(reader.GetDateTime(0)),
                reader.GetBoolean(1),
                reader.GetBoolean(2)
            );
            best = best is null || reading.RoundTrip < best.RoundTrip ? reading : best;
        }

        WaitsForStandby = best!.WaitsForStandby;

        // A standby's clock is nobody's: the one that decides is the primary's.
        if (clock.WhyUnfit is not null || (!best.InRecovery && best.RoundTrip <= LongestRoundTrip))
        {
            clock.Set(best.Database, best.Sent, best.RoundTrip);
            TellDifference();
        }
    }

    private void TellDifference()
    {
        var nowDiffers = clock.MachineAhead.Duration() > DatabaseClock.Tolerance;
        if (nowDiffers && !differs)
        {
            log.LogWarning("This machine's clock is {Difference} the database server's, which is the one that counts", Difference());
        }

        differs = nowDiffers;
    }

    private string Difference() =>
        $"{clock.MachineAhead.Duration().TotalSeconds:0} s {(clock.MachineAhead > TimeSpan.Zero ? "ahead of" : "behind")}";

    private sealed record Reading(long Sent, TimeSpan RoundTrip, DateTimeOffset Database, bool InRecovery, bool WaitsForStandby);
}
