using static Scheduler.Tests.Chaos.Samples;

namespace Scheduler.Tests.Chaos;

/// <summary>The checkers find what they are for: a history that breaks one rule, a rule at a time, and one that breaks none.</summary>
public sealed class CheckerTests
{
    public static TheoryData<string, Stored> BrokenStates =>
        new()
        {
            {
                "occupied-without-appointment",
                Sound with
                {
                    OccupiedDays = [.. Sound.OccupiedDays, new StoredOccupied(B, "bob", DateOnly.FromDateTime(Nine), default, default)],
                }
            },
            { "occupied-without-appointment", Cancelled with { OccupiedTimes = Sound.OccupiedTimes } },
            { "appointment-without-occupied", Sound with { OccupiedDays = [] } },
            { "appointment-without-occupied", Sound with { OccupiedTimes = [] } },
            {
                "appointment-without-occupied",
                Sound with
                {
                    OccupiedTimes = [Sound.OccupiedTimes[0] with { UntilUtc = Nine.AddMinutes(10) }],
                }
            },
            {
                "overlap",
                Two(RowA with { Id = B, UserId = "bob", StartUtc = Nine.AddMinutes(10), EndUtc = Nine.AddMinutes(25), Token = "b" })
            },
            {
                "daily-limit",
                Two(RowA with { Id = B, Status = "confirmed", StartUtc = Nine.AddHours(1), EndUtc = Nine.AddMinutes(75), Token = "b" })
            },
            { "provider-index", Sound with { Index = [] } },
            { "provider-index", Sound with { Index = [(A, "lee", Nine.AddHours(1))] } },
            {
                "too-many-holds",
                Two(RowA with { Id = B, StartUtc = Nine.AddDays(1), EndUtc = Nine.AddDays(1).AddMinutes(15), Token = "b" })
            },
        };

    public static TheoryData<string, Entry[], Stored> BrokenHistories =>
        new()
        {
            { "status", [BookA with { Status = 500 }], Empty },
            { "lost", [BookA], Empty },
            { "phantom", [BookA with { Status = 409, Problem = null }], Sound },
            { "phantom", [BookA with { Answer = BookA.Answer! with { Id = B } }], Sound },
            { "phantom", [], Sound },
            { "booked-twice", [BookA], Two(RowA with { Id = B, StartUtc = Nine.AddDays(1), EndUtc = Nine.AddDays(1).AddMinutes(15) }) },
            { "mixed-up", [BookA with { UserId = "bob" }], Sound },
            { "fate", [BookA, CancelA], Sound },
            { "fate", [BookA], Cancelled },
            { "fate", [BookA, CancelA with { Status = 409 }], Cancelled },
            { "fate", [BookA, CancelA with { Deed = Deed.Confirm }], Sound },
            { "fate", [BookA, CancelA with { Deed = Deed.Reschedule, StartUtc = Nine.AddHours(1) }], Sound },
            {
                "fate",
                [
                    BookA,
                    CancelA with
                    {
                        Deed = Deed.Reschedule,
                        StartUtc = Nine.AddHours(1),
                        Status = 0,
                    },
                    CancelA with
                    {
                        Deed = Deed.Confirm,
                        Begin = 50,
                    },
                ],
                Sound
            },
            { "replay", [BookA, BookA with { Begin = 21, End = 22, Body = "other" }], Sound },
            { "kept", [BookA], Sound with { KeptBodies = new Dictionary<string, string>() } },
            {
                "refused-for-nothing",
                [BookA, Refused("slot-taken") with { StartUtc = Nine.AddMinutes(15), EndUtc = Nine.AddMinutes(30) }],
                Sound
            },
            { "refused-for-nothing", [BookA, Refused("slot-taken") with { ProviderId = "kim" }], Sound },
            { "refused-for-nothing", [BookA, Refused("slot-taken") with { Begin = 5, End = 9 }], Sound },
            { "refused-for-nothing", [BookA, CancelA, Refused("slot-taken") with { Begin = 41, End = 42 }], Cancelled },
            { "refused-for-nothing", [BookA, Refused("daily-limit-reached")], Sound },
            { "refused-for-nothing", [BookA, Refused("daily-limit-reached") with { UserId = "alice", StartUtc = Nine.AddDays(1) }], Sound },
        };

    public static TheoryData<Entry[], Stored> SoundHistories =>
        new()
        {
            { [], Empty },
            { [BookA], Sound },
            { [BookA with { Status = 0, Answer = null }], Sound },
            { [BookA with { Status = 0, Answer = null }], Empty },
            { [BookA with { Status = 0, Answer = null }, BookA with { Begin = 25, End = 28 }], Sound },
            { [BookA, CancelA], Cancelled },
            { [BookA, CancelA with { Status = 0 }], Sound },
            { [BookA, CancelA with { Status = 0 }], Cancelled },
            { [BookA, Refused("slot-taken")], Sound },
            { [BookA with { Status = 0, Answer = null }, Refused("slot-taken")], Empty },
            { [BookA, CancelA, Refused("slot-taken") with { Begin = 35, End = 42 }], Cancelled },
            { [BookA, Refused("daily-limit-reached") with { UserId = "alice", StartUtc = Nine.AddHours(2) }], Sound },
        };

    [Theory, MemberData(nameof(BrokenStates))]
    public void A_broken_state_is_found(string rule, Stored stored) =>
        Assert.All(
            StateChecker.Check(stored, maxHolds: 1).ToList() is { Count: > 0 } found ? found : ["nothing"],
            finding => Assert.StartsWith(rule + ":", finding)
        );

    [Theory, MemberData(nameof(BrokenHistories))]
    public void A_broken_history_is_found(string rule, Entry[] history, Stored stored) =>
        Assert.Contains(HistoryChecker.Check(history, stored), finding => finding.StartsWith(rule + ":", StringComparison.Ordinal));

    [Theory, MemberData(nameof(SoundHistories))]
    public void A_sound_one_passes(Entry[] history, Stored stored) =>
        Assert.Empty(HistoryChecker.Check(history, stored).Concat(StateChecker.Check(stored, maxHolds: 1)));

    private static Entry Refused(string problem) =>
        BookA with
        {
            Token = "b",
            UserId = "bob",
            Key = null,
            Begin = 25,
            End = 28,
            Status = 409,
            Problem = problem,
            Answer = null,
        };
}
