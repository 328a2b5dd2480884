namespace Scheduler.Data.Databases;

/// <summary>
/// What a booking locks until its transaction ends: its providers for itself, its type together with all others that book it.
/// </summary>
/// <param name="TypeId">Whoever changes the type waits for the booking, and the booking for whoever changes it.</param>
/// <param name="ProviderIds">Nobody else books these providers or changes their hours at the same time.</param>
public sealed record BookingLock(string TypeId, IReadOnlyCollection<string> ProviderIds)
{
    /// <summary>Whose live holds are counted; null when nobody's.</summary>
    public HoldsOf? Holds { get; init; }

    /// <summary>Whose bookings on the public pages are counted; null when nobody's.</summary>
    public BookingsOf? Bookings { get; init; }

    internal IReadOnlyCollection<string> Names =>
        Holds is null && Bookings is null
            ? ProviderIds
            : [.. ProviderIds, .. new[] { Holds?.LockName, Bookings?.AddressLock, Bookings?.EmailLock }.OfType<string>()];
}

/// <summary>Whose holds count together: a user's, or those of a network address where nobody has said a name yet.</summary>
/// <param name="Address">A keyed hash of the address; null for a user.</param>
public sealed record HoldsOf(string UserId, byte[]? Address)
{
    /// <summary>Holds that count together are made one after another. No id has a blank.</summary>
    internal string LockName => Address is null ? $"holds of {UserId}" : $"holds from {Convert.ToHexString(Address)}";
}

/// <summary>
/// Whose bookings on the public pages count together: those from a network address, and those in the name of an e-mail address.
/// </summary>
/// <param name="Address">A keyed hash of the network address; null where it does not count.</param>
/// <param name="Email">As it was written; null as long as nobody has said one.</param>
public sealed record BookingsOf(byte[]? Address, string? Email)
{
    /// <summary>The e-mail address as the pages store it.</summary>
    public static string Stored(string email) => email.ToLowerInvariant();

    internal string? AddressLock => Address is null ? null : $"bookings from {Convert.ToHexString(Address)}";

    internal string? EmailLock => Email is null ? null : $"bookings of {Stored(Email)}";
}

/// <summary>What a booking that locks no provider was checked against, and is compared again in the transaction that stores it.</summary>
/// <param name="TypeVersion">The version that the type had.</param>
/// <param name="Days">The user and the dates, both included, that must be free; null where they were looked at, or do not matter.</param>
/// <param name="NowUtc">What has lapsed by then takes no date, and is in the way all the same: the constraint tells of it.</param>
public sealed record BookingGuard(string TypeId, int TypeVersion, (string UserId, DateOnly First, DateOnly Last)? Days, DateTime NowUtc);

/// <summary>What a booking was checked against, as it is under the lock.</summary>
/// <param name="TypeVersion">Null when the type is gone.</param>
/// <param name="ProviderVersions">By id: a change of a provider or of its hours makes a new version.</param>
/// <param name="LiveHolds">When each of the counted holds lapses.</param>
public sealed record LockedState(int? TypeVersion, IReadOnlyDictionary<string, int> ProviderVersions, IReadOnlyList<DateTime> LiveHolds)
{
    /// <summary>When each booking from the address ceases to count.</summary>
    public IReadOnlyList<DateTime> AddressBookings { get; init; } = [];

    /// <summary>How many appointments of the e-mail address were booked on the public pages, are live, and have not ended.</summary>
    public int EmailBookings { get; init; }
}

/// <summary>What a write was checked against has changed in the meantime: check again.</summary>
public sealed class OvertakenException() : Exception("What the write was checked against has changed.");
