using System.Runtime.InteropServices;
using Scheduler.Api.Scheduling;
using Scheduler.Data.Hot;
using Scheduler.Data.Model;

namespace Scheduler.Api.Calendars;

/// <summary>A provider with the rules' view of its hours and of what is occupied.</summary>
/// <param name="Busy">Its occupied times, buffers included.</param>
public sealed record LoadedProvider(Provider Provider, ZoneRules Zone, OpenHours Hours, IReadOnlyList<TimeRange> Busy)
{
    /// <param name="type">Null: whatever the provider offers.</param>
    public ProviderCalendar Calendar(TimeRange window, AppointmentType? type) =>
        new(Provider.Id, Zone, Hours.ToUtc(Zone, window), TimeRangeSet.Of(Busy), type is null || Provider.Offers(type));

    /// <summary>
    /// Rows as the rules read them. Colleagues mostly keep the same hours: they are read, and turned into instants, once.
    /// </summary>
    public static IReadOnlyList<LoadedProvider> Of(IReadOnlyList<CalendarRow> rows)
    {
        var hours = new Dictionary<(string, string, string), OpenHours>();
        return rows.Select(row => new LoadedProvider(row.Provider, ZoneRules.Get(row.Provider.TimeZone), Hours(row), BusyIn(row))).ToList();

        OpenHours Hours(CalendarRow row) =>
            CollectionsMarshal.GetValueRefOrAddDefault(hours, (row.Week, row.Dates, row.Closed), out _) ??= new OpenHours(
                HoursText.ParseWeek(row.Week),
                HoursText.WithClosed(HoursText.ParseDates(row.Dates), HoursText.ParseClosed(row.Closed))
            );
    }

    private static TimeRange[] BusyIn(CalendarRow row)
    {
        var busy = new TimeRange[row.Occupied.Length];
        for (var i = 0; i < busy.Length; i++)
        {
            var (fromUtc, untilUtc) = row.Occupied[i];
            busy[i] = new TimeRange(fromUtc, untilUtc);
        }

        return busy;
    }
}
