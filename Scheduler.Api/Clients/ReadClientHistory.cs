using Microsoft.EntityFrameworkCore;
using Scheduler.Api.Access;
using Scheduler.Data;
using Scheduler.Data.Model;

namespace Scheduler.Api.Clients;

/// <summary>An appointment in a client's history.</summary>
public sealed record ClientHistoryEntry(Appointment Appointment, string TypeName, IReadOnlyList<Provider> Providers);

/// <summary>Reads a client's appointments, the latest first.</summary>
public sealed class ReadClientHistory(SchedulerDbContext db, OperationContext context)
{
    private const int Most = 200;

    public async Task<IReadOnlyList<ClientHistoryEntry>> RunAsync(string clientId, CancellationToken cancellationToken)
    {
        var rows = await db.Appointments.AsNoTracking().OwnOf(db, context.Actor.OnlyProvider).Where(a => a.UserId == clientId)
            .OrderByDescending(a => a.StartUtc).Take(Most)
            .Join(db.AppointmentTypes, a => a.AppointmentTypeId, t => t.Id, (a, t) => new { Appointment = a, t.Name })
            .ToListAsync(cancellationToken);
        var ids = rows.SelectMany(r => r.Appointment.ProviderIds).Distinct().ToList();
        var providers = await db.Providers.AsNoTracking().Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, cancellationToken);
        return rows.OrderByDescending(r => r.Appointment.StartUtc)
            .Select(r => new ClientHistoryEntry(r.Appointment, r.Name, r.Appointment.ProviderIds.ConvertAll(id => providers[id]))).ToList();
    }
}
