using System.Collections.ObjectModel;

namespace Scheduler.Api.Scheduling;

/// <summary>Weekly open hours on a wall clock, and dates whose own hours replace them. Immutable.</summary>
public sealed partial class OpenHours
{
    /// <summary>By <see cref="DayOfWeek"/>.</summary>
    private readonly IReadOnlyList<LocalRange>[] _weekly =
    [
        [],
        [],
        [],
        [],
        [],
        [],
        [],
    ];
    private readonly Dictionary<DateOnly, IReadOnlyList<LocalRange>> _dates;

    /// <summary>What was asked last: several providers who keep these hours ask the same.</summary>
    private Answer? _last;

    /// <summary>
    /// The hours of each weekday, closed when absent or empty, and of single dates, closed when empty. Ranges may come in any order.
    /// </summary>
    /// <exception cref="ArgumentException">Two ranges of one day overlap, or a range is empty.</exception>
    public OpenHours(
        IReadOnlyDictionary<DayOfWeek, IReadOnlyList<LocalRange>> weekly,
        IReadOnlyDictionary<DateOnly, IReadOnlyList<LocalRange>> dates
    )
    {
        ArgumentNullException.ThrowIfNull(weekly);
        ArgumentNullException.ThrowIfNull(dates);
        foreach (var (day, ranges) in weekly)
        {
            _weekly[(int)day] = Normalized(ranges, () => day.ToString());
        }

        _dates = dates.ToDictionary(date => date.Key, date => Normalized(date.Value, () => UtcText.Of(date.Key)));
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
    public IReadOnlyList<LocalRange> On(DateOnly date) => _dates.TryGetValue(date, out var own) ? own : _weekly[(int)date.DayOfWeek];

    /// <summary>The hours of the date but for what lies in <paramref name="closed"/>.</summary>
    public IReadOnlyList<LocalRange> Without(DateOnly date, LocalRange closed)
    {
        var left = new List<LocalRange>();
        foreach (var range in On(date))
        {
            Add(range.StartMinute, Math.Min(range.EndMinute, closed.StartMinute));
            Add(Math.Max(range.StartMinute, closed.EndMinute), range.EndMinute);
        }

        return left;

        void Add(int start, int end)
        {
            if (end > start)
            {
                left.Add(new LocalRange(start, end));
            }
        }
    }

    /// <summary>The open instants inside the window, in this zone.</summary>
    /// <remarks>
    /// Each range is <see cref="ZoneRules.ToUtc(DateOnly, LocalRange)"/>: hours of a date end with that date, those in a skipped hour move
    /// forward by the gap, and those across an hour that occurs twice cover both.
    /// </remarks>
    public TimeRangeSet ToUtc(ZoneRules zone, TimeRange window)
    {
        ArgumentNullException.ThrowIfNull(zone);
        if (_last is { } last && last.Zone == zone && last.Window == window)
        {
            return last.Open;
        }

        var open = new List<TimeRange>();
        foreach (var day in zone.Days(window))
        {
            AddOpen(open, zone, day);
        }

        var set = TimeRangeSet.Of(open).Within(window);
        _last = new Answer(zone, window, set);
        return set;
    }

    private void AddOpen(List<TimeRange> open, ZoneRules zone, LocalDay day)
    {
        foreach (var range in On(day.Date))
        {
            if (zone.ToUtc(day, range) is { } instants)
            {
                open.Add(instants);
            }
        }
    }

    private static IReadOnlyList<LocalRange> Normalized(IReadOnlyList<LocalRange> ranges, Func<string> day) =>
        IsNormal(ranges) ? ranges
        : TryNormalize(ranges, out var sorted) ? sorted
        : throw new ArgumentException($"The hours of {day()} overlap or are empty.", nameof(ranges));

    /// <summary>Whether nothing is left to do: as hours are stored, they are.</summary>
    private static bool IsNormal(IReadOnlyList<LocalRange> ranges)
    {
        for (var i = 0; i < ranges.Count; i++)
        {
            if (ranges[i].EndMinute <= ranges[i].StartMinute || (i > 0 && ranges[i].StartMinute <= ranges[i - 1].EndMinute))
            {
                return false;
            }
        }

        return true;
    }

    private sealed record Answer(ZoneRules Zone, TimeRange Window, TimeRangeSet Open);
}
