namespace Scheduler.Api.Web.Parts;

/// <summary>Places beside each other what overlaps on a wall clock.</summary>
internal static class Lanes
{
    /// <returns>Each in the order of its start, with its lane and how many lanes stand beside each other there.</returns>
    public static List<(T Item, int Lane, int Count)> Of<T>(IEnumerable<T> items, Func<T, (int Start, int End)> range)
    {
        var ends = new List<int>();
        var placed = new List<(T Item, int Start, int End, int Lane)>();
        foreach (var item in items.OrderBy(item => range(item).Start))
        {
            var (start, end) = range(item);
            var lane = ends.FindIndex(last => last <= start);
            if (lane < 0)
            {
                lane = ends.Count;
                ends.Add(0);
            }

            ends[lane] = end;
            placed.Add((item, start, end, lane));
        }

        return placed.ConvertAll(p =>
            (p.Item, p.Lane, placed.Where(o => o.Start < p.End && p.Start < o.End).Max(o => (int?)o.Lane) + 1 ?? 1)
        );
    }
}
