using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Scheduler.Data.Hot;

namespace Scheduler.Data.Databases;

/// <summary>
/// Group commit: one writer takes all waiting operations, runs each in a savepoint of one transaction, commits once, then answers.
/// </summary>
internal sealed class SqliteWriteQueue : WriteQueue, IAsyncDisposable
{
    /// <summary>How long the end of the service waits for what has begun: the servers have stopped, so hardly anything has.</summary>
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(1.5);

    private readonly ILogger log;
    private readonly Channel<WaitingWrite> waiting;
    private readonly SqliteWriter writer;
    private readonly Task running;

    public SqliteWriteQueue(
        SqliteFileGuard file,
        DbContextOptions<SchedulerDbContext> context,
        DatabaseOptions options,
        ILogger<SqliteWriteQueue> log
    )
    {
        this.log = log;
        waiting = Channel.CreateBounded<WaitingWrite>(options.MaxWaitingWrites);
        writer = new SqliteWriter(waiting, file, context, log);
        // What flows with whoever happened to ask first is nothing to the writer.
        using var flow = ExecutionContext.SuppressFlow();
        running = Task
            .Factory.StartNew(writer.RunAsync, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)
            .Unwrap();
    }

    protected override Task<T> EnqueueAsync<T>(Func<SchedulerDbContext, Task<T>> operation, CancellationToken cancellationToken)
    {
        var write = new WaitingWrite<T>(operation, cancellationToken);
        if (!waiting.Writer.TryWrite(write))
        {
            write.Fail(
                new WriteQueueUnavailableException(
                    waiting.Reader.Completion.IsCompleted || writer.IsStopping ? "The service is stopping." : "Too many writes are waiting."
                )
            );
        }

        return write.Result;
    }

    public override async Task CheckAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limited.CancelAfter(patience);
        try
        {
            await EnqueueAsync(_ => Task.FromResult(true), limited.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new WriteQueueUnavailableException($"No write could begin within {patience.TotalSeconds} s.");
        }
    }

    /// <summary>Nothing to lock: there is one writer.</summary>
    internal override Task LockAsync(
        SchedulerDbContext db,
        IReadOnlyCollection<string> names,
        string? shared,
        IReadOnlyList<Query> queries
    ) => db.Hot.SendAsync(CancellationToken.None, queries);

    /// <summary>Nothing to lock: there is one writer.</summary>
    public override Task<bool> TryLockAsync(SchedulerDbContext db, string name, TimeSpan patience) => Task.FromResult(true);

    /// <summary>
    /// Takes no more, finishes what waits, and answers it 503 where that takes too long.
    /// The host disposes of it after its servers have stopped.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        writer.Stop();
        try
        {
            await running.WaitAsync(StopPatience);
        }
        catch (TimeoutException)
        {
            log.LogWarning("The service stops while a write is under way; it is stored wholly or not at all.");
            writer.FailWaiting(new WriteQueueUnavailableException("The service is stopping."));
        }
    }
}
