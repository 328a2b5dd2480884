using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Logging;

namespace Scheduler.Data.Databases;

/// <summary>The one writer of a SQLite file: takes what waits in batches, and lives on whatever fails.</summary>
internal sealed class SqliteWriter(
    Channel<WaitingWrite> waiting,
    SqliteFileGuard file,
    DbContextOptions<SchedulerDbContext> context,
    ILogger log
)
{
    /// <summary>Operations in one transaction at the most: larger batches add latency and save little.</summary>
    private const int MaxBatch = 64;

    /// <summary>
    /// How long after the first attempt to begin a last one is made: with it, those who wait are told after five seconds to come again.
    /// </summary>
    private static readonly TimeSpan LockPatience = TimeSpan.FromSeconds(4.5);

    private readonly SqliteWriterContext own = new(context, log);
    private volatile bool stopping;

    public bool IsStopping => stopping;

    /// <summary>Lets nobody in any more; what waits is still written, unless another program holds the lock.</summary>
    public void Stop()
    {
        stopping = true;
        waiting.Writer.TryComplete();
    }

    /// <summary>Ends when it was stopped and nothing waits.</summary>
    public async Task RunAsync()
    {
        SchedulerDbContext? db = null;
        var batch = new List<WaitingWrite>(MaxBatch);
        try
        {
            while (await waiting.Reader.WaitToReadAsync())
            {
                batch.Clear();
                try
                {
                    file.Require();
                    db ??= await own.OpenAsync();
                    await WriteBatchAsync(db, batch);
                    file.KeepLogShort(db.Database.GetDbConnection());
                }
#pragma warning disable CA1031 // Whatever failed, every waiting caller must hear of it, and the writer must live on.
                catch (Exception e)
                {
                    Fail(batch, e);
                    await own.CloseAsync(db);
                    db = null;
                }
#pragma warning restore CA1031
            }
        }
#pragma warning disable CA1031 // A defect here, or a log that cannot be written: it is told as loudly as it can be.
        catch (Exception e)
        {
            log.LogCritical(e, "The writer has ended. Every write is refused until the service is started again.");
        }
#pragma warning restore CA1031
        finally
        {
            // Nobody may wait for a writer that is gone.
            waiting.Writer.TryComplete();
            FailWaiting(new WriteQueueUnavailableException("The service is stopping."));
            await own.CloseAsync(db);
        }
    }

    private async Task WriteBatchAsync(SchedulerDbContext db, List<WaitingWrite> batch)
    {
        await using (var transaction = await BeginAsync(db))
        {
            while (batch.Count < MaxBatch && waiting.Reader.TryRead(out var write))
            {
                if (write.Begin())
                {
                    batch.Add(write);
                    await RunOneAsync(db, write);
                }
            }

            await CommitAsync(transaction, batch);
        }

        try
        {
            // What went into a file that has no name any more is lost with the process.
            file.Require();
        }
        catch (WriteQueueUnavailableException e)
        {
            throw new WriteQueueUnavailableException(e.Message) { MayBeStored = true };
        }

        foreach (var write in batch)
        {
            write.Answer();
        }
    }

    private static async Task CommitAsync(IDbContextTransaction transaction, List<WaitingWrite> batch)
    {
        var (began, beganUtc) = (WriteTelemetry.Begin(WriteTelemetry.Commit), TimeProvider.System.GetUtcNow());
        await transaction.CommitAsync();
        WriteTelemetry.End(WriteTelemetry.Commit, began);
        WriteTelemetry.Batch.Record(batch.Count);
        if (WriteTelemetry.Spans.HasListeners())
        {
            WriteTelemetry.Committed(batch.Select(write => write.Span).Where(span => span != default), beganUtc, batch.Count);
        }
    }

    /// <remarks>SQLite's own wait is cut into short ones, between which the writer sees that the service stops.</remarks>
    private async Task<IDbContextTransaction> BeginAsync(SchedulerDbContext db)
    {
        var started = TimeProvider.System.GetTimestamp();
        for (; ; )
        {
            try
            {
                var transaction = await db.Database.BeginTransactionAsync();
                WriteTelemetry.Lock.Record(TimeProvider.System.GetElapsedTime(started).TotalSeconds);
                return transaction;
            }
            catch (SqliteException e)
                when (ConstraintViolation.IsLocked(e) && !stopping && TimeProvider.System.GetElapsedTime(started) < LockPatience)
            {
                // Another program writes: wait on.
            }
        }
    }

    private static async Task RunOneAsync(SchedulerDbContext db, WaitingWrite write)
    {
        // Prepared: EF Core's own savepoints are parsed anew each time.
        await db.Hot.ExecuteAsync("SAVEPOINT operation");
        if (await write.RunAsync(db))
        {
            await db.Hot.ExecuteAsync("RELEASE operation");
        }
        else
        {
            // Throws, and so fails the whole batch, when the failure has already ended the transaction (disk full, I/O error).
            await db.Hot.ExecuteAsync("ROLLBACK TO operation");
            await db.Hot.ExecuteAsync("RELEASE operation");
        }

        db.ChangeTracker.Clear();
    }

    private void Fail(List<WaitingWrite> batch, Exception e)
    {
        var failure =
            e as WriteQueueUnavailableException
            ?? new WriteQueueUnavailableException(
                ConstraintViolation.IsLocked(e) ? "Another program holds the database's lock." : "The database could not store the change.",
                e
            )
            {
                MayBeStored = ConstraintViolation.IsSyncFailure(e),
            };
        if (batch.Count == 0)
        {
            // Nothing could begin. Those who wait would only wait for the same.
            FailWaiting(failure);
        }

        foreach (var write in batch)
        {
            write.Fail(failure);
        }
    }

    /// <summary>Answers everybody who waits.</summary>
    public void FailWaiting(Exception failure)
    {
        while (waiting.Reader.TryRead(out var write))
        {
            write.Fail(failure);
        }
    }
}
