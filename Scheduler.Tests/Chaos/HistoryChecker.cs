namespace Scheduler.Tests.Chaos;

/// <summary>Holds what clients were answered against what the database says. Each finding begins with the name of its rule.</summary>
/// <remarks>
/// Every appointment is changed by one client at a time, so that what may have become of it is a small set: an answered step was
/// done, an unanswered one was done or not.
/// </remarks>
public static class HistoryChecker
{
    private static readonly int[] Expected = [0, 200, 201, 400, 404, 409, 410, 412, 422, 429, 503];

    public static IEnumerable<string> Check(IReadOnlyList<Entry> history, Stored stored)
    {
        var rows = stored.Appointments.ToDictionary(a => a.Id);
        return Statuses(history)
            .Concat(Bookings(history, stored, rows))
            .Concat(Fates(history, rows))
            .Concat(Replays(history, stored))
            .Concat(Refusals(history, rows))
            .Concat(EventChecker.Check(history, stored));
    }

    private static IEnumerable<string> Statuses(IReadOnlyList<Entry> history) =>
        history.Where(e => !Expected.Contains(e.Status)).Select(e => $"status: {e}");

    /// <summary>
    /// Every acknowledged booking is there; every row is somebody's booking, that was acknowledged with its id or not answered;
    /// none is there twice.
    /// </summary>
    private static IEnumerable<string> Bookings(IReadOnlyList<Entry> history, Stored stored, Dictionary<Guid, StoredAppointment> rows)
    {
        var bookings = history.Where(e => e.Deed == Deed.Book).ToLookup(e => e.Token);
        foreach (var lost in history.Where(e => e is { Deed: Deed.Book, Acknowledged: true } && !rows.ContainsKey(e.Answer!.Id)))
        {
            yield return $"lost: {lost}";
        }

        foreach (var token in stored.Appointments.GroupBy(a => a.Token ?? ""))
        {
            var asked = bookings[token.Key].ToList();
            if (token.Count() > 1)
            {
                yield return $"booked-twice: {string.Join(" and ", token)}";
            }

            foreach (var row in token)
            {
                if (!asked.Any(e => e.Status == 0 || (e.Acknowledged && e.Answer!.Id == row.Id)))
                {
                    yield return $"phantom: {row} was answered [{string.Join(", ", asked.Select(e => e.Status))}]";
                }
                else if (asked.Any(e => e.UserId != row.UserId || (e.ProviderId is not null && !row.ProviderIds.Contains(e.ProviderId))))
                {
                    yield return $"mixed-up: {row} and {asked[0]}";
                }
            }
        }
    }

    /// <summary>An appointment is in a state that its acknowledged steps, and any of the unanswered ones, lead to.</summary>
    private static IEnumerable<string> Fates(IReadOnlyList<Entry> history, Dictionary<Guid, StoredAppointment> rows)
    {
        var steps = history.Where(e => e is { Deed: not Deed.Book, AppointmentId: not null }).ToLookup(e => e.AppointmentId!.Value);
        foreach (var booking in history.Where(e => e is { Deed: Deed.Book, Acknowledged: true }).DistinctBy(e => e.Answer!.Id))
        {
            if (!rows.TryGetValue(booking.Answer!.Id, out var row))
            {
                continue;
            }

            var possible = new HashSet<(string Status, DateTime StartUtc)> { (booking.Holds ? "held" : "confirmed", booking.StartUtc) };
            foreach (var step in steps[row.Id].OrderBy(s => s.Begin))
            {
                var done = possible.Select(state => After(state, step)).OfType<(string, DateTime)>().ToHashSet();
                possible =
                    step.Acknowledged ? done
                    : step.Status == 0 ? [.. possible, .. done]
                    : possible;
            }

            if (!possible.Contains((row.Status, row.StartUtc)) || row.EndUtc - row.StartUtc != booking.EndUtc - booking.StartUtc)
            {
                yield return $"fate: {row} where {string.Join(" or ", possible)} is possible";
            }
        }
    }

    /// <summary>Null where the step cannot be done.</summary>
    private static (string Status, DateTime StartUtc)? After((string Status, DateTime StartUtc) state, Entry step) =>
        (step.Deed, state.Status) switch
        {
            (Deed.Cancel, _) => ("cancelled", state.StartUtc),
            (_, "cancelled") => null,
            (Deed.Confirm, _) => ("confirmed", state.StartUtc),
            _ => (state.Status, step.StartUtc),
        };

    /// <summary>One key, one answer, byte for byte; and it is the one that is kept.</summary>
    private static IEnumerable<string> Replays(IReadOnlyList<Entry> history, Stored stored)
    {
        foreach (var key in history.Where(e => e is { Key: not null, Acknowledged: true }).GroupBy(e => e.Key!))
        {
            var bodies = key.Select(e => e.Body).Distinct().ToList();
            if (bodies.Count > 1)
            {
                yield return $"replay: {key.Key} was answered {string.Join(" and ", bodies)}";
            }

            if (!stored.KeptBodies.TryGetValue(key.Key, out var kept) || kept != bodies[0])
            {
                yield return $"kept: {key.Key} was answered {bodies[0]}, and {kept ?? "nothing"} is kept";
            }
        }
    }

    /// <summary>
    /// Whoever was told "taken" was beaten: something was live there, or may have been, at some moment between request and answer.
    /// </summary>
    private static IEnumerable<string> Refusals(IReadOnlyList<Entry> history, Dictionary<Guid, StoredAppointment> rows)
    {
        var occupations = Occupation.Of(history, rows).ToList();
        var byProvider = occupations.Where(o => o.ProviderId is not null).ToLookup(o => o.ProviderId!);
        var byUser = occupations.Where(o => o.Limited).ToLookup(o => o.UserId);
        foreach (var refused in history)
        {
            var beaten = refused.Problem switch
            {
                "slot-taken" => byProvider[refused.ProviderId!]
                    .Any(o => Meets(o, refused) && o.StartUtc < refused.EndUtc && o.EndUtc > refused.StartUtc),
                "daily-limit-reached" => byUser[refused.UserId].Any(o => Meets(o, refused) && o.StartUtc.Date == refused.StartUtc.Date),
                _ => true,
            };
            if (!beaten)
            {
                yield return $"refused-for-nothing: {refused}";
            }
        }
    }

    private static bool Meets(Occupation o, Entry refused) =>
        (refused.AppointmentId is null || o.AppointmentId != refused.AppointmentId)
        && o.Token != refused.Token
        && o.From <= refused.End
        && o.Until >= refused.Begin;
}
