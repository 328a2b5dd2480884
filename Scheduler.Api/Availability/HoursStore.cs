using Microsoft.EntityFrameworkCore;
using Scheduler.Api.Calendars;
using Scheduler.Api.Scheduling;
using Scheduler.Data;
using Scheduler.Data.Model;

namespace Scheduler.Api.Availability;

/// <summary>A provider's stored hours, whole.</summary>
internal sealed record StoredHours(Provider Provider, List<WeeklyHours> Weekly, List<DateHours> Dates)
{
    public ZoneRules Zone => ZoneRules.Get(Provider.TimeZone);
    public OpenHours OpenHours => CalendarReader.Hours(Weekly, Dates);

    /// <summary>Null when there is no such provider.</summary>
    public static async Task<StoredHours?> LoadAsync(SchedulerDbContext db, string providerId, CancellationToken cancellationToken)
    {
        var provider = await db.Providers.AsNoTracking().FirstOrDefaultAsync(p => p.Id == providerId, cancellationToken);
        return provider is null
            ? null
            : new StoredHours(
                provider,
                await db.WeeklyHours.AsNoTracking().Where(h => h.ProviderId == providerId).ToListAsync(cancellationToken),
                await db.DateHours.AsNoTracking().Where(h => h.ProviderId == providerId).OrderBy(h => h.Date).ToListAsync(cancellationToken));
    }

    public StoredHours WithWeekly(IReadOnlyDictionary<DayOfWeek, IReadOnlyList<LocalRange>> weekly) => this with
    {
        Weekly = weekly.Where(day => day.Value.Count > 0)
            .Select(day => new WeeklyHours { ProviderId = Provider.Id, Day = day.Key, Ranges = HoursText.Format(day.Value) }).ToList(),
    };

    public StoredHours WithDates(IReadOnlyDictionary<DateOnly, IReadOnlyList<LocalRange>?> dates) => this with
    {
        Dates = Dates.Where(d => !dates.ContainsKey(d.Date))
            .Concat(dates.Where(d => d.Value is not null).Select(d => new DateHours { ProviderId = Provider.Id, Date = d.Key, Ranges = HoursText.Format(d.Value!) }))
            .OrderBy(d => d.Date).ToList(),
    };

    /// <summary>Writes these hours in place of <paramref name="old"/>, and makes a new version of their provider: the database refuses it when there is one already.</summary>
    public async Task SaveAsync(SchedulerDbContext db, StoredHours old)
    {
        db.Attach(Provider);
        Provider.Version++;
        // The version first: it decides against any other change at the same instant.
        await db.SaveChangesAsync();
        var dates = old.Dates.Except(Dates).Select(d => d.Date).ToList();
        await db.WeeklyHours.Where(h => h.ProviderId == Provider.Id).ExecuteDeleteAsync();
        // In pieces: a statement takes a bounded number of parameters.
        foreach (var piece in dates.Chunk(200))
        {
            await db.DateHours.Where(h => h.ProviderId == Provider.Id && piece.Contains(h.Date)).ExecuteDeleteAsync();
        }

        db.WeeklyHours.AddRange(Weekly.Select(h => new WeeklyHours { ProviderId = h.ProviderId, Day = h.Day, Ranges = h.Ranges }));
        db.DateHours.AddRange(Dates.Except(old.Dates));
        await db.SaveChangesAsync();
    }

    public HoursResponse Response() => new(
        Provider.TimeZone,
        Weekly.OrderBy(h => ((int)h.Day + 6) % 7)
            .SelectMany(h => HoursText.Parse(h.Ranges).Select(r => new WeeklyRange(HoursParsing.DayName(h.Day), LocalRange.FormatTime(r.StartMinute), LocalRange.FormatTime(r.EndMinute))))
            .ToList(),
        Dates.ToDictionary(h => h.Date, h => (IReadOnlyList<HoursRange>)HoursText.Parse(h.Ranges).Select(HoursRange.Of).ToList()));
}
