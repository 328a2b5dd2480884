using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Scheduler.Data;
using Scheduler.Data.Model;

namespace Scheduler.Tests.Chaos;

/// <summary>Reads a database for the checkers.</summary>
public static class StoredReader
{
    public static async Task<Stored> ReadAsync(SchedulerDbContext db)
    {
        // One snapshot: rows that change between two reads would look like half an effect.
        await using var snapshot = await db.Database.BeginTransactionAsync(System.Data.IsolationLevel.Serializable);
        var limited = await db.AppointmentTypes.AsNoTracking().ToDictionaryAsync(t => t.Id, t => t.DailyLimit != DailyLimit.None);
        var appointments = await db.Appointments.AsNoTracking().ToListAsync();
        var days = await db.OccupiedDays.AsNoTracking().ToListAsync();
        var times = await db.OccupiedTimes.AsNoTracking().ToListAsync();
        var index = await db.AppointmentProviders.AsNoTracking().ToListAsync();
        var kept = await db.IdempotencyKeys.AsNoTracking().ToListAsync();
        var events = await db.Events.AsNoTracking().OrderBy(e => e.Id).ToListAsync();
        return new Stored(
            [
                .. appointments.Select(a => new StoredAppointment(
                    a.Id,
                    a.UserId,
                    Word(a.Status),
                    a.StartUtc,
                    a.EndUtc,
                    a.ProviderIds,
                    limited[a.AppointmentTypeId],
                    a.Note,
                    a.Version
                )),
            ],
            [.. days.Select(c => new StoredOccupied(c.AppointmentId, c.UserId, c.Date, default, default))],
            [.. times.Select(c => new StoredOccupied(c.AppointmentId, c.ProviderId, null, c.FromUtc, c.UntilUtc))],
            [.. index.Select(i => (i.AppointmentId, i.ProviderId, i.StartUtc))],
            kept.ToDictionary(k => k.Key, k => Encoding.UTF8.GetString(k.Body)),
            [.. events.Where(e => e.SubjectKind == "appointment").Select(e => Event(e, Place(e)))],
            [.. events.Select(Place)]
        );

        long? Place(Event e) => db.Database.IsSqlite() ? e.Id : e.Number;
    }

    private static StoredEvent Event(Event e, long? place)
    {
        using var data = JsonDocument.Parse(e.Data);
        var json = data.RootElement;
        return new StoredEvent(
            e.Id,
            place,
            e.Type["appointment.".Length..],
            Guid.Parse(e.SubjectId),
            json.GetProperty("version").GetInt32(),
            json.GetProperty("status").GetString()!,
            json.GetProperty("start").GetDateTimeOffset().UtcDateTime,
            json.GetProperty("end").GetDateTimeOffset().UtcDateTime
        );
    }

    private static string Word(AppointmentStatus status) => status.ToString().ToLowerInvariant();
}
