namespace Scheduler.Api.Scheduling;

/// <summary>A place for an appointment, and what it takes there.</summary>
/// <param name="ProviderIds">Whose time it takes.</param>
/// <param name="Occupied">The range with the buffers that they are occupied for.</param>
/// <param name="Dates">The dates that it takes from its user.</param>
public sealed record RepairPlace(IReadOnlyList<string> ProviderIds, TimeRange Occupied, IReadOnlyList<DateOnly> Dates);

/// <summary>Another place for an appointment.</summary>
/// <param name="Cost">How great the change is, from 0.</param>
public sealed record RepairAlternative(RepairPlace Place, int Cost);

/// <summary>An appointment that needs another place.</summary>
/// <param name="Present">What it takes as long as it stays, which it does when there is no place for it.</param>
/// <param name="Alternatives">Where it could be, were it alone.</param>
public sealed record RepairItem(string UserId, RepairPlace Present, IReadOnlyList<RepairAlternative> Alternatives);

/// <summary>Gives each of several appointments one of its alternatives, so that no two are in one place.</summary>
/// <remarks>
/// As many as possible are given one, and of such plans one with the least cost. The search is exact for as long as it takes no more than
/// <see cref="MostSteps"/>; beyond, it is the best plan that was found till then.
/// </remarks>
public static class RepairPlan
{
    /// <summary>Partial plans that are looked at.</summary>
    public const int MostSteps = 5_000;

    /// <summary>The index of the alternative of each item, in the order of the items; null for one that has to stay.</summary>
    public static IReadOnlyList<int?> Find(IReadOnlyList<RepairItem> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        var parts = new Parts(items);
        // Whoever stays costs more than whatever the others may cost together.
        var staying = 1 + items.Sum(item => item.Alternatives.Select(a => (long)a.Cost).DefaultIfEmpty(0).Max());
        var choices = items
            .Select(item =>
                item.Alternatives.Select((a, i) => new RepairChoice(i, a.Cost, parts.Of(item.UserId, a.Place)))
                    .Append(new RepairChoice(null, staying, parts.Of(item.UserId, item.Present)))
                    .ToArray()
            )
            .ToArray();
        return [.. new RepairSearch(choices, parts.Count).Find(MostSteps).Select(choice => choice.Alternative)];
    }

    /// <summary>
    /// Numbers for whatever can be taken once: each stretch of a provider's time between two edges of places, and each date of a user.
    /// </summary>
    private sealed class Parts
    {
        private readonly Dictionary<string, DateTime[]> edges;
        private readonly Dictionary<string, int> first = new(StringComparer.Ordinal);
        private readonly Dictionary<(string UserId, DateOnly Date), int> dates = [];

        public Parts(IReadOnlyList<RepairItem> items)
        {
            edges = items
                .SelectMany(item => item.Alternatives.Select(a => a.Place).Append(item.Present))
                .SelectMany(place => place.ProviderIds.Select(id => (Id: id, place.Occupied)))
                .GroupBy(taken => taken.Id, StringComparer.Ordinal)
                .ToDictionary(
                    taken => taken.Key,
                    taken => taken.SelectMany(t => new[] { t.Occupied.StartUtc, t.Occupied.EndUtc }).Distinct().Order().ToArray(),
                    StringComparer.Ordinal
                );
            foreach (var (id, of) in edges)
            {
                first[id] = Count;
                Count += of.Length;
            }
        }

        public int Count { get; private set; }

        public int[] Of(string userId, RepairPlace place)
        {
            var parts = new List<int>();
            foreach (var id in place.ProviderIds)
            {
                var of = edges[id];
                var last = Array.BinarySearch(of, place.Occupied.EndUtc);
                for (var i = Array.BinarySearch(of, place.Occupied.StartUtc); i < last; i++)
                {
                    parts.Add(first[id] + i);
                }
            }

            foreach (var date in place.Dates)
            {
                if (!dates.TryGetValue((userId, date), out var part))
                {
                    dates[(userId, date)] = part = Count++;
                }

                parts.Add(part);
            }

            return [.. parts];
        }
    }
}

/// <summary>One of the choices of an item.</summary>
/// <param name="Alternative">Null: it stays.</param>
/// <param name="Parts">What the choice takes; nothing can be taken twice.</param>
internal sealed record RepairChoice(int? Alternative, long Cost, int[] Parts);
