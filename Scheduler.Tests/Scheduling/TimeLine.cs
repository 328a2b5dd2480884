using FsCheck;
using FsCheck.Fluent;
using Scheduler.Api.Scheduling;
using Xunit;

namespace Scheduler.Tests.Scheduling;

/// <summary>The slow, obvious form of a set of ranges: one flag for each of a few units of time.</summary>
internal static class TimeLine
{
    public const int Units = 40;

    private static readonly DateTime Origin = Given.At("2026-01-01T00:00Z");

    public static TimeRange Range(int start, int end) => new(Origin.AddMinutes(start), Origin.AddMinutes(end));

    public static (int Start, int End) UnitsOf(TimeRange range) =>
        ((int)(range.StartUtc - Origin).TotalMinutes, (int)(range.EndUtc - Origin).TotalMinutes);

    public static Gen<TimeRange> AnyRange() =>
        from start in Gen.Choose(0, Units - 1)
        from length in Gen.Choose(1, 8)
        select Range(start, Math.Min(start + length, Units));

    public static Gen<TimeRange[]> AnyRanges() => Gen.Choose(0, 8).SelectMany(count => AnyRange().ArrayOf(count));

    public static Gen<TimeRangeSet> AnySet() => AnyRanges().Select(TimeRangeSet.Of);

    public static bool[] Flags(IEnumerable<TimeRange> ranges)
    {
        var flags = new bool[Units];
        foreach (var range in ranges)
        {
            var (start, end) = UnitsOf(range);
            Array.Fill(flags, true, start, end - start);
        }

        return flags;
    }

    /// <summary>The set holds exactly the flagged units, and its ranges are sorted and apart.</summary>
    public static void AssertIs(Func<int, bool> flagged, TimeRangeSet set)
    {
        Assert.Equal(Enumerable.Range(0, Units).Select(flagged), Flags(set));
        Assert.All(set.Zip(set.Skip(1)), pair => Assert.True(pair.First.EndUtc < pair.Second.StartUtc, set.ToString()));
    }
}
