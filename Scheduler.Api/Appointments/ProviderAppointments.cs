using Microsoft.EntityFrameworkCore;
using Scheduler.Api.Access;
using Scheduler.Api.Http;
using Scheduler.Data;
using Scheduler.Data.Model;

namespace Scheduler.Api.Appointments;

/// <summary>An appointment as one of its providers sees it.</summary>
public sealed record ProviderAppointment(Provider Provider, Appointment Appointment, AppointmentType Type, Client? Client, DateTime NowUtc);

/// <summary>Reads an appointment by way of a provider.</summary>
public sealed class ProviderAppointments(SchedulerDbContext db, OperationContext context)
{
    /// <returns>Null where there is no such appointment of this provider: whose it is else makes no difference.</returns>
    public async Task<ProviderAppointment?> FindAsync(string providerId, Guid appointmentId, CancellationToken cancellationToken)
    {
        var nowUtc = context.Now();
        var row =
            !RequestErrors.IsId(providerId) || !context.Reaches(providerId)
                ? null
                : await db
                    .Appointments.AsNoTracking()
                    .Where(a =>
                        a.Id == appointmentId
                        && db.AppointmentProviders.Any(p =>
                            p.AppointmentId == a.Id && p.ProviderId == providerId && p.StartUtc == a.StartUtc
                        )
                    )
                    .Join(db.AppointmentTypes, a => a.AppointmentTypeId, t => t.Id, (a, t) => new { Appointment = a, Type = t })
                    .Join(
                        db.Clients,
                        r => r.Appointment.UserId,
                        c => c.Id,
                        (r, c) =>
                            new
                            {
                                r.Appointment,
                                r.Type,
                                Client = c,
                            }
                    )
                    .FirstOrDefaultAsync(cancellationToken);
        return row is null
            ? null
            : new ProviderAppointment(
                await db.Providers.AsNoTracking().FirstAsync(p => p.Id == providerId, cancellationToken),
                row.Appointment,
                row.Type,
                row.Client,
                nowUtc
            );
    }
}
