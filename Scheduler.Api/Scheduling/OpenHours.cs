using System.Collections.ObjectModel;

namespace Scheduler.Api.Scheduling;

/// <summary>Weekly open hours on a wall clock, and dates whose own hours replace them. Immutable.</summary>
public sealed partial class OpenHours
{
    private readonly Dictionary<DayOfWeek, IReadOnlyList<LocalRange>> _weekly;
    private readonly Dictionary<DateOnly, IReadOnlyList<LocalRange>> _dates;

    /// <summary>The hours of each weekday, closed when absent or empty, and of single dates, closed when empty. Ranges may come in any order.</summary>
    /// <exception cref="ArgumentException">Two ranges of one day overlap, or a range is empty.</exception>
    public OpenHours(
        IReadOnlyDictionary<DayOfWeek, IReadOnlyList<LocalRange>> weekly,
        IReadOnlyDictionary<DateOnly, IReadOnlyList<LocalRange>> dates)
    {
        ArgumentNullException.ThrowIfNull(weekly);
        ArgumentNullException.ThrowIfNull(dates);
        _weekly = weekly.ToDictionary(day => day.Key, day => Normalized(day.Value, day.Key.ToString()));
        _dates = dates.ToDictionary(date => date.Key, date => Normalized(date.Value, UtcText.Of(date.Key)));
    }

    /// <summary>Sorts the ranges of one day and joins those that touch.</summary>
    /// <returns>False, and an empty list, when two overlap or one is empty.</returns>
    public static bool TryNormalize(IEnumerable<LocalRange> ranges, out IReadOnlyList<LocalRange> sorted)
    {
        ArgumentNullException.ThrowIfNull(ranges);
        var joined = new List<LocalRange>();
        sorted = ReadOnlyCollection<LocalRange>.Empty;
        foreach (var range in ranges.OrderBy(range => range.StartMinute))
        {
            if (range.EndMinute <= range.StartMinute || (joined.Count > 0 && range.StartMinute < joined[^1].EndMinute))
            {
                return false;
            }

            if (joined.Count > 0 && range.StartMinute == joined[^1].EndMinute)
            {
                joined[^1] = new LocalRange(joined[^1].StartMinute, range.EndMinute);
            }
            else
            {
                joined.Add(range);
            }
        }

        sorted = joined.AsReadOnly();
        return true;
    }

    /// <summary>The hours of the date: its own, else those of its weekday. Sorted, none touching another.</summary>
    public IReadOnlyList<LocalRange> On(DateOnly date) =>
        _dates.TryGetValue(date, out var own) ? own
        : _weekly.TryGetValue(date.DayOfWeek, out var weekly) ? weekly
        : ReadOnlyCollection<LocalRange>.Empty;

    /// <summary>The open instants inside the window, in this zone.</summary>
    /// <remarks>
    /// Each range is <see cref="ZoneRules.ToUtc(DateOnly, LocalRange)"/>: hours of a date end with that date, those in a skipped hour move
    /// forward by the gap, and those across an hour that occurs twice cover both.
    /// </remarks>
    public TimeRangeSet ToUtc(ZoneRules zone, TimeRange window)
    {
        ArgumentNullException.ThrowIfNull(zone);
        return TimeRangeSet.Of(Days(zone, window).SelectMany(day => OpenOn(zone, day.Date, day.Range))).Within(window);
    }

    private IEnumerable<TimeRange> OpenOn(ZoneRules zone, DateOnly date, TimeRange day)
    {
        foreach (var range in On(date))
        {
            if (zone.ToUtc(date, range, day) is { } open)
            {
                yield return open;
            }
        }
    }

    /// <summary>The dates that share an instant with the window, ascending, and each one's range.</summary>
    private static IEnumerable<(DateOnly Date, TimeRange Range)> Days(ZoneRules zone, TimeRange window)
    {
        // A day more on each side: where the clock goes back over midnight, the calendar shows the date before the one whose range it is.
        var last = zone.DateOf(window.EndUtc).PlusDays(1).DayNumber;
        for (var day = zone.DateOf(window.StartUtc).PlusDays(-1).DayNumber; day <= last; day++)
        {
            var date = DateOnly.FromDayNumber(day);
            if (zone.DayOf(date) is { } range && range.Overlaps(window))
            {
                yield return (date, range);
            }
        }
    }

    private static IReadOnlyList<LocalRange> Normalized(IReadOnlyList<LocalRange> ranges, string day) =>
        TryNormalize(ranges, out var sorted) ? sorted : throw new ArgumentException($"The hours of {day} overlap or are empty.", nameof(ranges));
}
