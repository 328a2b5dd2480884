namespace Scheduler.Api.Scheduling;

/// <content>The set operations. Each walks its sorted lists once.</content>
public sealed partial class TimeRangeSet
{
    /// <summary>The instants of either set. Linear.</summary>
    public TimeRangeSet Union(TimeRangeSet other)
    {
        ArgumentNullException.ThrowIfNull(other);
        var merged = new TimeRange[Count + other.Count];
        var (count, mine, theirs) = (0, 0, 0);
        while (mine < Count || theirs < other.Count)
        {
            var takeMine = theirs == other.Count || (mine < Count && _ranges[mine].StartUtc <= other._ranges[theirs].StartUtc);
            Append(merged, ref count, takeMine ? _ranges[mine++] : other._ranges[theirs++]);
        }

        return Copy(merged, count);
    }

    /// <summary>The instants of this set that are not in the other. Linear.</summary>
    public TimeRangeSet Subtract(TimeRangeSet other)
    {
        ArgumentNullException.ThrowIfNull(other);
        var left = new TimeRange[Count + other.Count];
        var (count, next) = (0, 0);
        foreach (var range in _ranges)
        {
            var start = range.StartUtc;
            while (next < other.Count && other._ranges[next].EndUtc <= start)
            {
                next++;
            }

            // `next` stays on a removed range that goes on past this one: it may cut the following range too.
            for (var cut = next; cut < other.Count && other._ranges[cut].StartUtc < range.EndUtc; cut++)
            {
                next = cut;
                if (start < other._ranges[cut].StartUtc)
                {
                    left[count++] = TimeRange.OfEdges(start, other._ranges[cut].StartUtc);
                }

                start = other._ranges[cut].EndUtc;
            }

            if (start < range.EndUtc)
            {
                left[count++] = TimeRange.OfEdges(start, range.EndUtc);
            }
        }

        return Copy(left, count);
    }

    /// <summary>The instants of both sets. Linear.</summary>
    public TimeRangeSet Intersect(TimeRangeSet other)
    {
        ArgumentNullException.ThrowIfNull(other);
        var shared = new TimeRange[Count + other.Count];
        return Copy(shared, Intersect(_ranges, other._ranges, shared));
    }

    /// <summary>
    /// The instants of every set: two at a time, into two buffers that take turns, so that a further set costs no allocation.
    /// </summary>
    /// <exception cref="ArgumentException">There is no set: the instants that all of none share would be all of time.</exception>
    public static TimeRangeSet IntersectAll(IReadOnlyList<TimeRangeSet> sets)
    {
        ArgumentNullException.ThrowIfNull(sets);
        if (sets.Count == 0)
        {
            throw new ArgumentException("An intersection needs at least one set.", nameof(sets));
        }

        if (sets.Count == 1)
        {
            return sets[0];
        }

        // An intersection of two has fewer ranges than both together, so no fold can have more than all of them.
        var capacity = sets.Sum(set => set.Count);
        var (shared, spare) = (new TimeRange[capacity], new TimeRange[capacity]);
        var count = sets[0].Count;
        sets[0]._ranges.CopyTo(shared, 0);
        for (var i = 1; i < sets.Count && count > 0; i++)
        {
            count = Intersect(shared.AsSpan(0, count), sets[i]._ranges, spare);
            (shared, spare) = (spare, shared);
        }

        return Copy(shared, count);
    }

    /// <summary>The instants of the set inside the window. O(log n) and the ranges kept.</summary>
    public TimeRangeSet Within(TimeRange window)
    {
        var first = FirstEndingAfter(window.StartUtc);
        var after = first;
        while (after < Count && _ranges[after].StartUtc < window.EndUtc)
        {
            after++;
        }

        if (first == after)
        {
            return Empty;
        }

        var kept = _ranges[first..after];
        kept[0] = new TimeRange(SaturatingTime.Later(kept[0].StartUtc, window.StartUtc), kept[0].EndUtc);
        kept[^1] = new TimeRange(kept[^1].StartUtc, SaturatingTime.Earlier(kept[^1].EndUtc, window.EndUtc));
        return new TimeRangeSet(kept);
    }

    private static int Intersect(ReadOnlySpan<TimeRange> one, ReadOnlySpan<TimeRange> other, TimeRange[] into)
    {
        if (one.IsEmpty || other.IsEmpty)
        {
            return 0;
        }

        // Each range is read once, into a local: this loop is all that a group's free time costs.
        var (count, i, j) = (0, 0, 0);
        var (mine, theirs) = (one[0], other[0]);
        while (true)
        {
            var start = SaturatingTime.Later(mine.StartUtc, theirs.StartUtc);
            var mineEndsFirst = mine.EndUtc <= theirs.EndUtc;
            var end = mineEndsFirst ? mine.EndUtc : theirs.EndUtc;
            if (start < end)
            {
                // Needs no joining: two pieces that touched would be one range in both sets.
                into[count++] = TimeRange.OfEdges(start, end);
            }

            if (mineEndsFirst)
            {
                if (++i == one.Length)
                {
                    return count;
                }

                mine = one[i];
            }
            else
            {
                if (++j == other.Length)
                {
                    return count;
                }

                theirs = other[j];
            }
        }
    }
}
