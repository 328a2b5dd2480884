using Scheduler.Api.Appointments;
using Scheduler.Api.Availability;
using Scheduler.Api.Scheduling;
using Scheduler.Api.Web.Parts;

namespace Scheduler.Api.Web.Week;

/// <summary>Reads a provider's week: the same days as the API's, placed on a wall clock.</summary>
internal sealed class WeekReader(ReadAvailability availability)
{
    private const int ShownFrom = 8 * 60;
    private const int ShownUntil = 18 * 60;

    /// <summary>What a short appointment takes on the page at the least, so that it can be read and hit.</summary>
    private const int LeastMinutes = 15;

    /// <param name="from">A date of the week; null: today.</param>
    /// <returns>Null when there is no such provider.</returns>
    public async Task<WeekModel?> ReadAsync(HttpContext http, string id, DateOnly? from, FormState form)
    {
        var monday = from is { } date ? WeekLinks.MondayOf(date) : (DateOnly?)null;
        // Without a date the provider's own today says which week.
        if (await availability.RunAsync(id, monday, monday?.AddDays(7), http.RequestAborted) is not { } week)
        {
            return null;
        }

        var viewer = Viewer.Of(http, null, week.Provider.Zone);
        var today = viewer.Zone.DateOf(week.NowUtc);
        if (monday is not { } first)
        {
            return await ReadAsync(http, id, today, form);
        }

        var days = week
            .Days.Select(day => new WeekDay(
                day.Date,
                day.Open,
                Lanes
                    .Of(day.Appointments.Select(a => Entry(a, viewer, week.NowUtc)), e => (e.StartMinute, e.EndMinute))
                    .ConvertAll(placed => placed.Item with { Lane = placed.Lane, Lanes = placed.Count })
            ))
            .ToList();
        var edges = days.SelectMany(d =>
                d.Open.Select(o => (o.StartMinute, o.EndMinute)).Concat(d.Entries.Select(e => (e.StartMinute, e.EndMinute)))
            )
            .ToList();
        return new WeekModel(
            week.Provider.Provider,
            viewer,
            first,
            today,
            days,
            edges.Select(e => e.StartMinute).Append(ShownFrom).Min() / 60 * 60,
            (edges.Select(e => e.EndMinute).Append(ShownUntil).Max() + 59) / 60 * 60,
            ClockChanges(viewer, first),
            form
        );
    }

    private static WeekEntry Entry(BookedTime booked, Viewer viewer, DateTime nowUtc)
    {
        var (a, start, end) = (booked.Appointment, booked.StartMinute, booked.EndMinute);
        // Past midnight, or ending where the clock has gone back: the wall clock does not say how long it is, its length does.
        end = Math.Min(LocalRange.MinutesADay, end > start ? end : start + (int)(a.EndUtc - a.StartUtc).TotalMinutes);
        return new WeekEntry(
            a.Id,
            start,
            Math.Max(end, Math.Min(LocalRange.MinutesADay, start + LeastMinutes)),
            viewer.Span(a.StartUtc, a.EndUtc) + Again(viewer.Zone, a.StartUtc),
            StatusWords.Of(booked.Status),
            booked.UserName ?? Names.Of(null, a.UserId),
            booked.TypeName,
            a.EndUtc <= nowUtc,
            0,
            1
        );
    }

    private static string Again(ZoneRules zone, DateTime startUtc)
    {
        var (date, time) = zone.ToLocal(startUtc);
        return zone.ToUtc(date, (int)time.TotalMinutes) == startUtc ? "" : " (second time)";
    }

    private static List<string> ClockChanges(Viewer viewer, DateOnly monday)
    {
        var zone = viewer.Zone;
        var week = new TimeRange(zone.ToUtc(monday, 0), zone.ToUtc(monday.AddDays(7), 0));
        return zone.ClockChanges(week)
            .Select(changeUtc =>
            {
                var before = zone.ToLocal(changeUtc.AddTicks(-1));
                var after = zone.ToLocal(changeUtc);
                var shift =
                    after.Date.ToDateTime(TimeOnly.FromTimeSpan(after.TimeOfDay))
                    - before.Date.ToDateTime(TimeOnly.FromTimeSpan(before.TimeOfDay));
                var (from, to) = (
                    (int)Math.Round(before.TimeOfDay.TotalMinutes) % LocalRange.MinutesADay,
                    (int)after.TimeOfDay.TotalMinutes
                );
                var way = shift > TimeSpan.Zero ? "forward" : "back";
                return $"On {Viewer.DayName(before.Date)} the clocks go {way}: {viewer.Minute(from)} becomes {viewer.Minute(to)}.";
            })
            .ToList();
    }
}
