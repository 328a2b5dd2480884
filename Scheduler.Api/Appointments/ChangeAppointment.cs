using Microsoft.EntityFrameworkCore;
using Scheduler.Api.Access;
using Scheduler.Data;
using Scheduler.Data.Databases;
using Scheduler.Data.Hot;
using Scheduler.Data.Model;

namespace Scheduler.Api.Appointments;

/// <summary>One step on one appointment that stands: read and written in one transaction, by one instant.</summary>
public sealed class ChangeAppointment(WriteQueue writes, OperationContext context)
{
    /// <param name="step">Refuses, or makes the transition; where the appointment is already as it should be, neither.</param>
    internal Task<Outcome<AppointmentState>> RunAsync(
        Guid id,
        Precondition? precondition,
        Func<SchedulerDbContext, AppointmentState, Task<Refusal?>> step,
        CancellationToken cancellationToken
    ) =>
        writes.RunVersionedAsync<Outcome<AppointmentState>>(
            async db =>
            {
                var nowUtc = context.Now();
                var found = context.Actor.OnlyProvider is { } own
                    ? await db.Appointments.AsNoTracking().OwnOf(db, own).FirstOrDefaultAsync(a => a.Id == id, CancellationToken.None)
                    : await db.FindAppointmentAsync(id, CancellationToken.None);
                if (found is not { } appointment)
                {
                    return Refusal.NotFound("appointment", id.ToString());
                }

                var state = new AppointmentState(appointment, nowUtc);
                return (precondition?.Check(state.Version) ?? await step(db, state)) is { } refusal ? refusal : state;
            },
            cancellationToken
        );
}
