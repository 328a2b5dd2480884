using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Scheduler.Api.Http;
using Scheduler.Api.Scheduling;
using Scheduler.Data;
using Scheduler.Data.Model;

namespace Scheduler.Api.Web.Office;

/// <summary>The office's day: who has whom, and when. Without a provider: those who come to nobody in particular.</summary>
public sealed record TodayModel(Viewer Viewer, DateOnly Date, DateOnly Today, IReadOnlyList<(Provider? Provider, IReadOnlyList<TodayEntry> Entries)> Groups, int Providers);

/// <summary>An appointment of the day.</summary>
public sealed record TodayEntry(Appointment Appointment, string Name, string Type, AppointmentStatus Status, bool IsPast);

/// <summary>The first page: today by provider.</summary>
internal static class TodayEndpoints
{
    /// <summary>Appointments on one page: beyond it, the week of a provider is the page to look at.</summary>
    private const int MaxAppointments = 500;

    public static void MapOffice(this IEndpointRouteBuilder app) => app.MapPage("/", ShowAsync);

    private static async Task<IResult> ShowAsync(string? date, HttpContext http, SchedulerDbContext db, TimeProvider clock, IOptions<SchedulingOptions> options)
    {
        var nowUtc = clock.Now();
        var office = options.Value.Office;
        var today = office.DateOf(nowUtc);
        var day = Week.WeekEndpoints.Day(date) ?? today;
        var (fromUtc, untilUtc) = (office.ToUtc(day, 0), office.ToUtc(day.AddDays(1), 0));
        var providers = await db.Providers.AsNoTracking().OrderBy(p => p.LastName).ThenBy(p => p.FirstName).ToListAsync(http.RequestAborted);
        var ids = providers.ConvertAll(p => p.Id);
        var nobody = new List<string>();

        // By provider through their own index; those without a provider are looked for by their date.
        var withProvider = db.AppointmentProviders.Where(p => ids.Contains(p.ProviderId) && p.StartUtc >= fromUtc && p.StartUtc < untilUtc)
            .Join(db.Appointments, p => p.AppointmentId, a => a.Id, (p, a) => new { ProviderId = (string?)p.ProviderId, Appointment = a });
        var without = db.Appointments.Where(a => a.Date == day && a.ProviderIds == nobody)
            .Select(a => new { ProviderId = (string?)null, Appointment = a });
        var rows = new List<(string? ProviderId, TodayEntry Entry)>();
        foreach (var part in new[] { withProvider, without })
        {
            var found = await part.AsNoTracking()
                .Where(r => r.Appointment.Status == AppointmentStatus.Confirmed || (r.Appointment.Status == AppointmentStatus.Held && r.Appointment.HoldExpiresUtc > nowUtc))
                .OrderBy(r => r.Appointment.StartUtc)
                .Take(MaxAppointments)
                .Join(db.Clients, r => r.Appointment.UserId, c => c.Id, (r, c) => new { r.ProviderId, r.Appointment, Client = c })
                .Join(db.AppointmentTypes, r => r.Appointment.AppointmentTypeId, t => t.Id, (r, t) => new { r.ProviderId, r.Appointment, r.Client, Type = t.Name })
                .ToListAsync(http.RequestAborted);
            rows.AddRange(found.Select(r => (r.ProviderId, new TodayEntry(r.Appointment, Names.Of(r.Client, r.Client.Id), r.Type, r.Appointment.StatusAt(nowUtc), r.Appointment.EndUtc <= nowUtc))));
        }

        var byProvider = rows.OrderBy(r => r.Entry.Appointment.StartUtc).ToLookup(r => r.ProviderId, r => r.Entry);
        var groups = providers.Select(p => ((Provider?)p, (IReadOnlyList<TodayEntry>)byProvider[p.Id].ToList()))
            .Append((null, byProvider[null].ToList()))
            .Where(g => g.Item2.Count > 0)
            .ToList();
        return Pages.Show<TodayPage>(new TodayModel(Viewer.Of(http, null, office), day, today, groups, providers.Count));
    }
}
