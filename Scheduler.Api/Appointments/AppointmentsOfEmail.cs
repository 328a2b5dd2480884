using Microsoft.EntityFrameworkCore;
using Scheduler.Data;
using Scheduler.Data.Databases;
using Scheduler.Data.Model;

namespace Scheduler.Api.Appointments;

/// <summary>An appointment of somebody with a certain e-mail address.</summary>
/// <param name="Page">What the page showed on which it was booked; null where no page did.</param>
internal sealed record AppointmentOfEmail(Appointment Appointment, Client Client, PageBooking? Page);

/// <summary>Reads what whoever has an e-mail address has ahead: of all clients with it, as in a family.</summary>
internal static class AppointmentsOfEmail
{
    /// <summary>More than one address has; the rest is found once these are over.</summary>
    private const int Most = 100;

    /// <returns>What is confirmed and not over yet, the first one first.</returns>
    public static async Task<List<AppointmentOfEmail>> AheadAsync(
        SchedulerDbContext db,
        string email,
        DateTime nowUtc,
        CancellationToken cancellationToken
    )
    {
        var stored = BookingsOf.Stored(email);
        // Past the index: the office may have written it with capitals. How often a stranger may ask is bounded.
#pragma warning disable CA1862, CA1304, CA1311, MA0011 // It is SQL's own lower(): no comparison of the platform's is translated.
        var clients = await db
            .Clients.AsNoTracking()
            .Where(c => c.Email != null && c.Email.ToLower() == stored)
            .OrderBy(c => c.Id)
            .Take(Most)
            .ToDictionaryAsync(c => c.Id, cancellationToken);
#pragma warning restore CA1862, CA1304, CA1311, MA0011
        if (clients.Count == 0)
        {
            return [];
        }

        var ids = clients.Keys.ToList();
        var rows = await db
            .Appointments.AsNoTracking()
            .Where(a => ids.Contains(a.UserId) && a.Status == AppointmentStatus.Confirmed && a.EndUtc > nowUtc)
            .OrderBy(a => a.StartUtc)
            .ThenBy(a => a.Id)
            .Take(Most)
            .Select(a => new { Appointment = a, Page = db.PageBookings.FirstOrDefault(b => b.AppointmentId == a.Id) })
            .ToListAsync(cancellationToken);
        return rows.ConvertAll(row => new AppointmentOfEmail(row.Appointment, clients[row.Appointment.UserId], row.Page));
    }

    /// <summary>The tag of the language in which whoever has them is spoken to; null where none of them says it.</summary>
    public static string? LanguageOf(IEnumerable<AppointmentOfEmail> found) =>
        found.Select(a => a.Page?.Language ?? a.Client.Language).FirstOrDefault(tag => tag is not null);
}
