using Scheduler.Data.Hot;

namespace Scheduler.Data.Databases;

/// <content>What a write locks, and what it was checked against as it is under the lock.</content>
public abstract partial class WriteQueue
{
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

    /// <summary>As <see cref="TryLockAsync"/>, for a name that no caller knows: whoever waits in vain may ask again later.</summary>
    /// <exception cref="WriteQueueUnavailableException">It is still locked: <paramref name="refusal"/> says by what.</exception>
    public async Task LockAsync(SchedulerDbContext db, string name, TimeSpan patience, string refusal)
    {
        if (!await TryLockAsync(db, name, patience))
        {
            throw new WriteQueueUnavailableException(refusal);
        }
    }

    /// <summary>
    /// Locks one name against everybody else, waiting as long as <paramref name="patience"/>;
    /// false when it is still locked then, and the transaction must end.
    /// </summary>
    public abstract Task<bool> TryLockAsync(SchedulerDbContext db, string name, TimeSpan patience);
}
