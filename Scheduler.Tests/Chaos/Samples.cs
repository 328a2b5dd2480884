namespace Scheduler.Tests.Chaos;

/// <summary>A history and states out of which the tests of the checkers make others.</summary>
internal static class Samples
{
    public static readonly DateTime Nine = new(2026, 12, 1, 9, 0, 0, DateTimeKind.Utc);
    public static readonly Guid A = Guid.Parse("00000000-0000-7000-8000-00000000000a");
    public static readonly Guid B = Guid.Parse("00000000-0000-7000-8000-00000000000b");

    public static readonly Entry BookA = new(
        Deed.Book,
        "a",
        "alice",
        "lee",
        true,
        true,
        null,
        Nine,
        Nine.AddMinutes(15),
        "key",
        10,
        20,
        201,
        null,
        new Seen(A, "held", Nine, Nine.AddMinutes(15)),
        "body"
    );

    public static readonly Entry CancelA = BookA with
    {
        Deed = Deed.Cancel,
        Token = "c",
        AppointmentId = A,
        Key = null,
        Begin = 30,
        End = 40,
        Status = 200,
    };
    public static readonly Entry MoveA = CancelA with
    {
        Deed = Deed.Reschedule,
        Token = "m",
        StartUtc = Nine.AddHours(1),
        EndUtc = Nine.AddMinutes(75),
    };
    public static readonly StoredAppointment RowA = new(A, "alice", "held", Nine, Nine.AddMinutes(15), ["lee"], true, "a");
    public static readonly StoredEvent HeldA = new(1, 1, "held", A, 1, "held", Nine, Nine.AddMinutes(15));
    public static readonly StoredEvent CancelledA = HeldA with { Id = 2, Place = 2, Type = "cancelled", Version = 2, Status = "cancelled" };
    public static readonly StoredEvent MovedA = HeldA with
    {
        Id = 2,
        Place = 2,
        Type = "rescheduled",
        Version = 2,
        StartUtc = Nine.AddHours(1),
        EndUtc = Nine.AddMinutes(75),
    };

    public static readonly Stored Sound = new(
        [RowA],
        [new StoredOccupied(A, "alice", DateOnly.FromDateTime(Nine), default, default)],
        [new StoredOccupied(A, "lee", null, Nine, Nine.AddMinutes(15))],
        [(A, "lee", Nine)],
        new Dictionary<string, string> { ["key"] = "body" },
        [HeldA],
        [1]
    );

    public static readonly Stored Cancelled = Sound with
    {
        Appointments = [RowA with { Status = "cancelled", Version = 2 }],
        OccupiedDays = [],
        OccupiedTimes = [],
        Events = [HeldA, CancelledA],
        Feed = [1, 2],
    };

    public static readonly Stored Moved = Sound with
    {
        Appointments = [RowA with { StartUtc = MovedA.StartUtc, EndUtc = MovedA.EndUtc, Version = 2 }],
        OccupiedTimes = [new StoredOccupied(A, "lee", null, MovedA.StartUtc, MovedA.EndUtc)],
        Index = [(A, "lee", MovedA.StartUtc)],
        Events = [HeldA, MovedA],
        Feed = [1, 2],
    };

    public static readonly Stored Empty = new([], [], [], [], new Dictionary<string, string>(), [], []);

    /// <summary>The sound state with a second appointment and its occupied times.</summary>
    public static Stored Two(StoredAppointment b) =>
        new(
            [RowA, b],
            [.. Sound.OccupiedDays, new StoredOccupied(b.Id, b.UserId, DateOnly.FromDateTime(b.StartUtc), default, default)],
            [.. Sound.OccupiedTimes, new StoredOccupied(b.Id, "lee", null, b.StartUtc, b.EndUtc)],
            [.. Sound.Index, (b.Id, "lee", b.StartUtc)],
            Sound.KeptBodies,
            [HeldA, new StoredEvent(2, 2, b.Status, b.Id, 1, b.Status, b.StartUtc, b.EndUtc)],
            [1, 2]
        );
}
