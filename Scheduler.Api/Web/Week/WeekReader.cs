using Microsoft.EntityFrameworkCore;
using Scheduler.Api.Availability;
using Scheduler.Api.Calendars;
using Scheduler.Api.Http;
using Scheduler.Api.Scheduling;
using Scheduler.Api.Web.Parts;
using Scheduler.Data;

namespace Scheduler.Api.Web.Week;

/// <summary>Reads a provider's week: the same days as the API's, placed on a wall clock.</summary>
internal sealed class WeekReader(SchedulerDbContext db, TimeProvider clock)
{
    private const int ShownFrom = 8 * 60;
    private const int ShownUntil = 18 * 60;

    /// <summary>What a short appointment takes on the page at the least, so that it can be read and hit.</summary>
    private const int LeastMinutes = 15;

    /// <returns>Null when there is no such provider.</returns>
    public async Task<LoadedProvider?> ProviderAsync(string id, DateOnly? date, CancellationToken cancellationToken)
    {
        var nowUtc = clock.Now();
        var startUtc = date?.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc) ?? nowUtc;
        return RequestErrors.IsId(id)
            ? (await CalendarReader.LoadAsync(db, [id], new TimeRange(startUtc, startUtc.AddDays(8)), nowUtc, cancellationToken)).SingleOrDefault()
            : null;
    }

    public async Task<WeekModel?> ReadAsync(HttpContext http, string id, DateOnly? from, FormState form)
    {
        var nowUtc = clock.Now();
        if (await ProviderAsync(id, from, http.RequestAborted) is not { } provider)
        {
            return null;
        }

        var viewer = Viewer.Of(http, null, provider.Zone);
        var today = viewer.Zone.DateOf(nowUtc);
        var monday = WeekLinks.MondayOf(from ?? today);
        provider = await ProviderAsync(id, monday.AddDays(-1), http.RequestAborted) ?? provider;
        var week = await ReadAvailability.RunAsync(db, provider, monday, monday.AddDays(7), nowUtc, http.RequestAborted);
        var ids = week.Days.Values.SelectMany(d => d.Appointments).Select(a => a.Id).ToList();
        var rows = await db.Appointments.AsNoTracking().Where(a => ids.Contains(a.Id))
            .Join(db.AppointmentTypes, a => a.AppointmentTypeId, t => t.Id, (a, t) => new { a.Id, a.StartUtc, a.EndUtc, t.Name })
            .ToDictionaryAsync(a => a.Id, http.RequestAborted);

        var days = week.Days.OrderBy(d => d.Key).Select(day => new WeekDay(
            day.Key,
            provider.Hours.On(day.Key),
            Lanes(day.Value.Appointments.Where(a => rows.ContainsKey(a.Id)).Select(a => Entry(a, rows[a.Id].StartUtc, rows[a.Id].EndUtc, rows[a.Id].Name, viewer, nowUtc)).ToList()))).ToList();
        var edges = days.SelectMany(d => d.Open.Select(o => (o.StartMinute, o.EndMinute)).Concat(d.Entries.Select(e => (e.StartMinute, e.EndMinute)))).ToList();
        return new WeekModel(
            provider.Provider, viewer, monday, today, days,
            edges.Select(e => e.StartMinute).Append(ShownFrom).Min() / 60 * 60, (edges.Select(e => e.EndMinute).Append(ShownUntil).Max() + 59) / 60 * 60,
            ClockChanges(viewer, monday), form);
    }

    private static WeekEntry Entry(DayAppointment a, DateTime startUtc, DateTime endUtc, string type, Viewer viewer, DateTime nowUtc)
    {
        _ = LocalRange.TryParseTime(a.Start, asEnd: false, out var start);
        _ = LocalRange.TryParseTime(a.End, asEnd: true, out var end);
        // Past midnight, or ending where the clock has gone back: the wall clock does not say how long it is, its length does.
        end = Math.Min(LocalRange.MinutesADay, end > start ? end : start + (int)(endUtc - startUtc).TotalMinutes);
        var name = a.UserName ?? Names.Of(null, a.UserId);
        return new WeekEntry(a.Id, start, Math.Max(end, Math.Min(LocalRange.MinutesADay, start + LeastMinutes)), viewer.Span(startUtc, endUtc) + Again(viewer.Zone, startUtc), a.Status, name, type, endUtc <= nowUtc, 0, 1);
    }

    private static string Again(ZoneRules zone, DateTime startUtc)
    {
        var (date, time) = zone.ToLocal(startUtc);
        return zone.ToUtc(date, (int)time.TotalMinutes) == startUtc ? "" : " (second time)";
    }

    private static List<WeekEntry> Lanes(List<WeekEntry> entries)
    {
        var ends = new List<int>();
        var placed = new List<WeekEntry>();
        foreach (var entry in entries.OrderBy(e => e.StartMinute))
        {
            var lane = ends.FindIndex(end => end <= entry.StartMinute);
            if (lane < 0)
            {
                lane = ends.Count;
                ends.Add(0);
            }

            ends[lane] = entry.EndMinute;
            placed.Add(entry with { Lane = lane });
        }

        return placed.ConvertAll(e => e with { Lanes = Math.Max(1, placed.Where(o => o.StartMinute < e.EndMinute && e.StartMinute < o.EndMinute).Max(o => o.Lane) + 1) });
    }

    private static List<string> ClockChanges(Viewer viewer, DateOnly monday)
    {
        var zone = viewer.Zone;
        var week = new TimeRange(zone.ToUtc(monday, 0), zone.ToUtc(monday.AddDays(7), 0));
        return zone.ClockChanges(week).Select(changeUtc =>
        {
            var before = zone.ToLocal(changeUtc.AddTicks(-1));
            var after = zone.ToLocal(changeUtc);
            var shift = after.Date.ToDateTime(TimeOnly.FromTimeSpan(after.TimeOfDay)) - before.Date.ToDateTime(TimeOnly.FromTimeSpan(before.TimeOfDay));
            var (from, to) = ((int)Math.Round(before.TimeOfDay.TotalMinutes) % LocalRange.MinutesADay, (int)after.TimeOfDay.TotalMinutes);
            return $"On {Viewer.DayName(before.Date)} the clocks go {(shift > TimeSpan.Zero ? "forward" : "back")}: {viewer.Minute(from)} becomes {viewer.Minute(to)}.";
        }).ToList();
    }
}
