using System.Runtime.InteropServices;
using Scheduler.Api.Scheduling;
using Scheduler.Data;
using Scheduler.Data.Model;
using Scheduler.Data.Prepared;

namespace Scheduler.Api.Calendars;

/// <summary>A provider with the rules' view of its hours and occupied times.</summary>
/// <param name="Busy">Its live occupied times, buffers included.</param>
public sealed record LoadedProvider(Provider Provider, ZoneRules Zone, OpenHours Hours, IReadOnlyList<TimeRange> Busy)
{
    public ProviderCalendar Calendar(TimeRange window, AppointmentType? type) =>
        new(Provider.Id, Zone, Hours.ToUtc(Zone, window), TimeRangeSet.Of(Busy), type is null || Provider.Offers(type));
}

/// <summary>Loads providers with their hours and their live occupied times: one statement whatever the number of providers.</summary>
public static class CalendarReader
{
    /// <summary>The providers of these ids, or all of them, in id order, with all that bears on <paramref name="window"/>. Unknown ids are left out.</summary>
    /// <param name="except">An appointment whose own occupied times do not count: the one that is being moved.</param>
    /// <param name="with">Sent together with the calendar's; also when no provider is named.</param>
    public static async Task<IReadOnlyList<LoadedProvider>> LoadAsync(
        SchedulerDbContext db, IReadOnlyCollection<string>? providerIds, TimeRange window, DateTime nowUtc, CancellationToken cancellationToken, Guid? except = null, params Query[] with)
    {
        if (providerIds is { Count: 0 })
        {
            await db.Prepared.SendAsync(cancellationToken, with);
            return [];
        }

        var ids = providerIds?.ToArray();
        // A zone is at most 14 hours from UTC, so a day more at each side has every local date that the window touches.
        var calendars = db.CalendarsOf(ids, Clamp(window.StartUtc, -1), Clamp(window.EndUtc, 1), window.StartUtc, window.EndUtc, nowUtc, except);
        await db.Prepared.SendAsync(cancellationToken, [calendars, .. with]);

        // Colleagues mostly keep the same hours: they are read, and turned into instants, once.
        var hours = new Dictionary<(string, string), OpenHours>();
        return calendars.Rows.Select(row => new LoadedProvider(row.Provider, ZoneRules.Get(row.Provider.TimeZone), Hours(row), Busy(row))).ToList();

        OpenHours Hours(CalendarRow row) =>
            CollectionsMarshal.GetValueRefOrAddDefault(hours, (row.Week, row.Dates), out _) ??= new OpenHours(HoursText.ParseWeek(row.Week), HoursText.ParseDates(row.Dates));

        static TimeRange[] Busy(CalendarRow row)
        {
            var busy = new TimeRange[row.FromUtc.Length];
            for (var i = 0; i < busy.Length; i++)
            {
                busy[i] = new TimeRange(row.FromUtc[i], row.UntilUtc[i]);
            }

            return busy;
        }
    }

    public static OpenHours Hours(IEnumerable<WeeklyHours> weekly, IEnumerable<DateHours> dates) => new(
        weekly.ToDictionary(h => h.Day, h => HoursText.Parse(h.Ranges)),
        dates.ToDictionary(h => h.Date, h => HoursText.Parse(h.Ranges)));

    private static DateOnly Clamp(DateTime utc, int days) =>
        DateOnly.FromDayNumber(Math.Clamp(DateOnly.FromDateTime(utc).DayNumber + days, DateOnly.MinValue.DayNumber, DateOnly.MaxValue.DayNumber));
}
