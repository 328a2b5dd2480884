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
    /// <exception cref="WriteQueueUnavailableException">Too many writes wait, the process is stopping, or the commit failed: nothing was stored.</exception>
    public abstract Task<T> RunAsync<T>(Func<SchedulerDbContext, Task<T>> operation, CancellationToken cancellationToken);

    /// <summary>Makes writers of these providers wait for each other until their transactions end.</summary>
    /// <remarks>It saves time under contention; the constraint keeps the promise. Call it before the operation's first write: a fixed order, and nothing else held, is what rules out deadlocks.</remarks>
    public abstract Task LockProvidersAsync(SchedulerDbContext db, IReadOnlyCollection<string> providerIds);
}

/// <summary>A write that was not taken, or not stored; it may be tried again.</summary>
public sealed class WriteQueueUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
