using System.Collections;

namespace Scheduler.Api.Scheduling;

/// <summary>A set of UTC instants as ranges that are sorted, disjoint and do not touch, so that equal sets have equal ranges.</summary>
/// <remarks>Immutable. Two sets are equal when they hold the same instants.</remarks>
public sealed partial class TimeRangeSet : IReadOnlyList<TimeRange>, IEquatable<TimeRangeSet>
{
    private readonly TimeRange[] _ranges;

    private TimeRangeSet(TimeRange[] ranges) => _ranges = ranges;

    /// <summary>The set without any instant.</summary>
    public static TimeRangeSet Empty { get; } = new([]);

    /// <summary>The number of ranges.</summary>
    public int Count => _ranges.Length;

    /// <summary>The range at this place in time order, from 0.</summary>
    /// <exception cref="IndexOutOfRangeException">The index is not below <see cref="Count"/>.</exception>
    public TimeRange this[int index] => _ranges[index];

    /// <summary>
    /// All instants of these ranges, which may come in any order, overlap and touch. O(n log n), O(n) when sorted by start.
    /// </summary>
    /// <exception cref="ArgumentException">A range is <c>default</c>, which is empty.</exception>
    public static TimeRangeSet Of(IEnumerable<TimeRange> ranges)
    {
        ArgumentNullException.ThrowIfNull(ranges);
        var sorted = ranges.ToArray();
        var inOrder = true;
        for (var i = 0; i < sorted.Length; i++)
        {
            if (sorted[i].EndUtc <= sorted[i].StartUtc)
            {
                throw new ArgumentException("A time range must not be empty.", nameof(ranges));
            }

            inOrder &= i == 0 || sorted[i - 1].StartUtc <= sorted[i].StartUtc;
        }

        if (!inOrder)
        {
            Array.Sort(sorted, static (a, b) => a.StartUtc.CompareTo(b.StartUtc));
        }

        var count = 0;
        foreach (var range in sorted)
        {
            Append(sorted, ref count, range);
        }

        return count == sorted.Length && count > 0 ? new(sorted) : Copy(sorted, count);
    }

    /// <summary>Whether one range of the set holds all of this one. Binary search.</summary>
    public bool Contains(TimeRange range)
    {
        var at = FirstEndingAfter(range.StartUtc);
        return at < _ranges.Length && _ranges[at].Contains(range);
    }

    /// <summary>Whether the set shares an instant with this range; touching is not sharing. Binary search.</summary>
    public bool Overlaps(TimeRange range)
    {
        var at = FirstEndingAfter(range.StartUtc);
        return at < _ranges.Length && _ranges[at].StartUtc < range.EndUtc;
    }

    /// <inheritdoc/>
    public bool Equals(TimeRangeSet? other) => other is not null && _ranges.AsSpan().SequenceEqual(other._ranges);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as TimeRangeSet);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var range in _ranges)
        {
            hash.Add(range);
        }

        return hash.ToHashCode();
    }

    /// <summary>The ranges in time order.</summary>
    public IEnumerator<TimeRange> GetEnumerator() => ((IEnumerable<TimeRange>)_ranges).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The ranges in ISO 8601 form, for a test's failure and a debugger.</summary>
    public override string ToString() => $"[{string.Join(", ", _ranges)}]";

    /// <summary>The index of the first range that ends after the instant, or <see cref="Count"/>.</summary>
    private int FirstEndingAfter(DateTime instant)
    {
        var low = 0;
        var high = _ranges.Length;
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            if (_ranges[middle].EndUtc <= instant)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    /// <summary>Adds a range that starts no earlier than the last one; joins the two when they overlap or touch.</summary>
    private static void Append(TimeRange[] into, ref int count, TimeRange range)
    {
        if (count == 0 || into[count - 1].EndUtc < range.StartUtc)
        {
            into[count++] = range;
        }
        else if (into[count - 1].EndUtc < range.EndUtc)
        {
            into[count - 1] = new TimeRange(into[count - 1].StartUtc, range.EndUtc);
        }
    }

    private static TimeRangeSet Copy(TimeRange[] from, int count) => count == 0 ? Empty : new(from.AsSpan(0, count).ToArray());
}
