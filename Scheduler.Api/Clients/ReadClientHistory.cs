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
        var appointments = await db
            .Appointments.AsNoTracking()
            .OwnOf(db, context.Actor.OnlyProvider)
            .Where(a => a.UserId == clientId)
            .OrderByDescending(a => a.StartUtc)
            .Take(Most)
            .ToListAsync(cancellationToken);
        var typeIds = appointments.Select(a => a.AppointmentTypeId).Distinct().ToList();
        var names = await db
            .AppointmentTypes.Where(t => typeIds.Contains(t.Id))
            .ToDictionaryAsync(t => t.Id, t => t.Name, cancellationToken);
        var providers = await db.ProvidersOfAsync(appointments, cancellationToken);
        return appointments.ConvertAll(a => new ClientHistoryEntry(
            a,
            names[a.AppointmentTypeId],
            a.ProviderIds.ConvertAll(id => providers[id])
        ));
    }
}
