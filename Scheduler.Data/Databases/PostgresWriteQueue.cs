using Microsoft.EntityFrameworkCore;
using Npgsql;
using Scheduler.Data.Hot;

namespace Scheduler.Data.Databases;

/// <summary>Each operation in its own transaction; the server groups the commits.</summary>
#pragma warning disable CA1001 // The semaphore has no wait handle to free, and writes under way at the end still give their places back.
public sealed partial class PostgresWriteQueue(IDbContextFactory<SchedulerDbContext> contexts, DatabaseOptions options, PostgresWatch watch)
    : WriteQueue
#pragma warning restore CA1001
{
    /// <summary>How long a write waits for a connection, or for its turn, before it is refused.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <summary>Waits for whoever changes the type, and ends the batch when it has another version than this.</summary>
    private const string ExpectType = "SELECT expect_appointment_type(@p0, @p1, @p2)";

    /// <summary>What <see cref="ExpectType"/> raises; the migrations write it.</summary>
    private const string Overtaken = "SC001";

    private static readonly AsyncLocal<TurnsOfAWrite?> Turns = new();
    private readonly NamedTurns turns = new();

    /// <remarks>One round trip: the rows and their commit go together. What joins the transaction needs one that it can see.</remarks>
    protected override Task<T> EnqueueInsertAsync<T>(
        IReadOnlyList<NewRow> rows,
        BookingGuard guard,
        T stored,
        T taken,
        CancellationToken cancellationToken
    ) =>
        WriteCompanion.Current is null
            ? RetryAsync(
                async () =>
                {
                    await InsertOnceAsync(
                        rows,
                        new Query<bool>(ExpectType, _ => true, TypeLock(guard.TypeId), guard.TypeId, guard.TypeVersion)
                    );
                    return stored;
                },
                cancellationToken
            )
            : base.EnqueueInsertAsync(rows, guard, stored, taken, cancellationToken);

    /// <remarks>
    /// A commit that a time-out took from its standby can be read here all the same;
    /// what is committed after it reaches the standby after it.
    /// </remarks>
    public override Task SealAsync(CancellationToken cancellationToken) =>
        watch.WaitsForStandby
            ? RetryAsync(
                async () =>
                {
                    await using var db = await contexts.CreateDbContextAsync();
                    await PostgresCommit.SealAsync(db);
                    return true;
                },
                cancellationToken
            )
            : Task.CompletedTask;

    /// <remarks>
    /// One round trip. Each statement sees what was committed when it began, and the queries begin once the locks are there.
    /// </remarks>
    internal override Task LockAsync(SchedulerDbContext db, IReadOnlyCollection<string> names, string? shared, IReadOnlyList<Query> queries)
    {
        Turns.Value?.Take(names, Patience);
        var locks = PostgresLocks.Take(names, shared, options.LockTimeoutMilliseconds);
        return WriteTelemetry.Lock.Enabled ? MeasureAsync() : db.Hot.SendAsync(CancellationToken.None, [.. locks, .. queries]);

        async Task MeasureAsync()
        {
            var began = WriteTelemetry.Begin(WriteTelemetry.Lock);
            await db.Hot.SendAsync(CancellationToken.None, [.. locks, .. queries]);
            WriteTelemetry.End(WriteTelemetry.Lock, began);
        }
    }

    public override async Task<bool> TryLockAsync(SchedulerDbContext db, string name, TimeSpan patience)
    {
        if (Turns.Value is { } mine)
        {
            if (mine.WasRefused(name))
            {
                return false;
            }

            mine.Take([name], patience, mayBeRefused: true);
        }

        return await PostgresLocks.TryTakeAsync(db, name, patience);
    }

    protected override Task<T> EnqueueAsync<T>(Func<SchedulerDbContext, Task<T>> operation, CancellationToken cancellationToken) =>
        RetryAsync(() => RunOnceAsync(operation), cancellationToken);

    private async Task<T> RunOnceAsync<T>(Func<SchedulerDbContext, Task<T>> operation)
    {
        await using var db = await contexts.CreateDbContextAsync();
        db.Database.AutoSavepointsEnabled = false;
        await using var transaction = await db.Database.BeginTransactionAsync();
        var result = await operation(db);
        if (watch.WaitsForStandby)
        {
            await PostgresCommit.WriteIfNothingWasAsync(db);
        }

        await PostgresCommit.RunAsync(db, () => transaction.CommitAsync());
        return result;
    }

    private async Task InsertOnceAsync(IReadOnlyList<NewRow> rows, Query first)
    {
        await using var db = await contexts.CreateDbContextAsync();
        await db.Database.OpenConnectionAsync();
        try
        {
            await PostgresCommit.RunAsync(db, () => db.Hot.InsertAsync(rows, first));
        }
        catch (PostgresException e) when (e.SqlState == Overtaken)
        {
            throw new OvertakenException();
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }
}
