using static Scheduler.Tests.Chaos.Samples;

namespace Scheduler.Tests.Chaos;

/// <summary>The checker of events finds what it is for, a rule at a time.</summary>
public sealed class EventCheckerTests
{
    public static TheoryData<string, Stored> BrokenStates =>
        new()
        {
            { "event-without-effect", Empty with { Events = [HeldA] } },
            { "event-without-effect", Sound with { Events = [HeldA, CancelledA] } },
            { "event-without-effect", Sound with { Events = [HeldA, HeldA with { Id = 2, Place = 2 }] } },
            { "event-without-effect", Cancelled with { Events = [HeldA, CancelledA, CancelledA with { Id = 3, Place = 3 }] } },
            { "effect-without-event", Sound with { Events = [] } },
            { "effect-without-event", Cancelled with { Events = [HeldA] } },
            { "effect-without-event", Cancelled with { Events = [CancelledA] } },
            { "event-order", Cancelled with { Events = [CancelledA, HeldA] } },
            { "event-order", Cancelled with { Events = [HeldA with { Place = 2 }, CancelledA with { Place = 1 }] } },
            { "event-order", Cancelled with { Events = [HeldA with { Place = null }, CancelledA] } },
            { "event-type", Cancelled with { Events = [HeldA, CancelledA with { Type = "confirmed" }] } },
            { "event-type", Cancelled with { Events = [HeldA with { Type = "confirmed" }, CancelledA] } },
            { "event-type", Moved with { Events = [MovedA with { Id = 1, Place = 1, Version = 1 }, MovedA] } },
            { "event-data", Cancelled with { Events = [HeldA, CancelledA with { EndUtc = Nine.AddMinutes(30) }] } },
            { "event-data", Moved with { Events = [HeldA, MovedA with { StartUtc = Nine }] } },
        };

    public static TheoryData<string, Entry[], Stored> BrokenHistories =>
        new()
        {
            { "step-without-event", [BookA, CancelA], Cancelled with { Events = [HeldA] } },
            { "step-without-event", [BookA, CancelA with { Deed = Deed.Confirm }], Sound },
            { "step-without-event", [BookA, MoveA], Moved with { Events = [HeldA] } },
            { "step-without-event", [BookA, MoveA, MoveA with { Token = "n", Begin = 50, End = 60 }], Moved },
            { "event-without-step", [BookA], Cancelled },
            { "event-without-step", [BookA], Moved },
            { "event-without-step", [BookA, MoveA with { Status = 409 }], Moved },
            {
                "event-without-step",
                [BookA, MoveA, MoveA with { Begin = 50, End = 60 }],
                Moved with
                {
                    Events = [HeldA, MovedA, MovedA with { Id = 3, Place = 3, Version = 3 }],
                }
            },
        };

    public static TheoryData<string, long[], Stored> BrokenFeeds =>
        new()
        {
            { "feed-skipped", [], Sound },
            { "feed-skipped", [2], Cancelled },
            { "feed-skipped", [1], Sound with { Feed = [1, null] } },
            { "feed-order", [2, 1], Cancelled },
            { "feed-order", [1, 2, 2], Cancelled },
            { "feed-invented", [1, 2], Sound },
        };

    [Theory, MemberData(nameof(BrokenStates))]
    public void A_broken_state_is_found(string rule, Stored stored) =>
        Assert.Contains(EventChecker.Check(stored), finding => finding.StartsWith(rule + ":", StringComparison.Ordinal));

    [Theory, MemberData(nameof(BrokenHistories))]
    public void A_broken_history_is_found(string rule, Entry[] history, Stored stored) =>
        Assert.Contains(EventChecker.Check(history, stored), finding => finding.StartsWith(rule + ":", StringComparison.Ordinal));

    [Theory, MemberData(nameof(BrokenFeeds))]
    public void A_broken_feed_is_found(string rule, long[] read, Stored stored) =>
        Assert.Contains(EventChecker.CheckFeed(read, stored), finding => finding.StartsWith(rule + ":", StringComparison.Ordinal));

    [Fact]
    public void Sound_ones_pass()
    {
        Assert.Empty(EventChecker.CheckFeed([1, 2], Cancelled));
        Assert.Empty(StateChecker.Check(Moved, maxHolds: 1).Concat(HistoryChecker.Check([BookA, MoveA], Moved)));
        // Not answered, done or not; and asked again with its key.
        var unanswered = MoveA with
        {
            Status = 0,
            Answer = null,
        };
        Assert.Empty(EventChecker.Check([BookA, unanswered], Moved).Concat(EventChecker.Check([BookA, unanswered], Sound)));
        Assert.Empty(EventChecker.Check([BookA, unanswered, MoveA with { Begin = 50, End = 60 }], Moved));
        Assert.Empty(EventChecker.Check([BookA, CancelA, CancelA with { Token = "d" }], Cancelled));
    }
}
