using Scheduler.Api.Calendars;
using Scheduler.Api.Scheduling;
using Scheduler.Data;
using Scheduler.Data.Model;

namespace Scheduler.Api.Slots;

/// <summary>Finds what can be booked: two statements whatever the number of providers, the type's included.</summary>
public static class FindSlots
{
    /// <summary>Starts in order, each once, with every provider that has it free.</summary>
    public static IEnumerable<SlotResponse> Merge(IReadOnlyList<(string ProviderId, IEnumerable<DateTime> Starts)> providers, int minutes)
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

            yield return new SlotResponse(next.Start, next.Start.AddMinutes(minutes), ids);
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

    /// <summary>The slots of <paramref name="providers"/>, or the grid of a type that needs none.</summary>
    public static IEnumerable<SlotResponse> Of(
        AppointmentType type, AppointmentPolicy policy, int minutes, IReadOnlyList<LoadedProvider> providers, TimeRange window, ZoneRules office, DateTime nowUtc)
    {
        if (!policy.ProviderRequired)
        {
            return SlotFinder.Starts(policy, minutes, office, window, nowUtc).Select(start => new SlotResponse(start, start.AddMinutes(minutes), []));
        }

        var reach = WithLength(window, minutes);
        return Merge(
            providers.Where(p => p.Provider.Offers(type))
                .Select(p => (p.Provider.Id, SlotFinder.Starts(policy, minutes, p.Calendar(reach, type), window, nowUtc)))
                .ToList(),
            minutes);
    }

    /// <summary>What the last start of <paramref name="window"/> may reach into.</summary>
    public static TimeRange WithLength(TimeRange window, int minutes) => window.Pad(TimeSpan.FromDays(1), TimeSpan.FromMinutes(minutes) + TimeSpan.FromDays(1));
}
