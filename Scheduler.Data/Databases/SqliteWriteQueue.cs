using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Scheduler.Data.Hot;

namespace Scheduler.Data.Databases;

/// <summary>Group commit: one writer takes all waiting operations, runs each in a savepoint of one transaction, commits once, then answers.</summary>
public sealed class SqliteWriteQueue : WriteQueue, IAsyncDisposable
{
    /// <summary>Operations in one transaction at the most: larger batches add latency and save little.</summary>
    private const int MaxBatch = 64;

    /// <summary>4 MB: the pages that a whole batch changes, so that none is written before its commit.</summary>
    private const string WriterCache = "PRAGMA cache_size=-4096";

    private readonly IDbContextFactory<SchedulerDbContext> contexts;
    private readonly Channel<Work> waiting;
    private readonly Task writer;

    public SqliteWriteQueue(IDbContextFactory<SchedulerDbContext> contexts, DatabaseOptions options)
    {
        this.contexts = contexts;
        waiting = Channel.CreateBounded<Work>(new BoundedChannelOptions(options.MaxWaitingWrites) { SingleReader = true });
        writer = Task.Factory.StartNew(WriteAsync, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap();
    }

    protected override Task<T> EnqueueAsync<T>(Func<SchedulerDbContext, Task<T>> operation, CancellationToken cancellationToken)
    {
        var work = new Work<T>(operation, cancellationToken);
        if (!waiting.Writer.TryWrite(work))
        {
            throw new WriteQueueUnavailableException(writer.IsCompleted || waiting.Reader.Completion.IsCompleted ? "The service is stopping." : "Too many writes are waiting.");
        }

        return work.Result;
    }

    /// <summary>Nothing to lock: there is one writer.</summary>
    internal override Task LockAsync(SchedulerDbContext db, IReadOnlyCollection<string> names, string? shared, IReadOnlyList<Query> queries) =>
        db.Hot.SendAsync(CancellationToken.None, queries);

    /// <summary>Nothing to lock: there is one writer.</summary>
    public override Task<bool> TryLockAsync(SchedulerDbContext db, string name, TimeSpan patience) => Task.FromResult(true);

    /// <summary>Takes no more, and finishes what waits. The host disposes of it after its servers have stopped.</summary>
    public async ValueTask DisposeAsync()
    {
        waiting.Writer.TryComplete();
        await writer;
    }

    private async Task WriteAsync()
    {
        SchedulerDbContext? db = null;
        var batch = new List<Work>(MaxBatch);
        while (await waiting.Reader.WaitToReadAsync())
        {
            batch.Clear();
            try
            {
                db ??= await OpenAsync();
                await using var transaction = await db.Database.BeginTransactionAsync();
                while (batch.Count < MaxBatch && waiting.Reader.TryRead(out var work))
                {
                    if (work.Begin())
                    {
                        batch.Add(work);
                        await RunAsync(db, work);
                    }
                }

                await transaction.CommitAsync();
            }
#pragma warning disable CA1031 // Whatever failed, every waiting caller must hear of it, and the writer must live on.
            catch (Exception e)
            {
                Fail(batch, e);
                await CloseAsync(db);
                db = null;
                continue;
            }
#pragma warning restore CA1031

            foreach (var work in batch)
            {
                work.Answer();
            }
        }

        await CloseAsync(db);
    }

    private static async Task RunAsync(SchedulerDbContext db, Work work)
    {
        // Prepared: EF Core's own savepoints are parsed anew each time.
        await db.Hot.ExecuteAsync("SAVEPOINT operation");
        if (await work.RunAsync(db))
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

    private void Fail(List<Work> batch, Exception e)
    {
        // Nothing was begun: the database could not be opened or locked. Those who wait would only wait for the same.
        if (batch.Count == 0 && waiting.Reader.TryRead(out var first) && first.Begin())
        {
            batch.Add(first);
        }

        foreach (var work in batch)
        {
            work.Fail(new WriteQueueUnavailableException("The database could not store the change.", e) { MayBeStored = ConstraintViolation.IsSyncFailure(e) });
        }
    }

    private async Task<SchedulerDbContext> OpenAsync()
    {
        var db = await contexts.CreateDbContextAsync();
        db.Database.AutoSavepointsEnabled = false;
        await db.Database.OpenConnectionAsync();
        await db.Hot.ExecuteAsync(WriterCache);
        return db;
    }

    private static async Task CloseAsync(SchedulerDbContext? db)
    {
        if (db is not null)
        {
            await db.DisposeAsync();
        }
    }

    private abstract class Work
    {
        public abstract bool Begin();
        public abstract Task<bool> RunAsync(SchedulerDbContext db);
        public abstract void Answer();
        public abstract void Fail(Exception e);
    }

    private sealed class Work<T>(Func<SchedulerDbContext, Task<T>> operation, CancellationToken cancellationToken) : Work
    {
        // Asynchronous continuations: a caller's next steps must not run on the writer's thread.
        private readonly TaskCompletionSource<T> completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T? result;
        private Exception? failure;

        public Task<T> Result => completion.Task;

        public override bool Begin() => !cancellationToken.IsCancellationRequested || !completion.TrySetCanceled(cancellationToken);

        public override async Task<bool> RunAsync(SchedulerDbContext db)
        {
            try
            {
                result = await operation(db);
                return true;
            }
#pragma warning disable CA1031 // The failure belongs to whoever asked, and is handed over by Answer.
            catch (Exception e)
            {
                failure = e;
                return false;
            }
#pragma warning restore CA1031
        }

        public override void Answer()
        {
            if (failure is null)
            {
                completion.TrySetResult(result!);
            }
            else
            {
                completion.TrySetException(failure);
            }
        }

        public override void Fail(Exception e) => completion.TrySetException(failure ?? e);
    }
}
