using Microsoft.EntityFrameworkCore;
using Scheduler.Api.Access;
using Scheduler.Data;

namespace Scheduler.Api.Appointments;

/// <summary>Reads one appointment.</summary>
public sealed class FindAppointment(SchedulerDbContext db, OperationContext context)
{
    /// <returns>Null when there is none of this id.</returns>
    public async Task<AppointmentState?> RunAsync(string id, CancellationToken cancellationToken) =>
        Guid.TryParse(id, out var guid)
        && await db
            .Appointments.AsNoTracking()
            .OwnOf(db, context.Actor.OnlyProvider)
            .FirstOrDefaultAsync(a => a.Id == guid, cancellationToken)
            is { } appointment
            ? new AppointmentState(appointment, context.Now())
            : null;
}
