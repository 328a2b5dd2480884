using Microsoft.EntityFrameworkCore;
using Scheduler.Api.Access;
using Scheduler.Api.Events;
using Scheduler.Data;
using Scheduler.Data.Databases;
using Scheduler.Data.Model;

namespace Scheduler.Api.Appointments;

/// <summary>
/// Makes a new version of every appointment type, for what bears on every booking: each booking compares its type's version
/// under its lock.
/// </summary>
internal static class TypeVersions
{
    /// <summary>
    /// Keeps everybody from booking until the transaction ends, and reads the types. To be called before the first write.
    /// </summary>
    public static async Task<Dictionary<string, AppointmentType>> LockAsync(WriteQueue writes, SchedulerDbContext db)
    {
        foreach (var id in await db.AppointmentTypes.OrderBy(t => t.Id).Select(t => t.Id).ToListAsync())
        {
            await writes.LockAppointmentTypeAsync(db, id);
        }

        return await db.AppointmentTypes.ToDictionaryAsync(t => t.Id, StringComparer.Ordinal);
    }

    /// <summary>With the context's next changes.</summary>
    public static void Renew(SchedulerDbContext db, IEnumerable<AppointmentType> types, Actor actor, DateTime nowUtc)
    {
        foreach (var type in types)
        {
            type.Version++;
            db.Events.Add(
                EventRow.Of(
                    EventTypes.AppointmentTypeUpdated,
                    EventSubjects.AppointmentType,
                    type.Id,
                    actor,
                    nowUtc,
                    json =>
                    {
                        json.WriteString("id", type.Id);
                        json.WriteNumber("version", type.Version);
                    }
                )
            );
        }
    }
}
