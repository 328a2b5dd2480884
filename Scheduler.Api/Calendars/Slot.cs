namespace Scheduler.Api.Calendars;

/// <summary>A start that can be booked now, and with whom; no providers for a type that has none.</summary>
public sealed record Slot(DateTime StartUtc, DateTime EndUtc, IReadOnlyList<string> ProviderIds)
{
    /// <summary>Slots that are sorted by their starts, those nearest to an instant first.</summary>
    public static IEnumerable<Slot> NearestFirst(IReadOnlyList<Slot> sorted, DateTime wantedUtc)
    {
        var after = 0;
        while (after < sorted.Count && sorted[after].StartUtc < wantedUtc)
        {
            after++;
        }

        for (var before = after - 1; before >= 0 || after < sorted.Count; )
        {
            yield return after == sorted.Count || (before >= 0 && wantedUtc - sorted[before].StartUtc <= sorted[after].StartUtc - wantedUtc)
                ? sorted[before--]
                : sorted[after++];
        }
    }

    /// <summary>Starts in order, each once, with every provider that has it free.</summary>
    public static IEnumerable<Slot> Merge(IReadOnlyList<(string ProviderId, IEnumerable<DateTime> Starts)> providers, int minutes)
    {
        var queue = new PriorityQueue<(string ProviderId, IEnumerator<DateTime> Starts), (DateTime Start, int Index)>();
        for (var i = 0; i < providers.Count; i++)
        {
            Enqueue(providers[i].ProviderId, providers[i].Starts.GetEnumerator(), i);
        }

        while (queue.TryPeek(out _, out var next))
        {
            var ids = new List<string>();
            while (queue.TryPeek(out _, out var same) && same.Start == next.Start)
            {
                queue.TryDequeue(out var provider, out _);
                ids.Add(provider.ProviderId);
                Enqueue(provider.ProviderId, provider.Starts, same.Index);
            }

            yield return new Slot(next.Start, next.Start.AddMinutes(minutes), ids);
        }

        void Enqueue(string providerId, IEnumerator<DateTime> starts, int index)
        {
            if (starts.MoveNext())
            {
                queue.Enqueue((providerId, starts), (starts.Current, index));
            }
            else
            {
                starts.Dispose();
            }
        }
    }
}
