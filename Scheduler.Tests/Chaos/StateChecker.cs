namespace Scheduler.Tests.Chaos;

/// <summary>Holds a database against the invariants, whoever asked for what. Each finding begins with the name of its rule.</summary>
public static class StateChecker
{
    /// <param name="maxHolds">How many live holds a user may have.</param>
    public static IEnumerable<string> Check(Stored stored, int maxHolds)
    {
        var live = stored.Appointments.Where(a => a.Status is "held" or "confirmed").ToDictionary(a => a.Id);
        return OccupiedRows(stored, live)
            .Concat(Overlaps(stored))
            .Concat(Days(live.Values))
            .Concat(Index(stored))
            .Concat(Holds(live.Values, maxHolds))
            .Concat(EventChecker.Check(stored));
    }

    /// <summary>An occupied time has its live appointment, and a live appointment its occupied times: those and no others.</summary>
    private static IEnumerable<string> OccupiedRows(Stored stored, Dictionary<Guid, StoredAppointment> live)
    {
        foreach (var occupied in stored.OccupiedDays.Concat(stored.OccupiedTimes).Where(c => !live.ContainsKey(c.AppointmentId)))
        {
            yield return $"occupied-without-appointment: {occupied}";
        }

        var times = stored.OccupiedTimes.ToLookup(c => c.AppointmentId);
        var days = stored.OccupiedDays.ToLookup(c => c.AppointmentId);
        foreach (var a in live.Values)
        {
            var wanted = a.ProviderIds.Select(p => (p, a.StartUtc, a.EndUtc)).Order();
            if (!wanted.SequenceEqual(times[a.Id].Select(c => (c.Owner, c.FromUtc, c.UntilUtc)).Order()))
            {
                yield return $"appointment-without-occupied: {a} has the time occupied [{string.Join(", ", times[a.Id])}]";
            }

            var dates = a.Limited ? new[] { (a.UserId, (DateOnly?)DateOnly.FromDateTime(a.StartUtc)) } : [];
            if (!dates.SequenceEqual(days[a.Id].Select(c => (c.Owner, c.Date))))
            {
                yield return $"appointment-without-occupied: {a} has the day occupied [{string.Join(", ", days[a.Id])}]";
            }
        }
    }

    private static IEnumerable<string> Overlaps(Stored stored) =>
        stored
            .OccupiedTimes.GroupBy(c => c.Owner)
            .SelectMany(provider =>
            {
                var ordered = provider.OrderBy(c => c.FromUtc).ToList();
                return ordered
                    .Zip(ordered.Skip(1))
                    .Where(pair => pair.Second.FromUtc < pair.First.UntilUtc)
                    .Select(pair => $"overlap: {pair.First} and {pair.Second}");
            });

    private static IEnumerable<string> Days(IEnumerable<StoredAppointment> live) =>
        live.Where(a => a.Limited)
            .GroupBy(a => (a.UserId, a.StartUtc.Date))
            .Where(day => day.Count() > 1)
            .Select(day => $"daily-limit: {string.Join(" and ", day)}");

    /// <summary>The index of appointments by provider names each, with its present start, once.</summary>
    private static IEnumerable<string> Index(Stored stored)
    {
        var wanted = stored.Appointments.SelectMany(a => a.ProviderIds.Select(p => (a.Id, p, a.StartUtc))).ToHashSet();
        return stored
            .Index.Where(row => !wanted.Remove(row))
            .Select(row => $"provider-index: {row} is not an appointment's")
            .Concat(wanted.Select(missing => $"provider-index: {missing} is missing"));
    }

    private static IEnumerable<string> Holds(IEnumerable<StoredAppointment> live, int max) =>
        live.Where(a => a.Status == "held")
            .GroupBy(a => a.UserId)
            .Where(user => user.Count() > max)
            .Select(user => $"too-many-holds: {user.Key} has {user.Count()}");
}
