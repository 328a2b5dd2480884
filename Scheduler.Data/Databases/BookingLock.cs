namespace Scheduler.Data.Databases;

/// <summary>What a booking locks until its transaction ends: its providers for itself, its type together with all others that book it.</summary>
/// <param name="TypeId">Whoever changes the type waits for the booking, and the booking for whoever changes it.</param>
/// <param name="ProviderIds">Nobody else books these providers or changes their hours at the same time.</param>
public sealed record BookingLock(string TypeId, IReadOnlyCollection<string> ProviderIds)
{
    /// <summary>Whose live holds are counted; null when nobody's.</summary>
    public HoldsOf? Holds { get; init; }
}

/// <summary>Whose holds count together: a user's, or those of a network address where nobody has said a name yet.</summary>
/// <param name="Address">A hash of the address; null for a user.</param>
public sealed record HoldsOf(string UserId, byte[]? Address)
{
    /// <summary>Holds that count together are made one after another. No id has a blank.</summary>
    internal string LockName => Address is null ? $"holds of {UserId}" : $"holds from {Convert.ToHexString(Address)}";
}

/// <summary>What a booking was checked against, as it is under the lock.</summary>
/// <param name="TypeVersion">Null when the type is gone.</param>
/// <param name="ProviderVersions">By id: a change of a provider or of its hours makes a new version.</param>
/// <param name="LiveHolds">When each of the counted holds lapses.</param>
public sealed record LockedState(int? TypeVersion, IReadOnlyDictionary<string, int> ProviderVersions, IReadOnlyList<DateTime> LiveHolds);

/// <summary>What a write was checked against has changed in the meantime: check again.</summary>
public sealed class OvertakenException() : Exception("What the write was checked against has changed.");
