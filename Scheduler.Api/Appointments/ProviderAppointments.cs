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
        var row = !RequestErrors.IsId(providerId) ? null : await db.AppointmentProviders
            .Where(p => p.AppointmentId == appointmentId && p.ProviderId == providerId)
            .Join(db.Appointments.AsNoTracking(), p => p.AppointmentId, a => a.Id, (p, a) => a)
            .Select(a => new
            {
                Appointment = a,
                Type = db.AppointmentTypes.First(t => t.Id == a.AppointmentTypeId),
                Client = db.Clients.FirstOrDefault(c => c.Id == a.UserId),
            })
            .AsNoTracking()
            .FirstOrDefaultAsync(cancellationToken);
        if (row is null)
        {
            return null;
        }

        var provider = await db.Providers.AsNoTracking().FirstAsync(p => p.Id == providerId, cancellationToken);
        return new ProviderAppointment(provider, row.Appointment, row.Type, row.Client, nowUtc);
    }
}
