using Microsoft.EntityFrameworkCore;
using Scheduler.Api.Calendars;
using Scheduler.Api.Http;
using Scheduler.Api.Scheduling;
using Scheduler.Data;
using Scheduler.Data.Hot;
using Scheduler.Data.Model;

namespace Scheduler.Api.Appointments;

/// <summary>The dates that a live appointment takes from its user, for a change of the office zone.</summary>
/// <param name="Former">The dates as they are stored.</param>
/// <param name="Dates">The same in the new zone.</param>
internal sealed record TakenDates(Guid AppointmentId, string UserId, IReadOnlyList<DateOnly> Former, IReadOnlyList<DateOnly> Dates)
{
    private const int Batch = 500;
    private const int MostNamed = 20;

    /// <summary>The dates that live appointments take, as they are stored and as they are in the new zone.</summary>
    /// <param name="nowUtc">Holds that have lapsed by then take none.</param>
    public static async Task<List<TakenDates>> ReadAsync(
        SchedulerDbContext db,
        IReadOnlyDictionary<string, AppointmentType> types,
        ZoneRules zone,
        DateTime nowUtc
    )
    {
        var rows = await db
            .OccupiedDays.AsNoTracking()
            .Where(d => d.LapsesUtc == null || d.LapsesUtc > nowUtc)
            .Join(
                db.Appointments,
                d => d.AppointmentId,
                a => a.Id,
                (d, a) =>
                    new
                    {
                        Day = d,
                        a.StartUtc,
                        a.EndUtc,
                        a.AppointmentTypeId,
                    }
            )
            .ToListAsync();
        return rows.GroupBy(r => r.Day.AppointmentId)
            .Select(days =>
            {
                var first = days.First();
                // Dates that were taken stay taken, though the type may have lost its limit since.
                var rule =
                    types[first.AppointmentTypeId].Policy().DailyLimit is var limit && limit == DailyLimitRule.None
                        ? DailyLimitRule.StartDate
                        : limit;
                var dates = Scheduling.DailyLimit.DatesTaken(rule, new TimeRange(first.StartUtc, first.EndUtc), zone).ToList();
                return new TakenDates(days.Key, first.Day.UserId, days.Select(d => d.Day.Date).ToList(), dates);
            })
            .ToList();
    }

    /// <summary>The refusal where a user would have two appointments on one date; null where nobody would.</summary>
    public static Refusal? Clashes(IEnumerable<TakenDates> taken, ZoneRules zone)
    {
        var clashes = taken
            .SelectMany(t => t.Dates.Select(date => (t.UserId, Date: date, t.AppointmentId)))
            .GroupBy(t => (t.UserId, t.Date))
            .Where(same => same.Skip(1).Any())
            .OrderBy(same => same.Key.Date)
            .ThenBy(same => same.Key.UserId, StringComparer.Ordinal)
            .ToList();
        if (clashes.Count == 0)
        {
            return null;
        }

        var named = clashes
            .Take(MostNamed)
            .Select(same =>
                $"{same.Key.UserId} on {Instants.FormatDate(same.Key.Date)} ({string.Join(", ", same.Select(t => t.AppointmentId))})"
            );
        var more = clashes.Count > MostNamed ? $"; and {clashes.Count - MostNamed} more" : "";
        return new Refusal(
            RefusalType.DailyLimitReached,
            $"By the calendar of {zone.Id} these users would have two appointments on one date: {string.Join("; ", named)}{more}."
        );
    }

    /// <summary>Stores the dates of the new zone in place of those that are stored.</summary>
    public static async Task StoreAsync(SchedulerDbContext db, IReadOnlyList<TakenDates> taken)
    {
        // All are removed before the first is stored: a date may pass from one appointment of a user to another.
        foreach (var ids in taken.Select(t => t.AppointmentId).Chunk(Batch))
        {
            await db.OccupiedDays.Where(d => ids.Contains(d.AppointmentId)).ExecuteDeleteAsync();
        }

        foreach (var batch in taken.Chunk(Batch))
        {
            // Their rows are locked by now: who was cancelled before that, stays without.
            var ids = batch.Select(t => t.AppointmentId).ToList();
            var live = await db
                .Appointments.Where(a =>
                    ids.Contains(a.Id) && (a.Status == AppointmentStatus.Held || a.Status == AppointmentStatus.Confirmed)
                )
                .Select(a => new { a.Id, a.HoldExpiresUtc })
                .ToDictionaryAsync(a => a.Id, a => a.HoldExpiresUtc);
            await db.InsertRowsAsync([
                .. batch
                    .Where(t => live.ContainsKey(t.AppointmentId))
                    .SelectMany(t =>
                        t.Dates.Select(date =>
                            NewRow.Of(
                                new OccupiedDay
                                {
                                    UserId = t.UserId,
                                    Date = date,
                                    AppointmentId = t.AppointmentId,
                                    LapsesUtc = live[t.AppointmentId],
                                }
                            )
                        )
                    ),
            ]);
        }
    }
}
