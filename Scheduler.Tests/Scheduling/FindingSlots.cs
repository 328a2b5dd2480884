using FsCheck;
using FsCheck.Fluent;
using Scheduler.Api.Scheduling;
using Xunit;
using static Scheduler.Tests.Scheduling.Given;

namespace Scheduler.Tests.Scheduling;

/// <summary>What is listed can be booked and what is not listed cannot, at every minute of random windows around clock changes.</summary>
public sealed class FindingSlots
{
    private static readonly Gen<AppointmentPolicy> Policies =
        from min in Gen.Choose(1, 40)
        from steps in Gen.Choose(0, 3)
        from step in Gen.Choose(0, 20)
        from grid in Gen.Elements(1, 5, 7, 15, 30, 60, 1440)
        from notice in Gen.OneOf(Gen.Constant<int?>(null), Gen.Choose(0, 600).Select(minutes => (int?)minutes))
        from horizon in Gen.Elements<int?>(null, null, 0, 1)
        from providerRequired in Gen.Frequency((9, Gen.Constant(true)), (1, Gen.Constant(false)))
        from before in Gen.Elements(0, 0, 5, 30)
        from after in Gen.Elements(0, 0, 10, 45)
        select new AppointmentPolicy(
            min,
            min + (steps * step),
            step,
            grid,
            notice,
            horizon,
            null,
            providerRequired,
            DailyLimitRule.None,
            before,
            after
        );

    private sealed record Search(AppointmentPolicy Policy, int Minutes, ProviderCalendar Provider, TimeRange Window, DateTime NowUtc);

