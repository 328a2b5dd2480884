using Microsoft.EntityFrameworkCore;
using Scheduler.Api.Access;
using Scheduler.Api.Appointments;
using Scheduler.Api.Scheduling;
using Scheduler.Data;
using Scheduler.Data.Model;

namespace Scheduler.Api.Web.Booking;

/// <summary>An appointment as whoever booked it sees it.</summary>
public sealed record OwnAppointment(Appointment Appointment, AppointmentType Type, IReadOnlyList<Provider> Providers, Viewer Viewer)
{
    public string? With => Providers.Count == 0 ? null : string.Join(", ", Providers.Select(Names.Of));

    /// <summary>With whom another time is looked for.</summary>
    public string ProviderOrAny => Appointment.ProviderIds.Count > 0 ? Appointment.ProviderIds[0] : Calendars.Booking.Any;

    /// <summary>Whether its holder may still move or cancel it.</summary>
    public bool IsChangeableAt(DateTime nowUtc) => nowUtc < ManageLinkRules.ChangeableUntil(Appointment, Type);
}

/// <summary>Finds the appointment that a link with a key opens.</summary>
internal sealed class OwnAppointments(SchedulerDbContext db, OperationContext context, ManageLinks links)
{
    public const string WrongLink =
        "This link does not open an appointment. Perhaps a part of it is missing, or some time has passed: "
        + "open the whole link that came with the booking again. The browser must take cookies.";

    /// <summary>Finds it with the key that came with the request, and has the browser keep the key for a while longer.</summary>
    /// <returns>Null when there is no such appointment, or the key is not its own: nobody is told which.</returns>
    public async Task<OwnAppointment?> FindAsync(Guid id, HttpContext http, string? tz)
    {
        var row = await db
            .Appointments.AsNoTracking()
            .Where(a => a.Id == id)
            .Select(a => new { Appointment = a, Type = db.AppointmentTypes.First(t => t.Id == a.AppointmentTypeId) })
            .FirstOrDefaultAsync(http.RequestAborted);
        var key = LinkCookie.KeyOf(http, id);
        if (row is null || !links.Opens(key, row.Appointment))
        {
            return null;
        }

        LinkCookie.Set(http, id, key!);
        // Whoever has the link acts as its holder from here on, whatever the page is.
        context.Actor = new Actor(ActorKind.ManageLink, id.ToString());
        var ids = row.Appointment.ProviderIds;
        var providers =
            ids.Count == 0
                ? []
                : await db.Providers.AsNoTracking().Where(p => ids.Contains(p.Id)).OrderBy(p => p.Id).ToListAsync(http.RequestAborted);
        var viewer = Viewer.Of(http, tz, providers.Count > 0 ? ZoneRules.Get(providers[0].TimeZone) : context.Office);
        return new OwnAppointment(row.Appointment, row.Type, providers, viewer);
    }
}
