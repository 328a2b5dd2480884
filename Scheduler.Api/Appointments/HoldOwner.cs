using Microsoft.EntityFrameworkCore;
using Scheduler.Data;
using Scheduler.Data.Model;

namespace Scheduler.Api.Appointments;

/// <summary>The client in whose name a hold is confirmed. On the pages a time is held before anybody says who they are.</summary>
/// <param name="UserId">A client that exists.</param>
public sealed record HoldOwner(string UserId, string? Note)
{
    /// <summary>Makes the appointment and its dates this client's. The constraint on dates refuses a second one a day.</summary>
    internal async Task TakeOverAsync(SchedulerDbContext db, Appointment appointment, DateTime nowUtc)
    {
        var dates = await db.OccupiedDays.Where(c => c.AppointmentId == appointment.Id).Select(c => c.Date).ToListAsync();
        var lapsed = await db.OccupiedDays
            .Where(c => c.UserId == UserId && dates.Contains(c.Date) && c.LapsesUtc <= nowUtc)
            .Select(c => c.AppointmentId)
            .ToListAsync();
        if (lapsed.Count > 0)
        {
            await Occupied.ExpireAsync(db, lapsed, nowUtc);
        }

        await db.OccupiedDays.Where(c => c.AppointmentId == appointment.Id).ExecuteUpdateAsync(set => set.SetProperty(c => c.UserId, UserId));
        var entry = db.Entry(appointment);
        var former = appointment.UserId;
        entry.Property(a => a.UserId).CurrentValue = UserId;
        entry.Property(a => a.Note).CurrentValue = Note ?? appointment.Note;
        await db.SaveChangesAsync();
        // Whoever held it under no name has one now: the client that stood for them is nobody.
        await db.Clients
            .Where(c => c.Id == former && c.FirstName == null && c.LastName == null && c.Email == null && !db.Appointments.Any(a => a.UserId == c.Id))
            .ExecuteDeleteAsync();
    }
}
