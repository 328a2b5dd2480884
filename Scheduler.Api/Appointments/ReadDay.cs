using Microsoft.EntityFrameworkCore;
using Scheduler.Api.Access;
using Scheduler.Data;
using Scheduler.Data.Model;

namespace Scheduler.Api.Appointments;

/// <summary>An appointment of the office's day.</summary>
/// <param name="ProviderId">Null for one that is nobody's in particular.</param>
public sealed record DayEntry(string? ProviderId, AppointmentState State, Client Client, string TypeName);

/// <summary>Reads the live appointments of one date of the office, by provider and start.</summary>
public sealed class ReadDay(SchedulerDbContext db, OperationContext context)
{
    /// <summary>Appointments on one page: beyond it, the week of a provider is the page to look at.</summary>
    private const int Most = 500;

    public async Task<IReadOnlyList<DayEntry>> RunAsync(
        DateOnly date,
        IReadOnlyList<string> providerIds,
        CancellationToken cancellationToken
    )
    {
        var nowUtc = context.Now();
        var (fromUtc, untilUtc) = (context.Office.ToUtc(date, 0), context.Office.ToUtc(date.AddDays(1), 0));
        var nobody = new List<string>();
        var own = context.Actor.OnlyProvider;

        // By provider through their own index; those without a provider by their start.
        var withProvider = db
            .AppointmentProviders.Where(p =>
                providerIds.Contains(p.ProviderId) && (own == null || p.ProviderId == own) && p.StartUtc >= fromUtc && p.StartUtc < untilUtc
            )
            .Join(db.Appointments, p => p.AppointmentId, a => a.Id, (p, a) => new { ProviderId = (string?)p.ProviderId, Appointment = a });
        var without = db
            .Appointments.Where(a => a.StartUtc >= fromUtc && a.StartUtc < untilUtc && a.ProviderIds == nobody)
            .Select(a => new { ProviderId = (string?)null, Appointment = a });
        var entries = new List<DayEntry>();
        foreach (var part in own is null ? new[] { withProvider, without } : [withProvider])
        {
            var found = await part.AsNoTracking()
                .Where(r =>
                    r.Appointment.Status == AppointmentStatus.Confirmed
                    || (r.Appointment.Status == AppointmentStatus.Held && r.Appointment.HoldExpiresUtc > nowUtc)
                )
                .OrderBy(r => r.Appointment.StartUtc)
                .Take(Most)
                .Join(
                    db.Clients,
                    r => r.Appointment.UserId,
                    c => c.Id,
                    (r, c) =>
                        new
                        {
                            r.ProviderId,
                            r.Appointment,
                            Client = c,
                        }
                )
                .Join(
                    db.AppointmentTypes,
                    r => r.Appointment.AppointmentTypeId,
                    t => t.Id,
                    (r, t) =>
                        new
                        {
                            r.ProviderId,
                            r.Appointment,
                            r.Client,
                            Type = t.Name,
                        }
                )
                .ToListAsync(cancellationToken);
            entries.AddRange(found.Select(r => new DayEntry(r.ProviderId, new AppointmentState(r.Appointment, nowUtc), r.Client, r.Type)));
        }

        return [.. entries.OrderBy(e => e.State.Appointment.StartUtc)];
    }
}
