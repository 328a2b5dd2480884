namespace Scheduler.Tests.Chaos;

/// <summary>
/// Holds events against the appointments they are of, the requests that made them, and what a reader of the feed was given. Each
/// finding begins with the name of its rule.
/// </summary>
public static class EventChecker
{
    /// <summary>Every version of every appointment has one event, in order, and the last one says how the appointment is.</summary>
    public static IEnumerable<string> Check(Stored stored)
    {
        var events = stored.Events.ToLookup(e => e.AppointmentId);
        var rows = stored.Appointments.Select(a => a.Id).ToHashSet();
        foreach (var e in stored.Events.Where(e => !rows.Contains(e.AppointmentId)))
        {
            yield return $"event-without-effect: {e}";
        }

        foreach (var a in stored.Appointments)
        {
            var mine = events[a.Id].ToList();
            var versions = mine.ConvertAll(e => e.Version);
            if (versions.Count > versions.Distinct().Count() || versions.Any(v => v < 1 || v > a.Version))
            {
                yield return $"event-without-effect: {a} has [{string.Join(", ", mine)}]";
            }
            else if (versions.Count < a.Version)
            {
                yield return $"effect-without-event: {a} has [{string.Join(", ", mine)}]";
            }
            else if (!versions.SequenceEqual(versions.Order()) || !InOrder(mine.ConvertAll(e => e.Place)))
            {
                yield return $"event-order: {a} has [{string.Join(", ", mine)}]";
            }
            else if (Wrong(mine) is { } wrong)
            {
                yield return $"event-type: {wrong} among [{string.Join(", ", mine)}]";
            }
            else if (mine[^1] is var last && (last.Status, last.StartUtc, last.EndUtc) != (a.Status, a.StartUtc, a.EndUtc))
            {
                yield return $"event-data: {a} where {last} is the last event";
            }
        }
    }

    /// <summary>Every step that was acknowledged has its event, and every event a step that was acknowledged, or not answered.</summary>
    public static IEnumerable<string> Check(IReadOnlyList<Entry> history, Stored stored)
    {
        var events = stored.Events.ToLookup(e => e.AppointmentId);
        // A retry is the step that it repeats.
        var steps = history
            .Where(e => e.AppointmentId is not null && (e.Acknowledged || e.Status == 0))
            .ToLookup(e => e.AppointmentId!.Value);
        foreach (var a in stored.Appointments)
        {
            var asked = steps[a.Id].GroupBy(e => e.Token).Select(g => g.OrderByDescending(e => e.Acknowledged).First()).ToList();
            foreach (var deed in new[] { Deed.Confirm, Deed.Cancel })
            {
                var type = deed == Deed.Confirm ? "confirmed" : "cancelled";
                var count = events[a.Id].Count(e => e.Type == type);
                var mine = asked.Where(e => e.Deed == deed).ToList();
                if (mine.Any(e => e.Acknowledged) && count != 1)
                {
                    yield return $"step-without-event: {mine.First(e => e.Acknowledged)} has {count} events {type}";
                }
                else if (mine.Count == 0 && events[a.Id].Any(e => e.Type == type && e.Version > 1))
                {
                    yield return $"event-without-step: {a} was {type} by nobody";
                }
            }

            // A move has an event each time, also to where the appointment is.
            var moves = asked.Where(e => e.Deed == Deed.Reschedule).ToLookup(e => e.StartUtc);
            var told = events[a.Id].Where(e => e.Type == "rescheduled").ToLookup(e => e.StartUtc);
            foreach (var start in moves.Concat<IGrouping<DateTime, object>>(told).Select(g => g.Key).Distinct())
            {
                if (told[start].Count() < moves[start].Count(e => e.Acknowledged))
                {
                    yield return $"step-without-event: {moves[start].First(e => e.Acknowledged)} has {told[start].Count()} events";
                }
                else if (told[start].Count() > moves[start].Count())
                {
                    yield return $"event-without-step: {told[start].Last()}";
                }
            }
        }
    }

    /// <summary>A reader was given every event that there is, once, in one order.</summary>
    public static IEnumerable<string> CheckFeed(IReadOnlyList<long> read, Stored stored)
    {
        if (!InOrder([.. read.Select(place => (long?)place)]))
        {
            yield return "feed-order: the reader was given an event twice, or an earlier one after a later one";
        }

        var given = read.ToHashSet();
        foreach (var place in stored.Feed.Where(place => place is null || !given.Contains(place.Value)))
        {
            yield return $"feed-skipped: {place?.ToString() ?? "an event that has no place"} was not given to the reader";
        }

        foreach (var place in given.Except(stored.Feed.OfType<long>()))
        {
            yield return $"feed-invented: {place} was given to the reader, and is not there";
        }
    }

    /// <summary>Places that nobody has given yet come after all others.</summary>
    private static bool InOrder(List<long?> places) =>
        places.Zip(places.Skip(1)).All(pair => pair.First is null ? pair.Second is null : pair.Second is null || pair.First < pair.Second);

    /// <summary>The first event whose type is not what its state says, or cannot come where it stands.</summary>
    private static StoredEvent? Wrong(List<StoredEvent> events) =>
        events.Find(e =>
            e.Type switch
            {
                "held" => e.Version != 1 || e.Status != "held",
                "confirmed" => e.Status != "confirmed" || (e.Version > 1 && events[0].Type != "held"),
                "rescheduled" => e.Version == 1 || e.Status is not ("held" or "confirmed"),
                "cancelled" or "expired" => e.Version == 1 || e.Status != e.Type || e != events[^1],
                _ => true,
            }
        );
}
