using Scheduler.Api.Scheduling;
using Xunit;
using static Scheduler.Tests.Scheduling.Given;

namespace Scheduler.Tests.Scheduling;

/// <summary>All rules broken at once, and appointments at the first and last instants of the calendar.</summary>
public sealed class RefusalsTogether
{
    private static readonly DateTime First = DateTime.SpecifyKind(DateTime.MinValue, DateTimeKind.Utc);
    private static readonly DateTime Last = DateTime.SpecifyKind(DateTime.MaxValue, DateTimeKind.Utc);
    private static readonly TimeRange Always = new(First, Last);

    [Fact]
    public void Every_rule_refuses_in_order_and_for_each_provider()
    {
        var policy = Policy() with { NoticeMinutes = 100, HorizonDays = 0, DailyLimit = DailyLimitRule.EveryDate };
        var now = At("2026-11-23T23:00Z");
        ProviderCalendar[] providers =
        [
            new("anna", ZoneRules.Utc, TimeRangeSet.Empty, Ranges(From("2026-11-23T23:30Z", "2026-11-24T00:00Z"))),
            new("ben", ZoneRules.Utc, Ranges(Always), Ranges(Always), OffersType: false),
        ];
        var refusals = BookingRules.Check(
            policy,
            At("2026-11-23T23:31Z"),
            29,
            providers,
            ZoneRules.Utc,
            now,
            new HashSet<DateOnly> { On("2026-11-23"), On("2026-11-24") }
        );
        Assert.Equal(
            [
                (RefusalKind.ProviderNotAllowed, null),
                (RefusalKind.WrongDuration, null),
                (RefusalKind.OffGrid, null),
                (RefusalKind.TooSoon, null),
                (RefusalKind.TooFarAhead, null),
                (RefusalKind.OutsideAvailability, "anna"),
                (RefusalKind.OutsideAvailability, "ben"),
                (RefusalKind.SlotTaken, "anna"),
                (RefusalKind.SlotTaken, "ben"),
                (RefusalKind.DailyLimitReached, null),
                (RefusalKind.DailyLimitReached, null),
            ],
            refusals.Select(refusal => (refusal.Kind, refusal.ProviderId))
        );
        Assert.All(refusals, refusal => Assert.EndsWith(".", refusal.Detail, StringComparison.Ordinal));
    }

    [Fact]
    public void A_time_that_is_not_utc_is_the_callers_mistake_at_once()
    {
        var local = DateTime.SpecifyKind(At("2026-11-23T09:00Z"), DateTimeKind.Unspecified);
        Assert.Throws<ArgumentException>(() => BookingRules.Check(Policy(), local, 30, [], ZoneRules.Utc, First));
        Assert.Throws<ArgumentException>(() => BookingRules.Check(Policy(), First, 30, [], ZoneRules.Utc, local));
        Assert.Throws<ArgumentException>(() => SlotFinder.Starts(Policy(), 30, ZoneRules.Utc, Always, local));
    }

    [Theory]
    [InlineData("9999-12-31T23:00Z", true)]
    [InlineData("9999-12-31T23:30Z", false)] // Would end with 9999, at an instant that cannot be written.
    public void The_calendar_ends_with_9999(string start, bool allowed)
    {
        var refusals = BookingRules.Check(Policy(), At(start), 30, [], ZoneRules.Utc, First).ToArray();
        Assert.Equal(allowed ? [] : [RefusalKind.TooFarAhead], refusals.Select(refusal => refusal.Kind));
        var found = SlotFinder.Starts(Policy(), 30, ZoneRules.Utc, new TimeRange(At("9999-12-31T22:59Z"), Last), First);
        Assert.Equal([At("9999-12-31T23:00Z")], found);
    }

    [Fact]
    public void No_instant_zone_or_number_makes_a_rule_overflow()
    {
        int[] numbers = [0, 1, 30, 100_000_000, int.MaxValue];
        foreach (var zone in new[] { "UTC", "Pacific/Apia", "America/St_Johns", "Asia/Kathmandu" }.Select(ZoneRules.Get))
        {
            foreach (var number in numbers)
            {
                var policy = new AppointmentPolicy(
                    1,
                    int.MaxValue,
                    1,
                    Math.Max(1, number),
                    number,
                    number,
                    number,
                    true,
                    DailyLimitRule.EveryDate,
                    number,
                    number
                );
                var provider = new ProviderCalendar(
                    "anna",
                    zone,
                    Ranges(Always),
                    Ranges(new TimeRange(First, First.AddTicks(1)), new TimeRange(Last.AddTicks(-1), Last))
                );
                foreach (var instant in new[] { First, First.AddTicks(1), Last.AddDays(-1), Last })
                {
                    foreach (var minutes in numbers.Append(int.MinValue))
                    {
                        _ = BookingRules
                            .Check(policy, instant, minutes, [provider], zone, instant, new HashSet<DateOnly> { DateOnly.MaxValue })
                            .ToArray();
                        _ = BookingRules.Check(policy with { HorizonDays = null }, instant, minutes, [provider], zone, First).ToArray();
                        _ = SlotFinder.Starts(policy, minutes, provider, Always, instant).Take(3).ToArray();
                        _ = SlotFinder.Starts(policy with { ProviderRequired = false }, minutes, zone, Always, instant).Take(3).ToArray();
                    }
                }
            }
        }
    }
}
