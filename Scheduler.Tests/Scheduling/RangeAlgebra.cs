using FsCheck;
using FsCheck.Fluent;
using Scheduler.Api.Scheduling;
using Xunit;
using static Scheduler.Tests.Scheduling.Given;

namespace Scheduler.Tests.Scheduling;

/// <summary>Every set operation against flags, one for each unit of time.</summary>
public sealed class RangeAlgebra
{
    private static readonly Gen<(TimeRangeSet One, TimeRangeSet Other)> Pairs =
        from one in TimeLine.AnySet()
        from other in TimeLine.AnySet()
        select (one, other);

    [Fact]
    public void Any_ranges_make_a_sorted_set_of_ranges_apart() =>
        ForAll(
            TimeLine.AnyRanges(),
            ranges =>
            {
                var flags = TimeLine.Flags(ranges);
                TimeLine.AssertIs(unit => flags[unit], TimeRangeSet.Of(ranges));
            }
        );

    [Fact]
    public void Union_subtraction_and_intersection_do_what_flags_do() =>
        ForAll(
            Pairs,
            pair =>
            {
                var (one, other) = (TimeLine.Flags(pair.One), TimeLine.Flags(pair.Other));
                TimeLine.AssertIs(unit => one[unit] || other[unit], pair.One.Union(pair.Other));
                TimeLine.AssertIs(unit => one[unit] && !other[unit], pair.One.Subtract(pair.Other));
                TimeLine.AssertIs(unit => one[unit] && other[unit], pair.One.Intersect(pair.Other));
            }
        );

    [Fact]
    public void The_intersection_of_many_is_what_all_have() =>
        ForAll(
            Gen.Choose(1, 5).SelectMany(count => TimeLine.AnySet().ArrayOf(count)),
            sets =>
            {
                var flags = sets.Select(TimeLine.Flags).ToArray();
                TimeLine.AssertIs(unit => flags.All(flag => flag[unit]), TimeRangeSet.IntersectAll(sets));
            }
        );

    [Fact]
    public void The_intersection_of_many_leaves_its_sets_as_they_were()
    {
        TimeRangeSet[] sets = [Ranges(TimeLine.Range(0, 9)), Ranges(TimeLine.Range(2, 5)), Ranges(TimeLine.Range(3, 9))];
        Assert.Equal(Ranges(TimeLine.Range(3, 5)), TimeRangeSet.IntersectAll(sets));
        Assert.Equal(Ranges(TimeLine.Range(0, 9)), sets[0]);
        Assert.Throws<ArgumentException>(() => TimeRangeSet.IntersectAll([]));
    }

    [Fact]
    public void A_window_of_a_set_and_the_questions_to_it_do_what_flags_do() =>
        ForAll(
            from set in TimeLine.AnySet()
            from range in TimeLine.AnyRange()
            select (set, range),
            given =>
            {
                var flags = TimeLine.Flags(given.set);
                var inside = TimeLine.Flags([given.range]);
                TimeLine.AssertIs(unit => flags[unit] && inside[unit], given.set.Within(given.range));
                var (start, end) = TimeLine.UnitsOf(given.range);
                Assert.Equal(flags[start..end].All(flag => flag), given.set.Contains(given.range));
                Assert.Equal(flags[start..end].Any(flag => flag), given.set.Overlaps(given.range));
            }
        );

    [Fact]
    public void Sets_of_the_same_instants_are_equal() =>
        ForAll(
            Pairs,
            pair =>
            {
                var same = TimeLine.Flags(pair.One).SequenceEqual(TimeLine.Flags(pair.Other));
                Assert.Equal(same, pair.One.Equals(pair.Other));
                var again = TimeRangeSet.Of(pair.One.Reverse());
                Assert.True(again.Equals((object)pair.One));
                Assert.Equal(pair.One.GetHashCode(), again.GetHashCode());
            }
        );

    [Fact]
    public void Touching_ranges_are_one_range()
    {
        var set = Ranges(TimeLine.Range(5, 7), TimeLine.Range(0, 5));
        Assert.Equal(TimeLine.Range(0, 7), Assert.Single(set));
        Assert.Same(TimeRangeSet.Empty, TimeRangeSet.Of([]));
    }
}
