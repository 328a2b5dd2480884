using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.Logging;
using NpgsqlTypes;

namespace Scheduler.Data.Databases;

/// <summary>Measures how old a read from the standby would be, and whether it can be asked at all.</summary>
/// <remarks>
/// Each look asks the primary how far its log goes, and then the standby how much of a log it has replayed: the standby is as old as the
/// latest look that it has caught up with. That needs no two clocks that agree, and sees a standby that gets nothing any more, too.
/// </remarks>
public sealed class StandbyWatch
{
    /// <summary>How many looks at the primary are remembered; more than any lag that can be set is long.</summary>
    private const int Most = 2000;

    private const string PrimaryQuestion = "SELECT system_identifier, pg_current_wal_flush_lsn() FROM pg_control_system()";
    private const string StandbyQuestion =
        "SELECT system_identifier, CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn() END FROM pg_control_system()";

    private readonly IDbContextFactory<SchedulerDbContext> primary;
    private readonly PooledDbContextFactory<SchedulerDbContext> standby;
    private readonly TimeProvider clock;
    private readonly ILogger<StandbyWatch> log;
    private readonly Queue<(long Asked, NpgsqlLogSequenceNumber Written)> looks = new();
    private readonly TimeSpan longest;
    private NpgsqlLogSequenceNumber latest;
    private volatile Reading? last;
    private bool? told;

    public StandbyWatch(
        IDbContextFactory<SchedulerDbContext> primary,
        DatabaseOptions options,
        MachineClock machine,
        IServiceProvider services,
        ILogger<StandbyWatch> log
    )
    {
        this.primary = primary;
        this.log = log;
        clock = machine.Time;
        longest = options.StandbyMaxLag;
        var builder = new DbContextOptionsBuilder<SchedulerDbContext>().UseApplicationServiceProvider(services);
        SchedulerDatabase.ConfigurePostgres(builder, StandbyConnectionString.Of(options.StandbyConnectionString!));
        standby = new PooledDbContextFactory<SchedulerDbContext>((DbContextOptions<SchedulerDbContext>)builder.Options, poolSize: 256);
        StandbyTelemetry.Watch(this);
    }

    /// <summary>How often to look.</summary>
    public TimeSpan Interval => TimeSpan.FromMilliseconds(Math.Clamp(longest.TotalMilliseconds / 4, 50, 250));

    /// <summary>How old a read from it would be; null while it cannot be read from.</summary>
    public TimeSpan? Lag => last is { } reading ? clock.GetElapsedTime(reading.AsOf) : null;

    /// <summary>Whether it may be read from by somebody who has written up to this position; null for nobody who has.</summary>
    /// <param name="seen">What is no position asks for the newest there is.</param>
    public bool Serves(string? seen) =>
        last is { } reading
        && clock.GetElapsedTime(reading.AsOf) <= longest
        && (seen is null || (NpgsqlLogSequenceNumber.TryParse(seen, out var written) && written <= reading.Replayed));

    /// <summary>Leaves it out until the next look: a read from it has failed.</summary>
    public void LeaveOut(Exception failure)
    {
        last = null;
        Tell(false, failure.GetBaseException().Message);
    }

    internal SchedulerDbContext Open() => standby.CreateDbContext();

    /// <summary>Looks once; a standby that does not answer is left out.</summary>
    /// <exception cref="DbException">The primary does not answer.</exception>
    public async Task MeasureAsync(CancellationToken cancellationToken)
    {
        var asked = clock.GetTimestamp();
        var (system, written) = await AskAsync(await primary.CreateDbContextAsync(cancellationToken), PrimaryQuestion, cancellationToken);
        if (looks.Count >= Most || written < latest)
        {
            // The second: after a failover the log may go on from further back.
            looks.Clear();
        }

        latest = written!.Value;
        looks.Enqueue((asked, latest));

        try
        {
            var (its, replayed) = await AskAsync(Open(), StandbyQuestion, cancellationToken);
            Take(replayed, Wrong(system, its, replayed));
        }
        catch (Exception e) when (e is DbException or TimeoutException or InvalidOperationException)
        {
            LeaveOut(e);
        }
    }

    /// <summary>Looks once, for whoever wants to know whether the setting is right.</summary>
    /// <exception cref="DbException">The primary does not answer.</exception>
    public async Task<StandbyState> LookAsync(CancellationToken cancellationToken)
    {
        var (system, written) = await AskAsync(await primary.CreateDbContextAsync(cancellationToken), PrimaryQuestion, cancellationToken);
        try
        {
            var (its, replayed) = await AskAsync(Open(), StandbyQuestion, cancellationToken);
            return new StandbyState(Wrong(system, its, replayed), (ulong)written!.Value, (ulong)(replayed ?? default));
        }
        catch (Exception e) when (e is DbException or TimeoutException or InvalidOperationException)
        {
            return new StandbyState($"it does not answer: {e.GetBaseException().Message}", default, default);
        }
    }

    private static string? Wrong(long system, long its, NpgsqlLogSequenceNumber? replayed) =>
        its != system ? "it is another database's"
        : replayed is null ? "it is no standby"
        : null;

    private void Take(NpgsqlLogSequenceNumber? replayed, string? wrong)
    {
        if (wrong is not null)
        {
            last = null;
            Tell(false, wrong);
            return;
        }

        long? asOf = last?.AsOf;
        while (looks.TryPeek(out var look) && look.Written <= replayed)
        {
            asOf = looks.Dequeue().Asked;
        }

        last = asOf is { } since ? new Reading(since, replayed!.Value) : null;
        Tell(Serves(null), $"it is more than {longest.TotalMilliseconds} ms behind");
    }

    private void Tell(bool serves, string reason)
    {
        if (told == serves)
        {
            return;
        }

        told = serves;
        if (serves)
        {
            log.LogInformation("Lists and pages are read from the standby");
        }
        else
        {
            log.LogWarning("The standby is left out, and the primary read from: {Reason}", reason);
        }
    }

    private static async Task<(long System, NpgsqlLogSequenceNumber? Position)> AskAsync(
        SchedulerDbContext db,
        string question,
        CancellationToken cancellationToken
    )
    {
        await using var _ = db;
        await db.Database.OpenConnectionAsync(cancellationToken);
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = question;
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return (
            reader.GetInt64(0),
            await reader.IsDBNullAsync(1, cancellationToken)
                ? null
                : await reader.GetFieldValueAsync<NpgsqlLogSequenceNumber>(1, cancellationToken)
        );
    }

    /// <param name="AsOf">When the primary had no more than the standby has now.</param>
    private sealed record Reading(long AsOf, NpgsqlLogSequenceNumber Replayed);
}
