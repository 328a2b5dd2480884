using Microsoft.EntityFrameworkCore;
using Scheduler.Api.Access;
using Scheduler.Api.Scheduling;
using Scheduler.Data;
using Scheduler.Data.Model;

namespace Scheduler.Api.Web.Booking;

/// <summary>An appointment as whoever booked it sees it.</summary>
public sealed record OwnAppointment(Appointment Appointment, AppointmentType Type, IReadOnlyList<Provider> Providers, Viewer Viewer)
{
    public string? With => Providers.Count == 0 ? null : string.Join(", ", Providers.Select(Names.Of));
}

/// <summary>Finds the appointment that a link with a key opens.</summary>
internal sealed class OwnAppointments(SchedulerDbContext db, OperationContext context)
{
    public const string WrongLink = "This link does not open an appointment. Perhaps a part of it is missing: copy the whole of it.";

    /// <returns>Null when there is no such appointment, or the key is not its own: nobody is told which.</returns>
    public async Task<OwnAppointment?> FindAsync(Guid id, string? key, HttpContext http, string? tz)
    {
        var row = await db.Appointments.AsNoTracking()
            .Where(a => a.Id == id)
            .Select(a => new { Appointment = a, Type = db.AppointmentTypes.First(t => t.Id == a.AppointmentTypeId) })
            .FirstOrDefaultAsync(http.RequestAborted);
        if (row is null || !Key.Opens(key, row.Appointment.KeyHash))
        {
            return null;
        }

        // Whoever has the link acts as its holder from here on, whatever the page is.
        context.Actor = new Actor(ActorKind.ManageLink, id.ToString());
        var ids = row.Appointment.ProviderIds;
        var providers = ids.Count == 0 ? [] : await db.Providers.AsNoTracking().Where(p => ids.Contains(p.Id)).OrderBy(p => p.Id).ToListAsync(http.RequestAborted);
        var viewer = Viewer.Of(http, tz, providers.Count > 0 ? ZoneRules.Get(providers[0].TimeZone) : context.Office);
        return new OwnAppointment(row.Appointment, row.Type, providers, viewer);
    }
}
