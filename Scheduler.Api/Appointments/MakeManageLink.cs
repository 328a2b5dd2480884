using Microsoft.EntityFrameworkCore;
using Scheduler.Data;
using Scheduler.Data.Databases;
using Scheduler.Data.Model;

namespace Scheduler.Api.Appointments;

/// <summary>Finds the appointment whose manage link is asked for; on demand, ends the links that there are.</summary>
public sealed class MakeManageLink(SchedulerDbContext db, WriteQueue writes)
{
    /// <param name="replace">Whether the keys of earlier links open nothing from now on.</param>
    public async Task<Outcome<Appointment>> RunAsync(Guid id, bool replace, CancellationToken cancellationToken) =>
        (replace ? await writes.RunAsync(db => ReplaceAsync(db, id), cancellationToken) : await FindAsync(db, id)) is { } appointment
            ? appointment
            : Refusal.NotFound("appointment", id.ToString());

    private static async Task<Appointment?> ReplaceAsync(SchedulerDbContext db, Guid id) =>
        await Transitions.ReplaceLinkAsync(db, id) ? await FindAsync(db, id) : null;

    private static Task<Appointment?> FindAsync(SchedulerDbContext db, Guid id) => db.Appointments.AsNoTracking().FirstOrDefaultAsync(a => a.Id == id);
}
