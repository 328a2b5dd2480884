namespace Scheduler.Api;

/// <summary>Ids that the server makes: UUIDv7 (RFC 9562, 5.7), which sort by the time at which they were made.</summary>
public static class Ids
{
    public static Guid New(DateTime nowUtc) => Guid.CreateVersion7(new DateTimeOffset(nowUtc, TimeSpan.Zero));
}
