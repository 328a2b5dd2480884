namespace Scheduler.Tests.Chaos;

/// <summary>A range that an appointment held, or may have held, from one moment of the history to another.</summary>
public sealed record Occupation(
    Guid? AppointmentId,
    string Token,
    string UserId,
    string? ProviderId,
    bool Limited,
    DateTime StartUtc,
    DateTime EndUtc,
    long From,
    long Until
)
{
    /// <summary>
    /// All of a history. A request may have its effect from its beginning; what it gives up may be held until its answer, or for
    /// ever if there was none.
    /// </summary>
    public static IEnumerable<Occupation> Of(IReadOnlyList<Entry> history, Dictionary<Guid, StoredAppointment> rows)
    {
        var tokens = rows.Values.Where(r => r.Token is not null).GroupBy(r => r.Token!).ToDictionary(g => g.Key, g => g.First().Id);
        var steps = history
            .Where(e => e.Deed is Deed.Cancel or Deed.Reschedule && e.AppointmentId is not null)
            .ToLookup(e => e.AppointmentId!.Value);
        foreach (var booking in history.Where(e => e.Deed == Deed.Book).GroupBy(e => e.Token))
        {
            var first = booking.First();
            if (booking.All(e => e.Status is not (0 or 200 or 201)))
            {
                continue;
            }

            var id =
                booking.FirstOrDefault(e => e.Acknowledged)?.Answer!.Id
                ?? (tokens.TryGetValue(first.Token, out var stored) ? stored : null);
            var mine = id is null ? [] : steps[id.Value].OrderBy(s => s.Begin).ToList();
            yield return At(first, id, booking.Min(e => e.Begin), Leaves(mine, 0));
            for (var i = 0; i < mine.Count; i++)
            {
                if (mine[i].Deed == Deed.Reschedule && (mine[i].Acknowledged || mine[i].Status == 0))
                {
                    yield return At(first, id, mine[i].Begin, Leaves(mine, i + 1)) with
                    {
                        StartUtc = mine[i].StartUtc,
                        EndUtc = mine[i].EndUtc,
                    };
                }
            }
        }
    }

    private static Occupation At(Entry booking, Guid? id, long from, long until) =>
        new(id, booking.Token, booking.UserId, booking.ProviderId, booking.Limited, booking.StartUtc, booking.EndUtc, from, until);

    /// <summary>When the next step that certainly left was answered.</summary>
    private static long Leaves(List<Entry> steps, int from) => steps.Skip(from).FirstOrDefault(s => s.Acknowledged)?.End ?? long.MaxValue;
}
