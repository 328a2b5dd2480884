using Scheduler.Api.Scheduling;
using Xunit;
using static Scheduler.Tests.Scheduling.Given;

namespace Scheduler.Tests.Scheduling;

/// <summary>Each rule just kept and just broken, alone; then their order.</summary>
public sealed class RulesOnTheirBoundaries
{
    private static readonly DateTime Now = At("2026-11-21T09:00Z");
    private static readonly DateTime Start = At("2026-11-23T09:00Z");

    private static readonly ProviderCalendar Free = new(
        "anna",
        ZoneRules.Utc,
        Ranges(From("2026-11-23T09:00Z", "2026-11-23T12:00Z")),
        TimeRangeSet.Empty
    );

    private static BookingRefusal[] Check(
        AppointmentPolicy policy,
        DateTime start,
        int minutes = 30,
        ProviderCalendar? provider = null,
        params string[] taken
    ) =>
        [
            .. BookingRules.Check(
                policy,
                start,
                minutes,
                provider is null ? [] : [provider],
                ZoneRules.Utc,
                Now,
                taken.Select(On).ToHashSet()
            ),
        ];

    private static BookingRefusal Only(RefusalKind kind, BookingRefusal[] refusals)
    {
        var refusal = Assert.Single(refusals);
        Assert.Equal(kind, refusal.Kind);
        return refusal;
    }

    [Fact]
    public void A_provider_is_named_where_one_is_needed_and_only_there()
    {
        Assert.Empty(Check(Policy(), Start));
        Assert.Empty(Check(Policy(provider: true), Start, provider: Free));
        Only(RefusalKind.ProviderRequired, Check(Policy(provider: true), Start));
        Only(RefusalKind.ProviderNotAllowed, Check(Policy(), Start, provider: Free));
    }

    [Theory]
    [InlineData(15, 60, 15, 15, true)]
    [InlineData(15, 60, 15, 60, true)]
    [InlineData(15, 60, 15, 30, true)]
    [InlineData(15, 60, 15, 14, false)]
    [InlineData(15, 60, 15, 20, false)]
    [InlineData(15, 60, 15, 75, false)]
    [InlineData(20, 60, 15, 35, true)] // Steps count from the minimum.
    [InlineData(20, 60, 15, 45, false)]
    [InlineData(30, 30, 0, 30, true)]
    [InlineData(30, 30, 0, 31, false)]
    [InlineData(30, 60, 0, 30, true)]
    [InlineData(30, 60, 0, 60, false)]
    [InlineData(30, 30, 0, 0, false)]
    [InlineData(30, 30, 0, -30, false)]
    [InlineData(30, 30, 0, int.MinValue, false)]
    [InlineData(30, 30, 0, int.MaxValue, false)]
    public void A_length_lies_in_steps_from_the_shortest_to_the_longest(int min, int max, int step, int minutes, bool allowed)
    {
        var policy = Policy() with { MinMinutes = min, MaxMinutes = max, StepMinutes = step };
        Assert.Equal(allowed, policy.AllowsLength(minutes));
        Assert.Equal(allowed, !Check(policy, Start, minutes).Any(refusal => refusal.Kind == RefusalKind.WrongDuration));
        Assert.Equal(min, policy.LengthOf(null));
    }

    [Fact]
    public void A_start_off_the_grid_is_told_its_neighbours()
    {
        var refusal = Only(RefusalKind.OffGrid, Check(Policy(), Start.AddSeconds(1)));
        Assert.Equal((Start, Start.AddMinutes(30)), refusal.Nearest);
        Assert.Contains("2026-11-23T09:00:00Z and 2026-11-23T09:30:00Z", refusal.Detail, StringComparison.Ordinal);
        Assert.Empty(Check(Policy(), Start.AddMinutes(30)));
    }

    [Fact]
    public void The_grid_is_the_providers_where_there_is_one_and_the_offices_where_not()
    {
        var kathmandu = Free with { Zone = ZoneRules.Get("Asia/Kathmandu"), Open = Ranges(From("2026-11-23T00:00Z", "2026-11-24T00:00Z")) };
        Assert.Empty(Check(Policy(provider: true), At("2026-11-23T09:15Z"), provider: kathmandu));
        Only(RefusalKind.OffGrid, Check(Policy(provider: true), Start, provider: kathmandu));
        var refusals = BookingRules.Check(Policy(provider: true), Start, 30, [kathmandu, Free, kathmandu], ZoneRules.Utc, Now);
        Assert.Single(refusals, refusal => refusal.Kind == RefusalKind.OffGrid); // One for the zone, not one for each of its providers.
        Only(RefusalKind.OffGrid, [.. BookingRules.Check(Policy(), Start, 30, [], kathmandu.Zone, Now)]);
    }

