using FsCheck;
using FsCheck.Fluent;
using Scheduler.Api.Scheduling;
using Xunit;
using static Scheduler.Tests.Scheduling.Given;

namespace Scheduler.Tests.Scheduling;

/// <summary>At least k of n free together, against a look at every pair of start and end.</summary>
public sealed class TimeSharedByGroup
{
    private static readonly Gen<(TimeRangeSet[] Free, int AtLeast, int Minimum)> Groups =
        from count in Gen.Choose(1, 6)
        from free in TimeLine.AnySet().ArrayOf(count)
        from atLeast in Gen.Choose(1, count + 1)
        from minimum in Gen.Choose(0, 4)
        select (free, atLeast, minimum);

    [Fact]
    public void The_longest_ranges_of_at_least_k_are_found_with_all_their_members() =>
        ForAll(
            Groups,
            given =>
            {
                var flags = given.Free.Select(TimeLine.Flags).ToArray();
                var fits = (
                    from start in Enumerable.Range(0, TimeLine.Units)
                    from end in Enumerable.Range(start + 1, TimeLine.Units - start)
                    let members = Enumerable.Range(0, flags.Length).Where(i => flags[i][start..end].All(flag => flag)).ToArray()
                    where members.Length >= given.AtLeast
                    select (start, end, members)
                ).ToArray();
                var longest = fits.Where(fit => !fits.Any(other => other != fit && other.start <= fit.start && fit.end <= other.end))
                    .Where(fit => fit.end - fit.start >= given.Minimum)
                    .OrderBy(fit => fit.start)
                    .ToArray();

                var found = SharedFreeTime.AtLeast(given.Free, given.AtLeast, TimeSpan.FromMinutes(given.Minimum));
                Assert.Equal(longest.Select(fit => TimeLine.Range(fit.start, fit.end)), found.Select(shared => shared.Range));
                Assert.Equal(longest.Select(fit => fit.members), found.Select(shared => shared.Members.ToArray()));
            }
        );

    [Fact]
    public void All_of_n_share_their_intersection() =>
        ForAll(
            Groups,
            given =>
            {
                var shared = SharedFreeTime.AtLeast(given.Free, given.Free.Length, TimeSpan.Zero);
                Assert.Equal(TimeRangeSet.IntersectAll(given.Free), shared.Select(range => range.Range));
            }
        );

    [Fact]
    public void A_change_of_members_ends_a_range_though_the_number_stays()
    {
        TimeRangeSet[] free = [Ranges(TimeLine.Range(0, 10)), Ranges(TimeLine.Range(0, 4)), Ranges(TimeLine.Range(4, 10))];
        var found = SharedFreeTime.AtLeast(free, 2, TimeSpan.Zero);
        Assert.Equal([TimeLine.Range(0, 4), TimeLine.Range(4, 10)], found.Select(shared => shared.Range));
        Assert.Equal([0, 2], found[1].Members);
    }

    [Fact]
    public void The_minimum_is_kept_by_a_range_of_exactly_that_length()
    {
        TimeRangeSet[] free = [Ranges(TimeLine.Range(0, 4))];
        Assert.Single(SharedFreeTime.AtLeast(free, 1, TimeSpan.FromMinutes(4)));
        Assert.Empty(SharedFreeTime.AtLeast(free, 1, TimeSpan.FromMinutes(4) + TimeSpan.FromTicks(1)));
    }

    [Fact]
    public void Fewer_than_one_and_negative_lengths_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => SharedFreeTime.AtLeast([TimeRangeSet.Empty], 0, TimeSpan.Zero));
        Assert.Throws<ArgumentOutOfRangeException>(() => SharedFreeTime.AtLeast([TimeRangeSet.Empty], 1, TimeSpan.FromTicks(-1)));
        Assert.Empty(SharedFreeTime.AtLeast([], 1, TimeSpan.Zero));
    }
}
