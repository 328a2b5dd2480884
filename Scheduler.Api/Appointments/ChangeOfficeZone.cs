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
/// <param name="Appointments">The appointments that have another date, or take other dates, than before.</param>
public sealed record OfficeZoneChange(string? Former, IReadOnlyList<Guid> Appointments);

/// <summary>
/// Counts every appointment by the calendar of another office zone: its date, and the dates that it takes from its user.
/// One transaction; nothing is changed where somebody would have two appointments on one date.
/// </summary>
public sealed class ChangeOfficeZone(WriteQueue writes, OperationContext context)
{
    private const int Batch = 500;

    public Task<Outcome<OfficeZoneChange>> RunAsync(ZoneRules zone, CancellationToken cancellationToken) =>
        writes.RunAsync(db => StepAsync(db, zone), cancellationToken);

    /// <summary>What it would come to; nothing is stored.</summary>
    public async Task<Outcome<OfficeZoneChange>> PreviewAsync(SchedulerDbContext db, ZoneRules zone, CancellationToken cancellationToken)
    {
        var types = await db.AppointmentTypes.AsNoTracking().ToDictionaryAsync(t => t.Id, StringComparer.Ordinal, cancellationToken);
        var dates = await OfficeDates.ReadAsync(db, types, zone, context.Now());
        return dates.Clash is { } clash
            ? clash
            : new OfficeZoneChange(await db.FindSettingAsync(OfficeZone.SettingName, cancellationToken), dates.Appointments);
    }

    /// <summary>The same as a step of a transaction, before its first write.</summary>
    public async Task<Outcome<OfficeZoneChange>> StepAsync(SchedulerDbContext db, ZoneRules zone)
    {
        // Who books meanwhile waits, and is checked against the new versions of the types afterwards.
        var types = await TypeVersions.LockAsync(writes, db);
        var nowUtc = context.Now();
        await ExpireLapsedAsync(db, nowUtc);
        var changed = await OfficeDates.ReadAsync(db, types, zone, nowUtc);
        if (changed.Clash is { } clash)
        {
            return clash;
        }

        await StoreDatesAsync(db, changed.Dates, nowUtc);
        await TouchAsync(db, [.. changed.Taken.Select(t => t.AppointmentId).Except(changed.Dates.Select(d => d.Id))], nowUtc);
        await TakenDates.StoreAsync(db, changed.Taken);
        var former = await StoreZoneAsync(db, zone, types.Values, nowUtc);
        return new OfficeZoneChange(former, changed.Appointments);
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
        TypeVersions.Renew(db, types, context.Actor, nowUtc);
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

        db.Events.Add(
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
