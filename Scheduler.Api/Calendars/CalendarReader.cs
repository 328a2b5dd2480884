using System.Runtime.InteropServices;
using Scheduler.Api.Scheduling;
using Scheduler.Data;
using Scheduler.Data.Model;
using Scheduler.Data.Prepared;

namespace Scheduler.Api.Calendars;

/// <summary>A provider with the rules' view of its hours and claims.</summary>
/// <param name="Busy">Its live claims, buffers included.</param>
public sealed record LoadedProvider(Provider Provider, ZoneRules Zone, OpenHours Hours, IReadOnlyList<TimeRange> Busy)
{
    public ProviderCalendar Calendar(TimeRange window, AppointmentType? type) =>
        new(Provider.Id, Zone, Hours.ToUtc(Zone, window), TimeRangeSet.Of(Busy), type is null || Provider.Offers(type));
}

/// <summary>Loads providers, their hours and their live claims: three statements whatever the number of providers, sent together.</summary>
public static class CalendarReader
{
    /// <summary>The providers of these ids, or all of them, in id order, with all that bears on <paramref name="window"/>. Unknown ids are left out.</summary>
    /// <param name="except">An appointment whose own claims do not count: the one that is being moved.</param>
    /// <param name="with">Sent together with the calendar's own; also when no provider is named.</param>
    public static async Task<IReadOnlyList<LoadedProvider>> LoadAsync(
        SchedulerDbContext db, IReadOnlyCollection<string>? providerIds, TimeRange window, DateTime nowUtc, CancellationToken cancellationToken, Guid? except = null, params Query[] with)
    {
        if (providerIds is { Count: 0 })
        {
            await db.Prepared.SendAsync(cancellationToken, with);
            return [];
        }

        var ids = providerIds?.ToArray();
        var rows = new Dictionary<string, Rows>(StringComparer.Ordinal);
        var providers = db.Providers(ids);
        // A zone is at most 14 hours from UTC, so a day more at each side has every local date that the window touches.
        var hours = db.OpenHours(ids, Clamp(window.StartUtc, -1), Clamp(window.EndUtc, 1), row => Of(row.ProviderId).Hours.Add(row));
        var claims = db.LiveTimeClaims(ids, window.StartUtc, window.EndUtc, nowUtc, except, (id, fromUtc, untilUtc) => Of(id).Busy.Add(new TimeRange(fromUtc, untilUtc)));
        await db.Prepared.SendAsync(cancellationToken, [providers, hours, claims, .. with]);

        // Colleagues mostly keep the same week: it is read, and turned into instants, once.
        var weeks = new Dictionary<string, OpenHours>(StringComparer.Ordinal);
        return providers.Rows.Select(p => new LoadedProvider(p, ZoneRules.Get(p.TimeZone), Hours(Of(p.Id).Hours), Of(p.Id).Busy)).ToList();

        Rows Of(string id) => CollectionsMarshal.GetValueRefOrAddDefault(rows, id, out _) ??= new Rows([], []);

        OpenHours Hours(List<HoursRow> stored)
        {
            var week = stored.Find(row => row.Date is null).Hours ?? "";
            return stored.TrueForAll(row => row.Date is null)
                ? CollectionsMarshal.GetValueRefOrAddDefault(weeks, week, out _) ??= new OpenHours(HoursText.ParseWeek(week), new Dictionary<DateOnly, IReadOnlyList<LocalRange>>())
                : new OpenHours(HoursText.ParseWeek(week), stored.Where(row => row.Date is not null).ToDictionary(row => row.Date!.Value, row => HoursText.Parse(row.Hours)));
        }
    }

    public static OpenHours Hours(IEnumerable<WeeklyHours> weekly, IEnumerable<DateHours> dates) => new(
        weekly.ToDictionary(h => h.Day, h => HoursText.Parse(h.Ranges)),
        dates.ToDictionary(h => h.Date, h => HoursText.Parse(h.Ranges)));

    private static DateOnly Clamp(DateTime utc, int days) =>
        DateOnly.FromDayNumber(Math.Clamp(DateOnly.FromDateTime(utc).DayNumber + days, DateOnly.MinValue.DayNumber, DateOnly.MaxValue.DayNumber));

    /// <summary>What was found of one provider.</summary>
    private sealed record Rows(List<HoursRow> Hours, List<TimeRange> Busy);
}
