using Scheduler.Data;
using Scheduler.Data.Model;

namespace Scheduler.Api.Access;

/// <summary>Which rows are an actor's own. What is not does not exist for it: this stands in the query, never after it.</summary>
/// <remarks>Each takes <see cref="Actor.OnlyProvider"/>: the provider to whom the actor is limited, null for everything.</remarks>
internal static class OwnRows
{
    /// <summary>Appointments with the provider, history included.</summary>
    public static IQueryable<Appointment> OwnOf(this IQueryable<Appointment> appointments, SchedulerDbContext db, string? providerId) =>
        providerId is null
            ? appointments
            : appointments.Where(a =>
                db.AppointmentProviders.Any(p => p.ProviderId == providerId && p.StartUtc == a.StartUtc && p.AppointmentId == a.Id)
            );

    /// <summary>Clients who have, or had, an appointment with the provider.</summary>
    public static IQueryable<Client> OwnOf(this IQueryable<Client> clients, SchedulerDbContext db, string? providerId)
    {
        if (providerId is null)
        {
            return clients;
        }

        var own = db.ClientIdsOf(providerId);
        return clients.Where(c => own.Contains(c.Id));
    }

    /// <inheritdoc cref="OwnOf(IQueryable{Client}, SchedulerDbContext, string?)"/>
    public static IQueryable<ClientName> OwnOf(this IQueryable<ClientName> names, SchedulerDbContext db, string? providerId)
    {
        if (providerId is null)
        {
            return names;
        }

        var own = db.ClientIdsOf(providerId);
        return names.Where(n => own.Contains(n.ClientId));
    }

    /// <summary>What happened in the provider's calendar.</summary>
    public static IQueryable<Event> OwnOf(this IQueryable<Event> events, string? providerId)
    {
        if (providerId is null)
        {
            return events;
        }

        var between = $",{providerId},";
        return events.Where(e => e.ProviderIds != null && e.ProviderIds.Contains(between));
    }

    private static IQueryable<string> ClientIdsOf(this SchedulerDbContext db, string providerId) =>
        db
            .AppointmentProviders.Where(p => p.ProviderId == providerId)
            .Join(db.Appointments, p => p.AppointmentId, a => a.Id, (p, a) => a.UserId);
}
