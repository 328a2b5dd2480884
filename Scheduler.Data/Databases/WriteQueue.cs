using Microsoft.EntityFrameworkCore;
using Scheduler.Data.Prepared;

namespace Scheduler.Data.Databases;

/// <summary>The one door for writes: an answer leaves it only after its commit.</summary>
public abstract class WriteQueue
{
    /// <summary>Runs <paramref name="operation"/> in a transaction and returns its result once that is durable.</summary>
    /// <remarks>
    /// The operation must save its changes itself. One that throws is rolled back, alone, and its exception comes out here.
    /// It may run more than once (a deadlock on PostgreSQL is tried again), each time on a context that tracks nothing.
    /// A caller that cancels before its operation began leaves no trace; afterwards the operation runs to its end.
    /// </remarks>
    /// <exception cref="WriteQueueUnavailableException">Too many writes wait, the process is stopping, or the commit failed.</exception>
    public Task<T> RunAsync<T>(Func<SchedulerDbContext, Task<T>> operation, CancellationToken cancellationToken) =>
        WriteCompanion.Current is { } companion
            ? EnqueueAsync(db => companion.RunAsync(this, db, operation), cancellationToken)
            : EnqueueAsync(operation, cancellationToken);

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
    public virtual Task<T> InsertAsync<T>(IReadOnlyList<NewRow> rows, T result, CancellationToken cancellationToken) =>
        RunAsync(
            async db =>
            {
                await db.Prepared.InsertAsync(rows);
                return result;
            },
            cancellationToken);

    /// <summary>Returns once all that can be read now is as durable as what this queue answers: where a standby is waited for, it is there, too.</summary>
    /// <remarks>To be called before an answer that repeats an earlier one. An operation of this queue that changes nothing needs no call.</remarks>
    /// <exception cref="WriteQueueUnavailableException">The standby did not answer.</exception>
    public virtual Task SealAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc cref="RunAsync"/>
    protected abstract Task<T> EnqueueAsync<T>(Func<SchedulerDbContext, Task<T>> operation, CancellationToken cancellationToken);

    /// <summary>Makes writers that give one of these names wait for each other until their transactions end. The name of a provider's time is the provider's id.</summary>
    /// <remarks>It saves time under contention; the constraint keeps the promise. Call it before the operation's first write: a fixed order, and nothing else held, is what rules out deadlocks.</remarks>
    /// <param name="queries">Sent with the lock: they see what those who had it before have stored.</param>
    public abstract Task LockAsync(SchedulerDbContext db, IReadOnlyCollection<string> names, params IReadOnlyList<Query> queries);

    /// <summary>As <see cref="LockAsync"/> for one name, for as long as <paramref name="patience"/>; false when it is still locked then, and the transaction must end.</summary>
    public abstract Task<bool> TryLockAsync(SchedulerDbContext db, string name, TimeSpan patience);
}

/// <summary>A write that was not taken, or not stored; it may be tried again.</summary>
public sealed class WriteQueueUnavailableException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Whether the failure leaves open what was stored; otherwise nothing was.</summary>
    public bool MayBeStored { get; init; }
}
