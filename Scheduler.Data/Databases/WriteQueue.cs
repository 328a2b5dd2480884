using Microsoft.EntityFrameworkCore;
using Scheduler.Data.Hot;

namespace Scheduler.Data.Databases;

/// <summary>The one door for writes: an answer leaves it only after its commit.</summary>
public abstract partial class WriteQueue
{
    private static readonly AsyncLocal<Turn?> Current = new();
    private long asked;

    /// <summary>How many writes this process has been asked for.</summary>
    public long Asked => Interlocked.Read(ref asked);

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
        Enter();
        return WriteTelemetry.IsOn
            ? WriteTelemetry.WatchAsync(() => EnqueueWriteAsync(operation, cancellationToken))
            : EnqueueWriteAsync(operation, cancellationToken);
    }

    /// <summary>
    /// As <see cref="RunAsync"/>, and again as often as another change came between the
    /// operation's read and its write: what it reads then decides.
    /// </summary>
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
                WriteTelemetry.Retried("overtaken");
                // However often: each time that other change was made, so this is no standstill.
            }
        }
    }

    /// <summary>Stores these rows, all or none, once what they were checked against is compared; done when they are durable.</summary>
    /// <returns>
    /// <paramref name="taken"/> where a date is, and nothing was stored. Where a look inside the transaction is a round trip of its own, the
    /// constraint refuses it instead.
    /// </returns>
    /// <exception cref="OvertakenException">The type has another version now, and nothing was stored.</exception>
    /// <inheritdoc cref="RunAsync"/>
    public Task<T> InsertAsync<T>(IReadOnlyList<NewRow> rows, BookingGuard guard, T stored, T taken, CancellationToken cancellationToken)
    {
        Enter();
        return WriteTelemetry.IsOn
            ? WriteTelemetry.WatchAsync(() => EnqueueInsertAsync(rows, guard, stored, taken, cancellationToken))
            : EnqueueInsertAsync(rows, guard, stored, taken, cancellationToken);
    }

    /// <summary>Tries through the door itself whether a write can begin.</summary>
    /// <exception cref="WriteQueueUnavailableException">It cannot, or not within
    /// <paramref name="patience"/>; the message says why.</exception>
    public virtual Task CheckAsync(TimeSpan patience, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc cref="InsertAsync"/>
    protected virtual Task<T> EnqueueInsertAsync<T>(
        IReadOnlyList<NewRow> rows,
        BookingGuard guard,
        T stored,
        T taken,
        CancellationToken cancellationToken
    ) =>
        EnqueueWriteAsync(
            async db =>
            {
                var present = db.PresentOf(guard);
                await LockAsync(db, [], TypeLock(guard.TypeId), [present]);
                if (present.Rows is not [var (version, isTaken)] || version != guard.TypeVersion)
                {
                    throw new OvertakenException();
                }

                if (isTaken)
                {
                    return taken;
                }

                await db.Hot.InsertAsync(rows);
                return stored;
            },
            cancellationToken
        );

    /// <summary>
    /// Returns once all that can be read now is as durable as what this queue answers: where a standby is waited for, it is there, too.
    /// </summary>
    /// <remarks>
    /// To be called before an answer that repeats an earlier one. An operation of this queue that changes nothing needs no call.
    /// </remarks>
    /// <exception cref="WriteQueueUnavailableException">The standby did not answer.</exception>
    public virtual Task SealAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc cref="RunAsync"/>
    protected abstract Task<T> EnqueueAsync<T>(Func<SchedulerDbContext, Task<T>> operation, CancellationToken cancellationToken);

    private Task<T> EnqueueWriteAsync<T>(Func<SchedulerDbContext, Task<T>> operation, CancellationToken cancellationToken) =>
        WriteCompanion.Current is { } companion
            ? EnqueueAsync(db => InTurnAsync(() => companion.RunAsync(this, db, operation)), cancellationToken)
            : EnqueueAsync(db => InTurnAsync(() => operation(db)), cancellationToken);

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

    /// <summary>Counts a write, unless an operation of the queue asks for it.</summary>
    private void Enter()
    {
        if (Current.Value is { HasEnded: false })
        {
            throw new InvalidOperationException(
                "An operation of the write queue called the queue again, and would wait for itself: "
                    + "it must write through the context that it was given."
            );
        }

        Interlocked.Increment(ref asked);
    }

    /// <summary>An operation that runs. What it starts and leaves behind may write once it has ended.</summary>
    private sealed class Turn
    {
        public volatile bool HasEnded;
    }
}
