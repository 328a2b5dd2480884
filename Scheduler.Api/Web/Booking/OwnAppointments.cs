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
    /// <summary>What the page showed on which it was booked; null where no page did.</summary>
    public PageBooking? Page { get; init; }

    public string? With => Providers.Count == 0 ? null : string.Join(", ", Providers.Select(Names.Of));

    /// <summary>With whom another time is looked for.</summary>
    public string ProviderOrAny => Appointment.ProviderIds.Count > 0 ? Appointment.ProviderIds[0] : Calendars.Booking.Any;

    /// <summary>Whether its holder may still move or cancel it.</summary>
    public bool IsChangeableAt(DateTime nowUtc) => nowUtc < ManageLinkRules.ChangeableUntil(Appointment, Type);
}

/// <summary>Finds the appointment that a link with a key opens.</summary>
internal sealed class OwnAppointments(SchedulerDbContext db, OperationContext context, ManageLinks links, PageLanguage language)
{
    /// <summary>The name of the text that says so.</summary>
    public const string WrongLink = "Own.WrongLink";

    /// <summary>Finds it with the key that came with the request, and has the browser keep the key for a while longer.</summary>
    /// <param name="given">The key, where the service has just made it.</param>
    /// <returns>Null when there is no such appointment, or the key is not its own: nobody is told which.</returns>
    public async Task<OwnAppointment?> FindAsync(Guid id, HttpContext http, string? tz, string? given = null)
    {
        var row = await db
            .Appointments.AsNoTracking()
            .Where(a => a.Id == id)
            .Select(a => new
            {
                Appointment = a,
                Type = db.AppointmentTypes.First(t => t.Id == a.AppointmentTypeId),
                Page = db.PageBookings.FirstOrDefault(b => b.AppointmentId == a.Id),
            })
            .FirstOrDefaultAsync(http.RequestAborted);
        var key = given ?? LinkCookie.KeyOf(http, id);
        if (row is null || !links.Opens(key, row.Appointment))
        {
            return null;
        }

        LinkCookie.Set(http, id, key!);
        // What the browser keeps for the Back button would go on to say what was true before.
        http.Response.Headers.CacheControl = "no-store";
        language.Continue(row.Page?.Language);
        // Whoever has the link acts as its holder from here on, whatever the page is.
        context.Actor = new Actor(ActorKind.ManageLink, id.ToString());
        var ids = row.Appointment.ProviderIds;
        var providers =
            ids.Count == 0
                ? []
                : await db.Providers.AsNoTracking().Where(p => ids.Contains(p.Id)).OrderBy(p => p.Id).ToListAsync(http.RequestAborted);
        var viewer = Viewer.Of(
            language.Locale,
            Zones.Present(tz) ?? row.Page?.TimeZone,
            providers.Count > 0 ? ZoneRules.Get(providers[0].TimeZone) : context.Office
        );
        return new OwnAppointment(row.Appointment, row.Type, providers, viewer) { Page = row.Page };
    }
}
