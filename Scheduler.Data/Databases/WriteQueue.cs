using Microsoft.EntityFrameworkCore;
using Scheduler.Data.Prepared;

namespace Scheduler.Data.Databases;

/// <summary>The one door for writes: an answer leaves it only after its commit.</summary>
public abstract class WriteQueue
{
    private static readonly AsyncLocal<Turn?> Current = new();

    /// <summary>Runs <paramref name="operation"/> in a transaction and returns its result once that is durable.</summary>
    /// <remarks>
    /// The operation must save its changes itself. One that throws is rolled back, alone, and its exception comes out here.
    /// It may run more than once (a deadlock on PostgreSQL is tried again), each time on a context that tracks nothing.
    /// It runs in the caller's execution context, and must not call the queue again: it would wait for itself.
    /// A caller that cancels before its operation began hears of it at once and leaves no trace; afterwards the operation runs to its end.
    /// </remarks>
    /// <exception cref="WriteQueueUnavailableException">Too many writes wait, the process is stopping, or the commit failed.</exception>
    /// <exception cref="InvalidOperationException">It was called by an operation of a queue.</exception>
    public Task<T> RunAsync<T>(Func<SchedulerDbContext, Task<T>> operation, CancellationToken cancellationToken)
    {
        RefuseWithinOperation();
        return WriteCompanion.Current is { } companion
            ? EnqueueAsync(db => InTurnAsync(() => companion.RunAsync(this, db, operation)), cancellationToken)
            : EnqueueAsync(db => InTurnAsync(() => operation(db)), cancellationToken);
    }

    /// <summary>As <see cref="RunAsync"/>, and again as often as another change came between the operation's read and its write: what it reads then decides.</summary>
    public async Task<T> RunVersionedAsync<T>(Func<SchedulerDbContext, Task<T>> operation, CancellationToken cancellationToken)
    {
        for (; ; )
        {
            try
            {
                return await RunAsync(operation, cancellationToken);
            }
            catch (DbUpdateConcurrencyException)
            {
                // However often: each time that other change was made, so this is no standstill.
            }
        }
    }

    /// <summary>Stores these rows, all or none, and returns <paramref name="result"/> once they are durable: a write that reads nothing in its transaction.</summary>
    /// <inheritdoc cref="RunAsync"/>
    public Task<T> InsertAsync<T>(IReadOnlyList<NewRow> rows, T result, CancellationToken cancellationToken)
    {
        RefuseWithinOperation();
        return EnqueueInsertAsync(rows, result, cancellationToken);
    }

    /// <summary>Tries through the door itself whether a write can begin.</summary>
    /// <exception cref="WriteQueueUnavailableException">It cannot, or not within <paramref name="patience"/>; the message says why.</exception>
    public virtual Task CheckAsync(TimeSpan patience, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc cref="InsertAsync"/>
    protected virtual Task<T> EnqueueInsertAsync<T>(IReadOnlyList<NewRow> rows, T result, CancellationToken cancellationToken) =>
        RunAsync(
            async db =>
            {
                await db.Prepared.InsertAsync(rows);
                return result;
            },
            cancellationToken);

    /// <inheritdoc cref="RunAsync"/>
    protected abstract Task<T> EnqueueAsync<T>(Func<SchedulerDbContext, Task<T>> operation, CancellationToken cancellationToken);

    /// <summary>Makes writers that give one of these names wait for each other until their transactions end. The name of a provider's time is the provider's id.</summary>
    /// <remarks>It saves time under contention; the constraint keeps the promise. Call it before the operation's first write: a fixed order, and nothing else held, is what rules out deadlocks.</remarks>
    /// <param name="queries">Sent with the lock: they see what those who had it before have stored.</param>
    public abstract Task LockAsync(SchedulerDbContext db, IReadOnlyCollection<string> names, params IReadOnlyList<Query> queries);

    /// <summary>As <see cref="LockAsync"/> for one name, for as long as <paramref name="patience"/>; false when it is still locked then, and the transaction must end.</summary>
    public abstract Task<bool> TryLockAsync(SchedulerDbContext db, string name, TimeSpan patience);

    private static async Task<T> InTurnAsync<T>(Func<Task<T>> operation)
    {
        // Of this method's own context: the caller's does not see it.
        var turn = new Turn();
        Current.Value = turn;
        try
        {
            return await operation();
        }
        finally
        {
            turn.HasEnded = true;
        }
    }

    private static void RefuseWithinOperation()
    {
        if (Current.Value is { HasEnded: false })
        {
            throw new InvalidOperationException("An operation of the write queue called the queue again, and would wait for itself: it must write through the context that it was given.");
        }
    }

    /// <summary>An operation that runs. What it starts and leaves behind may write once it has ended.</summary>
    private sealed class Turn
    {
        public volatile bool HasEnded;
    }
}

/// <summary>A write that was not taken, or not stored; it may be tried again.</summary>
public sealed class WriteQueueUnavailableException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Whether the failure leaves open what was stored; otherwise nothing was.</summary>
    public bool MayBeStored { get; init; }
}
