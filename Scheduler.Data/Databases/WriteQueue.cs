using Microsoft.EntityFrameworkCore;
using Scheduler.Data.Hot;

namespace Scheduler.Data.Databases;

/// <summary>The one door for writes: an answer leaves it only after its commit.</summary>
public abstract class WriteQueue
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

    /// <summary>
    /// Stores these rows, all or none, and returns <paramref name="result"/> once they are durable:
    /// a write that reads nothing in its transaction.
    /// </summary>
    /// <param name="typeId">The appointment type that the write was checked against.</param>
    /// <param name="typeVersion">The version that it had then.</param>
    /// <exception cref="OvertakenException">The type has another version now, and nothing was stored.</exception>
    /// <inheritdoc cref="RunAsync"/>
    public Task<T> InsertAsync<T>(IReadOnlyList<NewRow> rows, string typeId, int typeVersion, T result, CancellationToken cancellationToken)
    {
        Enter();
        return WriteTelemetry.IsOn
            ? WriteTelemetry.WatchAsync(() => EnqueueInsertAsync(rows, typeId, typeVersion, result, cancellationToken))
            : EnqueueInsertAsync(rows, typeId, typeVersion, result, cancellationToken);
    }

    /// <summary>Tries through the door itself whether a write can begin.</summary>
    /// <exception cref="WriteQueueUnavailableException">It cannot, or not within
    /// <paramref name="patience"/>; the message says why.</exception>
    public virtual Task CheckAsync(TimeSpan patience, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc cref="InsertAsync"/>
    protected virtual Task<T> EnqueueInsertAsync<T>(
        IReadOnlyList<NewRow> rows,
        string typeId,
        int typeVersion,
        T result,
        CancellationToken cancellationToken
    ) =>
        EnqueueWriteAsync(
            async db =>
            {
                if ((await LockAsync(db, new BookingLock(typeId, []), default)).TypeVersion != typeVersion)
                {
                    throw new OvertakenException();
                }

                await db.Hot.InsertAsync(rows);
                return result;
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

    /// <summary>
    /// Locks what a booking needs until its transaction ends, and returns what it was
    /// checked against as it is under the lock: one round trip.
    /// </summary>
    /// <remarks>
    /// The lock saves time under contention, and keeps a booking and a change of hours from missing each other; the constraints
    /// keep the promises. Call it before the operation's first write: a fixed order, and nothing else held, is what rules out deadlocks.
    /// </remarks>
    /// <param name="nowUtc">Which holds are live.</param>
    public async Task<LockedState> LockAsync(SchedulerDbContext db, BookingLock booking, DateTime nowUtc)
    {
        var type = db.AppointmentTypeVersion(booking.TypeId);
        var providers = booking.ProviderIds.Count == 0 ? null : db.ProviderVersions([.. booking.ProviderIds]);
        var holds = booking.Holds switch
        {
            null => null,
            { Address: { } address } => db.LiveHoldsFrom(address, nowUtc),
            var holder => db.LiveHolds(holder.UserId, nowUtc),
        };
        var fromAddress = booking.Bookings?.Address is { } from ? db.BookingsFrom(from, nowUtc) : null;
        var ofEmail = booking.Bookings?.Email is { } email ? db.LiveBookingsOf(email, BookingsOf.Stored(email), nowUtc) : null;
        await LockAsync(
            db,
            booking.Names,
            TypeLock(booking.TypeId),
            [.. new Query?[] { type, providers, holds, fromAddress, ofEmail }.OfType<Query>()]
        );
        return new LockedState(
            type.Rows is [var version] ? version : null,
            providers?.Rows.ToDictionary(p => p.Id, p => p.Version, StringComparer.Ordinal) ?? [],
            holds?.Rows ?? []
        )
        {
            AddressBookings = fromAddress?.Rows ?? [],
            EmailBookings = ofEmail?.Rows is [var count] ? (int)count : 0,
        };
    }

    /// <summary>Keeps everybody from booking this provider, and from changing its hours, until the transaction ends.</summary>
    public Task LockProviderAsync(SchedulerDbContext db, string providerId) => LockAsync(db, [providerId], null, []);

    /// <summary>Keeps everybody from booking appointments of this type until the transaction ends.</summary>
    public Task LockAppointmentTypeAsync(SchedulerDbContext db, string typeId) => LockAsync(db, [TypeLock(typeId)], null, []);

    /// <param name="names">Locked against everybody else.</param>
    /// <param name="shared">Locked together with all others that share it; null for nothing.</param>
    /// <param name="queries">Sent with the lock: they see what those who had it before have stored.</param>
    internal abstract Task LockAsync(
        SchedulerDbContext db,
        IReadOnlyCollection<string> names,
        string? shared,
        IReadOnlyList<Query> queries
    );

    internal static string TypeLock(string typeId) => $"type {typeId}";

    /// <summary>
    /// Locks one name against everybody else, waiting as long as <paramref name="patience"/>;
    /// false when it is still locked then, and the transaction must end.
    /// </summary>
    public abstract Task<bool> TryLockAsync(SchedulerDbContext db, string name, TimeSpan patience);

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
