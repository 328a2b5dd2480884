using Microsoft.EntityFrameworkCore;
using Scheduler.Api.Access;
using Scheduler.Api.Events;
using Scheduler.Api.Http;
using Scheduler.Data;
using Scheduler.Data.Databases;
using Scheduler.Data.Model;

namespace Scheduler.Api.AppointmentTypes;

/// <summary>Changes the policy of an appointment type. Appointments that stand are not touched.</summary>
public sealed class ChangeAppointmentType(WriteQueue writes, OperationContext context)
{
    public async Task<Outcome<AppointmentType>> RunAsync(
        string id,
        AppointmentTypeChanges changes,
        Precondition? precondition,
        CancellationToken cancellationToken
    ) =>
        !RequestErrors.IsId(id)
            ? NotFound(id)
            : await RowWrites.ChangeAsync(
                writes,
                async db =>
                {
                    // Who books meanwhile is checked against the policy as it is now.
                    await writes.LockAppointmentTypeAsync(db, id);
                    return await db.AppointmentTypes.FirstOrDefaultAsync(t => t.Id == id);
                },
                t => t.Version,
                precondition,
                async (db, type) =>
                {
                    var needed = type.ProviderRequired;
                    return AppointmentTypeRules.Apply(changes, type) is { } refusal ? refusal
                        : needed != type.ProviderRequired && await HasLiveAppointmentsAsync(db, id)
                            ? RequestErrors.Of(
                                "provider",
                                "cannot change while appointments of the type lie ahead: they could never be moved"
                            )
                        : null;
                },
                t => AppointmentTypeEvents.Of(EventTypes.AppointmentTypeUpdated, t, context),
                () => NotFound(id),
                cancellationToken
            );

    private Task<bool> HasLiveAppointmentsAsync(SchedulerDbContext db, string id)
    {
        var nowUtc = context.Now();
        return db.Appointments.AnyAsync(a =>
            a.AppointmentTypeId == id
            && a.EndUtc > nowUtc
            && (a.Status == AppointmentStatus.Confirmed || (a.Status == AppointmentStatus.Held && a.HoldExpiresUtc > nowUtc))
        );
    }

    private static Refusal NotFound(string id) => Refusal.NotFound("appointment type", id);
}
