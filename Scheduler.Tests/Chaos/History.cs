using System.Collections.Concurrent;

namespace Scheduler.Tests.Chaos;

/// <summary>What a client asks for.</summary>
public enum Deed
{
    Book,
    Confirm,
    Cancel,
    Reschedule,
}

/// <summary>An appointment as an answer shows it.</summary>
public sealed record Seen(Guid Id, string Status, DateTime StartUtc, DateTime EndUtc);

/// <summary>
/// One request as its client wrote it down: what it asked, when it began, and what it was answered by when. No answer (status 0)
/// means unknown, never failed.
/// </summary>
/// <param name="Token">
/// Unlike any other request's; a booking carries it as its note, so that the row tells whose it is. A retry has the token of what
/// it repeats.
/// </param>
/// <param name="Limited">Whether the daily limit counts what is booked.</param>
/// <param name="Begin">Ticks of one clock; so is <paramref name="End"/>.</param>
public sealed record Entry(
    Deed Deed,
    string Token,
    string UserId,
    string? ProviderId,
    bool Limited,
    bool Holds,
    Guid? AppointmentId,
    DateTime StartUtc,
    DateTime EndUtc,
    string? Key,
    long Begin,
    long End,
    int Status,
    string? Problem,
    Seen? Answer,
    string Body
)
{
    public bool Acknowledged => Status is 200 or 201;
}

/// <summary>The clients' own log.</summary>
public sealed class History
{
    private readonly ConcurrentQueue<Entry> entries = new();
    private int answered;

    public IReadOnlyList<Entry> Entries => [.. entries.OrderBy(e => e.Begin)];

    /// <summary>How many requests had an answer of any kind but 503.</summary>
    public int Answered => answered;

    public void Add(Entry entry)
    {
        entries.Enqueue(entry);
        if (entry.Status is not (0 or 503))
        {
            Interlocked.Increment(ref answered);
        }
    }
}

/// <summary>An appointment's row.</summary>
public sealed record StoredAppointment(
    Guid Id,
    string UserId,
    string Status,
    DateTime StartUtc,
    DateTime EndUtc,
    IReadOnlyList<string> ProviderIds,
    bool Limited,
    string? Token,
    int Version = 1
);

/// <summary>An event of an appointment, as it is stored.</summary>
/// <param name="Place">Its place in the feed; null while nobody has read it.</param>
/// <param name="Type">The word after the dot.</param>
/// <param name="Version">The appointment's after it; the other members are the appointment as it was then, too.</param>
public sealed record StoredEvent(
    long Id,
    long? Place,
    string Type,
    Guid AppointmentId,
    int Version,
    string Status,
    DateTime StartUtc,
    DateTime EndUtc
);

/// <summary>A row of a table of what is occupied; an occupied day has no range, an occupied time no date.</summary>
public sealed record StoredOccupied(Guid AppointmentId, string Owner, DateOnly? Date, DateTime FromUtc, DateTime UntilUtc);

/// <summary>What the database holds.</summary>
/// <param name="Events">Those of appointments, in the order in which they were stored.</param>
/// <param name="Feed">The places of all events, of whatever they are, in no order; null for one that nobody has read.</param>
public sealed record Stored(
    IReadOnlyList<StoredAppointment> Appointments,
    IReadOnlyList<StoredOccupied> OccupiedDays,
    IReadOnlyList<StoredOccupied> OccupiedTimes,
    IReadOnlyList<(Guid AppointmentId, string ProviderId, DateTime StartUtc)> Index,
    IReadOnlyDictionary<string, string> KeptBodies,
    IReadOnlyList<StoredEvent> Events,
    IReadOnlyList<long?> Feed
);
