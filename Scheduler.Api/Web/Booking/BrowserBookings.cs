using Microsoft.EntityFrameworkCore;
using Scheduler.Api.Access;
using Scheduler.Api.Appointments;
using Scheduler.Api.Http;
using Scheduler.Data;
using Scheduler.Data.Model;

namespace Scheduler.Api.Web.Booking;

/// <summary>
/// What this browser has held and booked in the last hour, from a cookie: one's own time is not called taken by somebody else.
/// </summary>
internal sealed class BrowserBookings(SchedulerDbContext db, ManageLinks links, CancelAppointment cancel, OperationContext context)
{
    /// <summary>How many are remembered.</summary>
    private const int Most = 5;

    /// <summary>How many times one browser holds at once: as many tabs as anybody books in.</summary>
    private const int MostHolds = 3;

    private const string Name = "own";
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    /// <summary>Those that are still held or confirmed, the latest last.</summary>
    public async Task<IReadOnlyList<Appointment>> LiveAsync(HttpContext http)
    {
        var keys = Read(http);
        if (keys.Count == 0)
        {
            return [];
        }

        var ids = keys.Keys.ToList();
        var nowUtc = context.Now();
        var found = await db.Appointments.AsNoTracking().Where(a => ids.Contains(a.Id)).ToListAsync(http.RequestAborted);
        return [.. found.Where(a => links.Opens(keys[a.Id], a) && a.IsLiveAt(nowUtc)).OrderBy(a => a.CreatedUtc).ThenBy(a => a.Id)];
    }

    /// <summary>Makes room for one more time: gives back the one that it is chosen in place of, and the oldest of too many.</summary>
    /// <param name="instead">Its id, as the page named it to whoever chose; null where none is.</param>
    public async Task MakeRoomAsync(IReadOnlyList<Appointment> live, string? instead, CancellationToken cancellationToken)
    {
        var held = live.Where(a => a.Status == AppointmentStatus.Held).ToList();
        foreach (var (appointment, i) in held.Select((a, i) => (a, i)))
        {
            if (appointment.Id.ToString() == instead || i <= held.Count - MostHolds)
            {
                var actor = context.Actor;
                context.Actor = new Actor(ActorKind.ManageLink, appointment.Id.ToString());
                await cancel.ReleaseAsync(appointment.Id, cancellationToken);
                context.Actor = actor;
            }
        }
    }

    /// <summary>Remembers one more, with those that are still live.</summary>
    public void Remember(HttpContext http, Appointment appointment, IReadOnlyList<Appointment> live)
    {
        var all = live.Where(a => a.Id != appointment.Id).Append(appointment).TakeLast(Most);
        http.Response.Cookies.Append(
            Name,
            string.Join('~', all.Select(a => $"{a.Id:N}.{links.KeyOf(a)}")),
            Cookies.Options(http, lifetime: Lifetime)
        );
    }

    private static Dictionary<Guid, string> Read(HttpContext http)
    {
        var keys = new Dictionary<Guid, string>();
        foreach (var one in (http.Request.Cookies[Name] ?? "").Split('~').Take(Most))
        {
            if (one.Split('.') is [var id, var key] && Guid.TryParseExact(id, "N", out var guid))
            {
                keys[guid] = key;
            }
        }

        return keys;
    }
}
