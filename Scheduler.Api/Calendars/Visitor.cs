using Scheduler.Data;

namespace Scheduler.Api.Calendars;

/// <summary>Whoever books on the public pages, where nobody is known.</summary>
/// <param name="Address">A keyed hash of the network address.</param>
/// <param name="Providers">Of whom <see cref="Booking.Any"/> means one:
/// those who can be booked there, as many as one request looks at.</param>
public sealed record Visitor(byte[] Address, IReadOnlyList<string> Providers)
{
    /// <summary>Null as long as nobody has said a name.</summary>
    public NamedVisitor? Named { get; init; }

    /// <summary>What the page showed; null past the pages.</summary>
    public ShownPage? Page { get; init; }
}

/// <summary>What the page showed from which somebody books.</summary>
/// <param name="Key">The form and the time that was chosen on it: sent again, it means the same booking.</param>
/// <param name="TimeZone">IANA name of the zone in which the time was shown.</param>
/// <param name="Language">IETF tag of the page's language.</param>
/// <param name="AnyProvider">Whether any free provider was asked for.</param>
public sealed record ShownPage(Guid Key, string TimeZone, string Language, bool AnyProvider);

/// <summary>Who somebody says they are.</summary>
/// <param name="Email">As it was written.</param>
/// <param name="ClientAsync">Finds the client, or makes one, in the booking's transaction; returns its id.</param>
public sealed record NamedVisitor(string Email, Func<SchedulerDbContext, Task<string>> ClientAsync);