    [Fact]
    public void Exactly_the_notice_is_enough()
    {
        var policy = Policy() with { NoticeMinutes = 48 * 60 };
        Assert.Empty(Check(policy, Start));
        var refusal = Only(RefusalKind.TooSoon, Check(policy, Start.AddMinutes(-30)));
        Assert.Equal(Start, refusal.Earliest);
        Assert.Empty(Check(Policy(), Now.AddYears(-1)));
        Only(RefusalKind.TooSoon, Check(Policy() with { NoticeMinutes = 0 }, Now.AddMinutes(-30)));
        Assert.Empty(Check(Policy() with { NoticeMinutes = 0 }, Now));
    }

    [Fact]
    public void Exactly_the_horizon_is_near_enough_and_counts_days_of_24_hours()
    {
        var policy = Policy() with { HorizonDays = 2 };
        Assert.Empty(Check(policy, Start));
        var refusal = Only(RefusalKind.TooFarAhead, Check(policy, Start.AddMinutes(30)));
        Assert.Equal(Start, refusal.Latest);
    }

    [Fact]
    public void The_appointment_lies_in_open_hours_and_its_buffers_need_not()
    {
        var policy = Policy(provider: true) with { BufferBeforeMinutes = 60, BufferAfterMinutes = 60 };
        Assert.Empty(Check(policy, Start, provider: Free));
        Assert.Empty(Check(policy, At("2026-11-23T11:30Z"), provider: Free));
        Assert.Equal("anna", Only(RefusalKind.OutsideAvailability, Check(policy, At("2026-11-23T08:30Z"), provider: Free)).ProviderId);
        Only(RefusalKind.OutsideAvailability, Check(policy, At("2026-11-23T12:00Z"), provider: Free));
        var broken = Free with
        {
            Open = Ranges(From("2026-11-23T09:00Z", "2026-11-23T09:15Z"), From("2026-11-23T09:16Z", "2026-11-23T12:00Z")),
        };
        Only(RefusalKind.OutsideAvailability, Check(policy, Start, provider: broken));
    }

    [Fact]
    public void A_provider_who_does_not_offer_the_type_says_so()
    {
        var refusal = Only(
            RefusalKind.OutsideAvailability,
            Check(Policy(provider: true), Start, provider: Free with { OffersType = false })
        );
        Assert.Contains("does not offer", refusal.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("10:00", "10:10", true)] // Ends where the buffer before begins: 10:20 - 10.
    [InlineData("10:00", "10:11", false)]
    [InlineData("11:05", "11:30", true)] // Begins where the buffer after ends: 10:50 + 15.
    [InlineData("11:04", "11:30", false)]
    [InlineData("10:30", "10:31", false)]
    public void Buffers_keep_clear_of_occupied_times(string start, string end, bool free)
    {
        var policy = Policy(provider: true) with { GridMinutes = 20, BufferBeforeMinutes = 10, BufferAfterMinutes = 15 };
        var provider = Free with { Busy = Ranges(From($"2026-11-23T{start}Z", $"2026-11-23T{end}Z")) };
        var refusals = Check(policy, At("2026-11-23T10:20Z"), provider: provider);
        if (free)
        {
            Assert.Empty(refusals);
        }
        else
        {
            Assert.Equal("anna", Only(RefusalKind.SlotTaken, refusals).ProviderId);
        }
    }

    [Theory]
    [InlineData(DailyLimitRule.None, "2026-11-23 2026-11-24", "")]
    [InlineData(DailyLimitRule.StartDate, "2026-11-22 2026-11-24", "")]
    [InlineData(DailyLimitRule.StartDate, "2026-11-23", "2026-11-23")]
    [InlineData(DailyLimitRule.EveryDate, "2026-11-22 2026-11-25", "")]
    [InlineData(DailyLimitRule.EveryDate, "2026-11-24", "2026-11-24")]
    [InlineData(DailyLimitRule.EveryDate, "2026-11-23 2026-11-24", "2026-11-23 2026-11-24")]
    public void A_date_that_the_user_has_taken_is_named(DailyLimitRule rule, string taken, string refused)
    {
        var refusals = Check(Policy() with { DailyLimit = rule }, At("2026-11-23T23:30Z"), taken: taken.Split(' '));
        Assert.All(refusals, refusal => Assert.Equal(RefusalKind.DailyLimitReached, refusal.Kind));
        Assert.Equal(refused.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(On), refusals.Select(refusal => refusal.Date!.Value));
    }
}
