using Microsoft.EntityFrameworkCore;
using Scheduler.Api.Scheduling;
using Scheduler.Data;
using Scheduler.Data.Model;

namespace Scheduler.Api.Calendars;

/// <summary>A provider's stored hours, whole.</summary>
/// <param name="closed">The dates on which the office is closed.</param>
public sealed class StoredHours(
    Provider provider,
    IReadOnlyList<WeeklyHours> weekly,
    IReadOnlyList<DateHours> dates,
    IReadOnlyList<DateOnly> closed
)
{
    /// <summary>Dates with hours of their own that a provider may have: ten years of them.</summary>
    public const int MaxDates = 3660;

    public Provider Provider => provider;
    public IReadOnlyList<WeeklyHours> Weekly => weekly;

    /// <summary>In order.</summary>
    public IReadOnlyList<DateHours> Dates => dates;
    public ZoneRules Zone { get; } = ZoneRules.Get(provider.TimeZone);

    /// <summary>As the rules read them.</summary>
    public OpenHours OpenHours { get; } =
        new(
            weekly.ToDictionary(h => h.Day, h => HoursText.Parse(h.Ranges)),
            HoursText.WithClosed(dates.ToDictionary(h => h.Date, h => HoursText.Parse(h.Ranges)), closed)
        );

    /// <returns>Null when there is no such provider.</returns>
    public static async Task<StoredHours?> LoadAsync(SchedulerDbContext db, string providerId, CancellationToken cancellationToken)
    {
        var provider = await db.Providers.AsNoTracking().FirstOrDefaultAsync(p => p.Id == providerId, cancellationToken);
        return provider is null
            ? null
            : new StoredHours(
                provider,
                await db.WeeklyHours.AsNoTracking().Where(h => h.ProviderId == providerId).ToListAsync(cancellationToken),
                await db
                    .DateHours.AsNoTracking()
                    .Where(h => h.ProviderId == providerId)
                    .OrderBy(h => h.Date)
                    .ToListAsync(cancellationToken),
                await db.Closures.Select(c => c.Date).ToListAsync(cancellationToken)
            );
    }

    public StoredHours WithWeekly(IReadOnlyDictionary<DayOfWeek, IReadOnlyList<LocalRange>> days) =>
        new(
            provider,
            days.Where(day => day.Value.Count > 0)
                .Select(day => new WeeklyHours
                {
                    ProviderId = provider.Id,
                    Day = day.Key,
                    Ranges = HoursText.Format(day.Value),
                })
                .ToList(),
            dates,
            closed
        );

    /// <param name="changed">By date; null returns a date to the weekly hours.</param>
    public StoredHours WithDates(IReadOnlyDictionary<DateOnly, IReadOnlyList<LocalRange>?> changed) =>
        new(
            provider,
            weekly,
            dates
                .Where(d => !changed.ContainsKey(d.Date))
                .Concat(
                    changed
                        .Where(d => d.Value is not null)
                        .Select(d => new DateHours
                        {
                            ProviderId = provider.Id,
                            Date = d.Key,
                            Ranges = HoursText.Format(d.Value!),
                        })
                )
                .OrderBy(d => d.Date)
                .ToList(),
            closed
        );

    /// <summary>The same hours on the clocks of another zone.</summary>
    public StoredHours Of(Provider changed) => new(changed, weekly, dates, closed);

    /// <summary>The same hours where the office has other closed days.</summary>
    public StoredHours WithClosed(IReadOnlyList<DateOnly> days) => new(provider, weekly, dates, days);

    /// <summary>
    /// Writes these hours in place of <paramref name="old"/>, and makes a new version of their provider:
    /// the database refuses it when there is one already.
    /// </summary>
    public async Task SaveAsync(SchedulerDbContext db, StoredHours old)
    {
        db.Attach(provider);
        provider.Version++;
        // The version first: it decides against any other change at the same instant.
        await db.SaveChangesAsync();
        var gone = old.Dates.Except(dates).Select(d => d.Date).ToList();
        await db.WeeklyHours.Where(h => h.ProviderId == provider.Id).ExecuteDeleteAsync();
        // In pieces: a statement takes a bounded number of parameters.
        foreach (var piece in gone.Chunk(200))
        {
            await db.DateHours.Where(h => h.ProviderId == provider.Id && piece.Contains(h.Date)).ExecuteDeleteAsync();
        }

        db.WeeklyHours.AddRange(
            weekly.Select(h => new WeeklyHours
            {
                ProviderId = h.ProviderId,
                Day = h.Day,
                Ranges = h.Ranges,
            })
        );
        db.DateHours.AddRange(dates.Except(old.Dates));
        await db.SaveChangesAsync();
    }
}
