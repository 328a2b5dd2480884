using Microsoft.EntityFrameworkCore;
using Scheduler.Api.Access;
using Scheduler.Api.Audit;
using Scheduler.Api.Events;
using Scheduler.Data;
using Scheduler.Data.Databases;
using Scheduler.Data.Hot;
using Scheduler.Data.Model;

namespace Scheduler.Api.Appointments;

/// <summary>
/// Finds the appointment whose manage link is asked for; on demand, ends the links that there are. The audit tells of both.
/// </summary>
public sealed class MakeManageLink(WriteQueue writes, OperationContext context)
{
    /// <param name="replace">Whether the keys of earlier links open nothing from now on.</param>
    public async Task<Outcome<Appointment>> RunAsync(Guid id, bool replace, CancellationToken cancellationToken) =>
        await writes.RunAsync(db => MakeAsync(db, id, replace), cancellationToken) is { } appointment
            ? appointment
            : Refusal.NotFound("appointment", id.ToString());

    private async Task<Appointment?> MakeAsync(SchedulerDbContext db, Guid id, bool replace)
    {
        var own = db.Appointments.AsNoTracking().OwnOf(db, context.Actor.OnlyProvider).Where(a => a.Id == id);
        if (
            (replace && !(await own.AnyAsync() && await Transitions.ReplaceLinkAsync(db, id)))
            || await own.FirstOrDefaultAsync() is not { } appointment
        )
        {
            return null;
        }

        await db.InsertRowsAsync(
            NewRow.Of(
                AuditRow.Of(
                    replace ? AuditActions.LinkReplaced : AuditActions.LinkMade,
                    EventSubjects.Appointment,
                    id.ToString(),
                    context.Actor,
                    context.Now()
                )
            )
        );
        return appointment;
    }
}
