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
        var row = !RequestErrors.IsId(providerId) || !context.Reaches(providerId) ? null : await db.AppointmentProviders
            .Where(p => p.AppointmentId == appointmentId && p.ProviderId == providerId)
            .Join(db.Appointments, p => p.AppointmentId, a => a.Id, (p, a) => new { p.ProviderId, Appointment = a })
            .Join(db.AppointmentTypes, r => r.Appointment.AppointmentTypeId, t => t.Id, (r, t) => new { r.ProviderId, r.Appointment, Type = t })
            .Join(db.Clients, r => r.Appointment.UserId, c => c.Id, (r, c) => new { r.ProviderId, r.Appointment, r.Type, Client = c })
            .Join(db.Providers, r => r.ProviderId, p => p.Id, (r, p) => new { r.Appointment, r.Type, r.Client, Provider = p })
            .AsNoTracking()
            .FirstOrDefaultAsync(cancellationToken);
        return row is null ? null : new ProviderAppointment(row.Provider, row.Appointment, row.Type, row.Client, nowUtc);
    }
}
