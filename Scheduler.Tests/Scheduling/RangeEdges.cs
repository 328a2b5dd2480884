using Scheduler.Api.Scheduling;
using Xunit;
using static Scheduler.Tests.Scheduling.Given;

namespace Scheduler.Tests.Scheduling;

/// <summary>Boundaries: touching, equal, contained, empty, reversed, a kind that is not UTC, the ends of the calendar.</summary>
public sealed class RangeEdges
{
    private static readonly TimeRange NineToTen = From("2026-11-23T09:00Z", "2026-11-23T10:00Z");

    [Fact]
    public void Empty_reversed_and_non_utc_ranges_cannot_be_made()
    {
        Assert.Throws<ArgumentException>(() => new TimeRange(NineToTen.StartUtc, NineToTen.StartUtc));
        Assert.Throws<ArgumentException>(() => new TimeRange(NineToTen.EndUtc, NineToTen.StartUtc));
        Assert.Throws<ArgumentException>(() =>
            new TimeRange(DateTime.SpecifyKind(NineToTen.StartUtc, DateTimeKind.Unspecified), NineToTen.EndUtc)
        );
        Assert.Throws<ArgumentException>(() =>
            new TimeRange(NineToTen.StartUtc, DateTime.SpecifyKind(NineToTen.EndUtc, DateTimeKind.Local))
        );
        Assert.Throws<ArgumentException>(() => TimeRangeSet.Of([NineToTen, default]));
    }

    [Fact]
    public void Between_is_null_where_nothing_lies_between()
    {
        Assert.Null(TimeRange.Between(NineToTen.StartUtc, NineToTen.StartUtc));
        Assert.Null(TimeRange.Between(NineToTen.EndUtc, NineToTen.StartUtc));
        Assert.Equal(NineToTen, TimeRange.Between(NineToTen.StartUtc, NineToTen.EndUtc));
        Assert.Throws<ArgumentException>(() =>
            TimeRange.Between(DateTime.SpecifyKind(NineToTen.EndUtc, DateTimeKind.Local), NineToTen.StartUtc)
        );
    }

    [Theory]
    [InlineData("08:00", "09:00", false, false)]
    [InlineData("10:00", "11:00", false, false)]
    [InlineData("08:00", "09:01", true, false)]
    [InlineData("09:59", "11:00", true, false)]
    [InlineData("08:00", "11:00", true, false)]
    [InlineData("09:00", "10:00", true, true)]
    [InlineData("09:15", "09:30", true, true)]
    [InlineData("09:00", "10:01", true, false)]
    public void Touching_is_not_overlapping(string start, string end, bool overlaps, bool contained)
    {
        var other = From($"2026-11-23T{start}Z", $"2026-11-23T{end}Z");
        Assert.Equal(overlaps, NineToTen.Overlaps(other));
        Assert.Equal(overlaps, other.Overlaps(NineToTen));
        Assert.Equal(contained, NineToTen.Contains(other));
        Assert.Equal(overlaps, Ranges(NineToTen).Overlaps(other));
        Assert.Equal(contained, Ranges(NineToTen).Contains(other));
    }

    [Fact]
    public void The_start_is_inside_and_the_end_is_not()
    {
        Assert.True(NineToTen.Contains(NineToTen.StartUtc));
        Assert.True(NineToTen.Contains(NineToTen.EndUtc.AddTicks(-1)));
        Assert.False(NineToTen.Contains(NineToTen.EndUtc));
        Assert.Equal(TimeSpan.FromHours(1), NineToTen.Duration);
        Assert.Equal("2026-11-23T09:00:00Z/2026-11-23T10:00:00Z", NineToTen.ToString());
    }

    [Fact]
    public void Padding_stops_at_the_ends_of_the_calendar()
    {
        Assert.Equal(From("2026-11-23T08:50Z", "2026-11-23T10:05Z"), NineToTen.Pad(TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(5)));
        var all = NineToTen.Pad(TimeSpan.MaxValue, TimeSpan.MaxValue);
        Assert.Equal((DateTime.MinValue, DateTime.MaxValue), (all.StartUtc, all.EndUtc));
        Assert.Equal((DateTimeKind.Utc, DateTimeKind.Utc), (all.StartUtc.Kind, all.EndUtc.Kind));
        Assert.Throws<ArgumentOutOfRangeException>(() => NineToTen.Pad(TimeSpan.FromTicks(-1), TimeSpan.Zero));
        Assert.Throws<ArgumentOutOfRangeException>(() => NineToTen.Pad(TimeSpan.Zero, TimeSpan.FromTicks(-1)));
    }

    [Theory]
    [InlineData("00:00", false, 0)]
    [InlineData("09:05", false, 545)]
    [InlineData("23:59", false, 1439)]
    [InlineData("23:59", true, 1439)]
    [InlineData("24:00", true, 1440)]
    public void A_wall_clock_time_reads_and_writes_the_same(string text, bool asEnd, int minute)
    {
        Assert.True(LocalRange.TryParseTime(text, asEnd, out var read));
        Assert.Equal(minute, read);
        Assert.Equal(text, LocalRange.FormatTime(minute));
    }

    [Theory]
    [InlineData("24:00", false)]
    [InlineData("24:01", true)]
    [InlineData("12:60", true)]
    [InlineData("9:00", true)]
    [InlineData("09:0", true)]
    [InlineData("09.00", true)]
    [InlineData("09:00:00", true)]
    [InlineData(" 09:00", true)]
    [InlineData("-1:00", true)]
    [InlineData("٠٩:٠٠", true)]
    [InlineData("", true)]
    [InlineData(null, true)]
    public void Other_texts_are_no_wall_clock_time(string? text, bool asEnd) => Assert.False(LocalRange.TryParseTime(text, asEnd, out _));

    [Theory]
    [InlineData(-1, 10)]
    [InlineData(0, 1441)]
    [InlineData(10, 10)]
    [InlineData(11, 10)]
    public void A_wall_clock_range_lies_in_one_day_and_is_not_empty(int start, int end) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new LocalRange(start, end));

    [Fact]
    public void A_wall_clock_range_reads_like_one() => Assert.Equal("09:00-24:00", new LocalRange(540, 1440).ToString());
}
