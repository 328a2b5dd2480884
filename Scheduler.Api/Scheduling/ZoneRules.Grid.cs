using NodaTime.TimeZones;

namespace Scheduler.Api.Scheduling;

/// <content>The grid of starts on the wall clock, and the changes of the clock itself.</content>
public sealed partial class ZoneRules
{
    /// <summary>Whether the wall clock shows a whole multiple of these minutes since 00:00, to the tick.</summary>
    /// <param name="utc">The instant.</param>
    /// <param name="gridMinutes">From 1. The grid begins anew at each 00:00, also when it does not divide the day.</param>
    /// <exception cref="ArgumentException">The time is not of kind UTC.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The grid is below 1.</exception>
    public bool IsOnGrid(DateTime utc, int gridMinutes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(gridMinutes, 1);
        return TimeOfDay(LocalTicks(utc)) % (gridMinutes * TimeSpan.TicksPerMinute) == 0;
    }

    /// <summary>Every instant of the window on the grid, ascending; in an hour that occurs twice, those of both.</summary>
    /// <param name="window">The window; its end is not in it.</param>
    /// <param name="gridMinutes">From 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The grid is below 1.</exception>
    public IEnumerable<DateTime> GridStarts(TimeRange window, int gridMinutes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(gridMinutes, 1);
        return Stretches(window).SelectMany(stretch => GridOf(stretch.Range, stretch.OffsetTicks, gridMinutes * TimeSpan.TicksPerMinute));
    }

    /// <summary>The last grid start that is not after the instant, and the first that is after it.</summary>
    /// <param name="utc">The instant, which is its own <c>Before</c> when it is on the grid.</param>
    /// <param name="gridMinutes">From 1.</param>
    /// <remarks>Where the calendar of the years 1–9999 has no such start, its first or last instant.</remarks>
    /// <exception cref="ArgumentException">The time is not of kind UTC.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The grid is below 1.</exception>
    public (DateTime Before, DateTime After) NearestGridStarts(DateTime utc, int gridMinutes)
    {
        SaturatingTime.RequireUtc(utc, nameof(utc));
        ArgumentOutOfRangeException.ThrowIfLessThan(gridMinutes, 1);

        // Two steps: a clock change between two starts leaves less than one step before it and less than one after it.
        var reach = (2 * Math.Min(gridMinutes, LocalRange.MinutesADay)) + 1;
        var next = SaturatingTime.FromTicks(utc.Ticks + 1);
        var before = TimeRange.Between(utc.PlusMinutes(-reach), next);
        var after = TimeRange.Between(next, utc.PlusMinutes(reach));
        return (
            before is { } past ? GridStarts(past, gridMinutes).LastOrDefault(SaturatingTime.First) : utc,
            after is { } future ? GridStarts(future, gridMinutes).FirstOrDefault(SaturatingTime.Last) : SaturatingTime.Last
        );
    }

    /// <summary>The instants of the window at which the clock is set forward or back, ascending; the window's end is not in it.</summary>
    public IReadOnlyList<DateTime> ClockChanges(TimeRange window)
    {
        var from = TimeRange.Between(SaturatingTime.FromTicks(window.StartUtc.Ticks - 1), window.EndUtc)!.Value;
        return [.. Stretches(from).Skip(1).Select(stretch => stretch.Range.StartUtc)];
    }

    /// <summary>Every date that the calendar shows at an instant of the range or at its end, each once, ascending.</summary>
    /// <remarks>A date that the zone skipped is none of them.</remarks>
    public IReadOnlyList<DateOnly> DatesTouched(TimeRange closedRange)
    {
        var dates = new List<DateOnly>();
        foreach (var (range, _) in Stretches(closedRange))
        {
            AddDates(dates, DateOf(range.StartUtc), DateOf(SaturatingTime.FromTicks(range.EndUtc.Ticks - 1)));
        }

        var last = DateOf(closedRange.EndUtc);
        AddDates(dates, last, last);
        return dates;
    }

    /// <summary>
    /// Adds each date of the span that is not there, in order. Where the clock goes back over midnight, a span begins before the last date.
    /// </summary>
    private static void AddDates(List<DateOnly> dates, DateOnly first, DateOnly last)
    {
        for (var day = first.DayNumber; day <= last.DayNumber; day++)
        {
            var date = DateOnly.FromDayNumber(day);
            var at = dates.Count > 0 && dates[^1] >= date ? dates.BinarySearch(date) : ~dates.Count;
            if (at < 0)
            {
                dates.Insert(~at, date);
            }
        }
    }

    /// <summary>The window cut wherever the offset from UTC changes.</summary>
    private IEnumerable<(TimeRange Range, long OffsetTicks)> Stretches(TimeRange window)
    {
        var start = window.StartUtc;
        while (start < window.EndUtc)
        {
            var interval = _zone.GetZoneInterval(ToInstant(start));
            var end = EndWithin(interval, window.EndUtc);

            // The database also has changes of the zone's name or of what counts as summer time, without one on the clock.
            while (end < window.EndUtc && _zone.GetZoneInterval(ToInstant(end)) is var next && next.WallOffset == interval.WallOffset)
            {
                end = EndWithin(next, window.EndUtc);
            }

            yield return (new TimeRange(start, end), interval.WallOffset.Ticks);
            start = end;
        }
    }

    private static DateTime EndWithin(ZoneInterval interval, DateTime endUtc) =>
        interval.HasEnd ? SaturatingTime.Earlier(ToUtc(interval.End), endUtc) : endUtc;

    private static IEnumerable<DateTime> GridOf(TimeRange range, long offset, long step)
    {
        var end = range.EndUtc.Ticks + offset;
        var local = range.StartUtc.Ticks + offset;
        var midnight = local - TimeOfDay(local);
        local = midnight + ((local - midnight + step - 1) / step * step);
        while (true)
        {
            if (local >= midnight + TimeSpan.TicksPerDay)
            {
                midnight += TimeSpan.TicksPerDay;
                local = midnight;
            }

            if (local >= end)
            {
                yield break;
            }

            yield return new DateTime(local - offset, DateTimeKind.Utc);
            local += step;
        }
    }

    /// <summary>Ticks since local midnight, also for wall-clock times before year 1.</summary>
    private static long TimeOfDay(long localTicks) => ((localTicks % TimeSpan.TicksPerDay) + TimeSpan.TicksPerDay) % TimeSpan.TicksPerDay;
}
