using Microsoft.EntityFrameworkCore;
using Scheduler.Api.Access;
using Scheduler.Api.Events;
using Scheduler.Api.Scheduling;
using Scheduler.Data;
using Scheduler.Data.Databases;
using Scheduler.Data.Model;

namespace Scheduler.Api.Appointments;

/// <summary>What a change of the office zone came to.</summary>
/// <param name="Former">Null where none was stored.</param>
/// <param name="Appointments">How many appointments have another date, or take other dates, than before.</param>
public sealed record OfficeZoneChange(string? Former, int Appointments);

/// <summary>
/// Counts every appointment by the calendar of another office zone: its date, and the dates that it takes from its user.
/// One transaction; nothing is changed where somebody would have two appointments on one date.
/// </summary>
public sealed class ChangeOfficeZone(WriteQueue writes, OperationContext context)
{
    private const int Batch = 500;

    public Task<Outcome<OfficeZoneChange>> RunAsync(ZoneRules zone, CancellationToken cancellationToken) =>
        writes.RunAsync(db => ChangeAsync(db, zone), cancellationToken);

    private async Task<Outcome<OfficeZoneChange>> ChangeAsync(SchedulerDbContext db, ZoneRules zone)
    {
        // Who books meanwhile waits, and is checked against the new versions of the types afterwards.
        foreach (var id in await db.AppointmentTypes.OrderBy(t => t.Id).Select(t => t.Id).ToListAsync())
        {
            await writes.LockAppointmentTypeAsync(db, id);
        }

        var nowUtc = context.Now();
        await ExpireLapsedAsync(db, nowUtc);
        var types = await db.AppointmentTypes.ToDictionaryAsync(t => t.Id, StringComparer.Ordinal);
        var taken = await TakenDates.ReadAsync(db, types, zone);
        if (TakenDates.Clashes(taken, zone) is { } clashes)
        {
            return clashes;
        }

        var dates = await ReadDatesAsync(db, zone);
        var other = taken.Where(t => !t.Former.ToHashSet().SetEquals(t.Dates)).ToList();
        await StoreDatesAsync(db, dates, nowUtc);
        await TouchAsync(db, [.. other.Select(t => t.AppointmentId).Except(dates.Select(d => d.Id))], nowUtc);
        await TakenDates.StoreAsync(db, other);
        var former = await StoreZoneAsync(db, zone, types.Values, nowUtc);
        return new OfficeZoneChange(former, dates.Select(d => d.Id).Union(other.Select(t => t.AppointmentId)).Count());
    }

    private static async Task ExpireLapsedAsync(SchedulerDbContext db, DateTime nowUtc)
    {
        var lapsed = await db
            .Appointments.Where(a => a.Status == AppointmentStatus.Held && a.HoldExpiresUtc <= nowUtc)
            .Select(a => a.Id)
            .ToListAsync();
        foreach (var ids in lapsed.Chunk(Batch))
        {
            await Transitions.ExpireAsync(db, ids, nowUtc);
        }
    }

    private static async Task<List<(Guid Id, DateOnly Date)>> ReadDatesAsync(SchedulerDbContext db, ZoneRules zone)
    {
        var all = await db
            .Appointments.AsNoTracking()
            .Select(a => new
            {
                a.Id,
                a.StartUtc,
                a.Date,
            })
            .ToListAsync();
        return all.Select(a => (a.Id, Former: a.Date, Date: zone.DateOf(a.StartUtc)))
            .Where(a => a.Date != a.Former)
            .Select(a => (a.Id, a.Date))
            .ToList();
    }

    private static async Task StoreDatesAsync(SchedulerDbContext db, IEnumerable<(Guid Id, DateOnly Date)> dates, DateTime nowUtc)
    {
        foreach (var same in dates.GroupBy(d => d.Date))
        {
            foreach (var ids in same.Select(d => d.Id).Chunk(Batch))
            {
                await db
                    .Appointments.Where(a => ids.Contains(a.Id))
                    .ExecuteUpdateAsync(set =>
                        set.SetProperty(a => a.Date, same.Key)
                            .SetProperty(a => a.Version, a => a.Version + 1)
                            .SetProperty(a => a.UpdatedUtc, nowUtc)
                    );
            }
        }
    }

    private static async Task TouchAsync(SchedulerDbContext db, IEnumerable<Guid> appointmentIds, DateTime nowUtc)
    {
        foreach (var ids in appointmentIds.Chunk(Batch))
        {
            await db
                .Appointments.Where(a => ids.Contains(a.Id))
                .ExecuteUpdateAsync(set => set.SetProperty(a => a.Version, a => a.Version + 1).SetProperty(a => a.UpdatedUtc, nowUtc));
        }
    }

    private async Task<string?> StoreZoneAsync(SchedulerDbContext db, ZoneRules zone, IEnumerable<AppointmentType> types, DateTime nowUtc)
    {
        foreach (var type in types)
        {
            type.Version++;
            db.AddEvent(
                EventRow.Of(
                    EventTypes.AppointmentTypeUpdated,
                    EventSubjects.AppointmentType,
                    type.Id,
                    context.Actor,
                    nowUtc,
                    json =>
                    {
                        json.WriteString("id", type.Id);
                        json.WriteNumber("version", type.Version);
                    }
                )
            );
        }

        var setting = await db.Settings.FirstOrDefaultAsync(s => s.Name == OfficeZone.SettingName);
        var former = setting?.Value;
        if (setting is null)
        {
            db.Add(new Setting { Name = OfficeZone.SettingName, Value = zone.Id });
        }
        else
        {
            setting.Value = zone.Id;
        }

        db.AddEvent(
            EventRow.Of(
                EventTypes.OfficeZoneChanged,
                EventSubjects.Office,
                OfficeZone.SettingName,
                context.Actor,
                nowUtc,
                json =>
                {
                    json.WriteString("timeZone", zone.Id);
                    json.WriteString("previous", former);
                }
            )
        );
        await db.SaveChangesAsync();
        return former;
    }
}
