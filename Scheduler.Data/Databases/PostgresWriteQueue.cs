using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Scheduler.Data.Prepared;

namespace Scheduler.Data.Databases;

/// <summary>Each operation in its own transaction; the server groups the commits.</summary>
public sealed class PostgresWriteQueue(IDbContextFactory<SchedulerDbContext> contexts, DatabaseOptions options) : WriteQueue
{
    /// <summary>How often an operation runs at the most when the server ends it for a deadlock.</summary>
    private const int MaxAttempts = 5;

    /// <summary>In one order, which rules out deadlocks between those who lock.</summary>
    private const string Lock =
        "SELECT pg_advisory_xact_lock(k) FROM (SELECT DISTINCT hashtextextended(name, 0) AS k FROM unnest(@p0) AS name ORDER BY k) AS keys";
    private int waiting;

    /// <remarks>One round trip: the rows and their commit go together. What joins the transaction needs one that it can see.</remarks>
    protected override Task<T> EnqueueInsertAsync<T>(IReadOnlyList<NewRow> rows, T result, CancellationToken cancellationToken) =>
        WriteCompanion.Current is null
            ? RetryAsync(
                async () =>
                {
                    await InsertOnceAsync(rows);
                    return result;
                },
                cancellationToken)
            : base.EnqueueInsertAsync(rows, result, cancellationToken);

    protected override Task<T> EnqueueAsync<T>(Func<SchedulerDbContext, Task<T>> operation, CancellationToken cancellationToken) =>
        RetryAsync(() => RunOnceAsync(operation), cancellationToken);

    private async Task<T> RetryAsync<T>(Func<Task<T>> write, CancellationToken cancellationToken)
    {
        if (Interlocked.Increment(ref waiting) > options.MaxWaitingWrites)
        {
            Interlocked.Decrement(ref waiting);
            throw new WriteQueueUnavailableException("Too many writes are waiting.");
        }

        try
        {
            for (var attempt = 1; ; attempt++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                try
                {
                    return await write();
                }
                catch (Exception e) when (attempt < MaxAttempts && ConstraintViolation.IsTransient(e))
                {
                    // The other side has won and gone on: begin anew.
                }
                catch (Exception e) when (e is not WriteQueueUnavailableException && ConstraintViolation.IsUnavailable(e))
                {
                    throw new WriteQueueUnavailableException("The database cannot be reached.", e);
                }
            }
        }
        finally
        {
            Interlocked.Decrement(ref waiting);
        }
    }

    /// <remarks>One round trip. Each statement sees what was committed when it began, and the queries begin once the lock is there.</remarks>
    public override Task LockAsync(SchedulerDbContext db, IReadOnlyCollection<string> names, params IReadOnlyList<Query> queries) =>
        db.Prepared.SendAsync(CancellationToken.None, names.Count == 0 ? queries : [new Query<bool>(Lock, _ => true, [names.ToArray()]), .. queries]);

    public override async Task<bool> TryLockAsync(SchedulerDbContext db, string name, TimeSpan patience)
    {
        var milliseconds = patience.TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture);
        try
        {
            await db.Database.ExecuteSqlAsync(
                $"SELECT set_config('lock_timeout', {milliseconds}, true); SELECT pg_advisory_xact_lock(hashtextextended({name}, 0)); SET LOCAL lock_timeout TO DEFAULT");
            return true;
        }
        catch (PostgresException e) when (ConstraintViolation.IsLockTimeout(e))
        {
            return false;
        }
    }

    private async Task<T> RunOnceAsync<T>(Func<SchedulerDbContext, Task<T>> operation)
    {
        await using var db = await contexts.CreateDbContextAsync();
        db.Database.AutoSavepointsEnabled = false;
        await using var transaction = await db.Database.BeginTransactionAsync();
        var result = await operation(db);
        try
        {
            await transaction.CommitAsync();
        }
        catch (Exception e) when (ConstraintViolation.IsUnavailable(e))
        {
            throw MayBeStored(e);
        }

        return result;
    }

    private async Task InsertOnceAsync(IReadOnlyList<NewRow> rows)
    {
        await using var db = await contexts.CreateDbContextAsync();
        await db.Database.OpenConnectionAsync();
        try
        {
            await db.Prepared.InsertAsync(rows);
        }
        catch (Exception e) when (ConstraintViolation.IsUnavailable(e))
        {
            throw MayBeStored(e);
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    /// <summary>The server may have committed before its answer was lost.</summary>
    private static WriteQueueUnavailableException MayBeStored(Exception e) =>
        new("The database could not be reached while it stored the change; it may be stored.", e) { MayBeStored = true };
}