    private static readonly Gen<Search> Searches =
        from place in ZoneAndDate()
        from policy in Policies
        from lengths in Gen.Choose(0, 3)
        from wrong in Gen.Choose(0, 9)
        let origin = place.Date.AddDays(-1).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc)
        from longestOpen in Gen.Elements(120, 900)
        from open in AnyRanges(origin, 20, longestOpen)
        from longestBusy in Gen.Elements(60, 400)
        from busy in AnyRanges(origin, 8, longestBusy)
        from start in Gen.Choose(0, 1440)
        from length in Gen.Choose(1, 1440)
        from now in Gen.Choose(-600, 1440)
        from offers in Gen.Frequency((19, Gen.Constant(true)), (1, Gen.Constant(false)))
        select new Search(
            policy,
            Math.Min(policy.MaxMinutes, policy.MinMinutes + (lengths * policy.StepMinutes)) + (wrong == 0 ? 1 : 0),
            new ProviderCalendar("anna", place.Zone, open, busy, offers),
            new TimeRange(origin.AddMinutes(start), origin.AddMinutes(start + length)),
            origin.AddMinutes(now)
        );

    private static Gen<TimeRangeSet> AnyRanges(DateTime origin, int most, int longest) =>
        from count in Gen.Choose(0, most)
        from ranges in (
            from start in Gen.Choose(0, 2880)
            from length in Gen.Choose(1, longest)
            select new TimeRange(origin.AddMinutes(start), origin.AddMinutes(start + length))
        ).ArrayOf(count)
        select TimeRangeSet.Of(ranges);

    private static IEnumerable<DateTime> MinutesOf(TimeRange window) =>
        Enumerable.Range(0, (int)window.Duration.TotalMinutes).Select(minute => window.StartUtc.AddMinutes(minute));

    [Fact]
    public void With_a_provider_a_minute_is_listed_exactly_when_no_rule_refuses_it()
    {
        var found = 0;
        ForAll(
            Searches,
            search =>
            {
                var bookable = MinutesOf(search.Window)
                    .Where(start =>
                        !BookingRules.Check(search.Policy, start, search.Minutes, [search.Provider], ZoneRules.Utc, search.NowUtc).Any()
                    );
                var starts = SlotFinder.Starts(search.Policy, search.Minutes, search.Provider, search.Window, search.NowUtc).ToArray();
                Assert.Equal(bookable, starts.Where(start => start.Second == 0));
                Assert.Equal(starts.Distinct().Order(), starts);
                found += starts.Length > 0 ? 1 : 0;
            }
        );
        Assert.InRange(found, 30, 300);
    }

    [Fact]
    public void Without_a_provider_a_minute_is_listed_exactly_when_no_rule_refuses_it() =>
        ForAll(
            Searches,
            search =>
            {
                var office = search.Provider.Zone;
                var policy = search.Policy with { ProviderRequired = !search.Policy.ProviderRequired };
                var bookable = MinutesOf(search.Window)
                    .Where(start => !BookingRules.Check(policy, start, search.Minutes, [], office, search.NowUtc).Any());
                var starts = SlotFinder.Starts(policy, search.Minutes, office, search.Window, search.NowUtc);
                Assert.Equal(bookable, starts.Where(start => start.Second == 0));
            }
        );

    [Fact]
    public void An_appointment_may_fill_a_gap_between_occupied_times_to_the_minute_and_end_after_the_window()
    {
        var policy = Policy(provider: true) with { BufferBeforeMinutes = 15, BufferAfterMinutes = 15, GridMinutes = 15 };
        var provider = new ProviderCalendar(
            "anna",
            ZoneRules.Utc,
            Ranges(From("2026-11-23T09:00Z", "2026-11-23T12:00Z")),
            Ranges(From("2026-11-23T09:00Z", "2026-11-23T09:30Z"), From("2026-11-23T10:30Z", "2026-11-23T11:15Z"))
        );
        var window = From("2026-11-23T00:00Z", "2026-11-23T11:31Z");
        Assert.Equal([At("2026-11-23T09:45Z"), At("2026-11-23T11:30Z")], SlotFinder.Starts(policy, 30, provider, window, window.StartUtc));
        Assert.Equal(
            [At("2026-11-23T09:45Z")],
            SlotFinder.Starts(policy, 30, provider, From("2026-11-23T09:45Z", "2026-11-23T11:30Z"), window.StartUtc)
        );
    }

    [Fact]
    public void An_occupied_time_over_a_break_blocks_both_sides_of_it()
    {
        var provider = new ProviderCalendar(
            "anna",
            ZoneRules.Utc,
            Ranges(From("2026-11-23T09:00Z", "2026-11-23T10:00Z"), From("2026-11-23T10:15Z", "2026-11-23T12:00Z")),
            Ranges(From("2026-11-23T09:45Z", "2026-11-23T11:00Z"))
        );
        var window = From("2026-11-23T00:00Z", "2026-11-24T00:00Z");
        Assert.Equal(
            [At("2026-11-23T09:00Z"), At("2026-11-23T11:00Z"), At("2026-11-23T11:30Z")],
            SlotFinder.Starts(Policy(provider: true), 30, provider, window, window.StartUtc)
        );
    }

    [Theory]
    [InlineData("10:00", 3, "09:30 10:00 10:30")]
    [InlineData("10:00", 2, "09:30 10:00")] // 09:30 and 10:30 are as near: the earlier.
    [InlineData("10:01", 2, "10:00 10:30")]
    [InlineData("08:00", 2, "09:00 09:30")]
    [InlineData("23:00", 1, "11:00")]
    [InlineData("10:00", 9, "09:00 09:30 10:00 10:30 11:00")]
    [InlineData("10:00", 0, "")]
    public void The_nearest_starts_are_in_order_of_time(string wanted, int count, string nearest)
    {
        var starts = ZoneRules.Utc.GridStarts(From("2026-11-23T09:00Z", "2026-11-23T11:01Z"), 30);
        var found = SlotFinder.Nearest(starts, At($"2026-11-23T{wanted}Z"), count);
        Assert.Equal(nearest, string.Join(' ', found.Select(start => $"{start:HH:mm}")));
    }
}
