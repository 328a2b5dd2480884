namespace Scheduler.Api.Scheduling;

/// <summary>When at least k of n are free together.</summary>
public static class SharedFreeTime
{
    /// <summary>
    /// Every range in which at least <paramref name="atLeast"/> members are each free from its start to its end, that lies in no longer
    /// such range and that lasts at least <paramref name="minimum"/>; ordered by start, and so by end. They may overlap each other.
    /// </summary>
    /// <param name="free">The free time of each member.</param>
    /// <param name="atLeast">From 1; above the number of members nothing is found.
    /// With all members the answer is their intersection.</param>
    /// <param name="minimum">The least length, from zero.</param>
    /// <remarks>O(ranges · log members), and one look at each member for each range found.</remarks>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="atLeast"/> is
    /// below 1 or <paramref name="minimum"/> is negative.</exception>
    public static IReadOnlyList<SharedRange> AtLeast(IReadOnlyList<TimeRangeSet> free, int atLeast, TimeSpan minimum)
    {
        ArgumentNullException.ThrowIfNull(free);
        ArgumentOutOfRangeException.ThrowIfLessThan(atLeast, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(minimum, TimeSpan.Zero);
        var found = new List<SharedRange>();
        if (atLeast > free.Count)
        {
            return found;
        }

        var starts = StartsInOrder(free);
        var used = new int[free.Count];
        var endOf = new DateTime[free.Count];

        // The k latest ends so far. A range that is over needs no removal: while it is among the k latest, fewer than k go on.
        var latestEnds = new PriorityQueue<int, DateTime>(atLeast + 1);
        var lastEnd = DateTime.MinValue;
        while (starts.TryPeek(out _, out var start))
        {
            while (starts.TryPeek(out var member, out var next) && next == start)
            {
                starts.Dequeue();
                var set = free[member];
                endOf[member] = set[used[member]].EndUtc;
                used[member]++;
                if (used[member] < set.Count)
                {
                    starts.Enqueue(member, set[used[member]].StartUtc);
                }

                latestEnds.Enqueue(member, endOf[member]);
                if (latestEnds.Count > atLeast)
                {
                    latestEnds.Dequeue();
                }
            }

            // Not later than the last end: an earlier start reaches as far, and that range holds this one.
            if (latestEnds.Count == atLeast && latestEnds.TryPeek(out _, out var end) && end > start && end > lastEnd)
            {
                lastEnd = end;
                if (end - start >= minimum)
                {
                    found.Add(new SharedRange(new TimeRange(start, end), FreeUntil(end, endOf)));
                }
            }
        }

        return found;
    }

    private static PriorityQueue<int, DateTime> StartsInOrder(IReadOnlyList<TimeRangeSet> free)
    {
        var starts = new PriorityQueue<int, DateTime>(free.Count);
        for (var member = 0; member < free.Count; member++)
        {
            if (free[member].Count > 0)
            {
                starts.Enqueue(member, free[member][0].StartUtc);
            }
        }

        return starts;
    }

    /// <summary>Who of those that have started goes on to this end; who has not started yet has an end in year 1.</summary>
    private static List<int> FreeUntil(DateTime end, DateTime[] endOf)
    {
        var members = new List<int>();
        for (var member = 0; member < endOf.Length; member++)
        {
            if (endOf[member] >= end)
            {
                members.Add(member);
            }
        }

        return members;
    }
}
