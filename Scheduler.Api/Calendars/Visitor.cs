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
}

/// <summary>Who somebody says they are.</summary>
/// <param name="Email">As it was written.</param>
/// <param name="ClientAsync">Finds the client, or makes one, in the booking's transaction; returns its id.</param>
public sealed record NamedVisitor(string Email, Func<SchedulerDbContext, Task<string>> ClientAsync);
