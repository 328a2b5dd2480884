using Microsoft.EntityFrameworkCore;
using Scheduler.Api.Access;
using Scheduler.Api.Http;
using Scheduler.Data;
using Scheduler.Data.Model;

namespace Scheduler.Api.Appointments;

/// <summary>An appointment with all that the office wants to see of it.</summary>
/// <param name="Providers">In the order of the appointment.</param>
public sealed record AppointmentCard(
    Appointment Appointment,
    AppointmentType Type,
    Client Client,
    IReadOnlyList<Provider> Providers,
    DateTime NowUtc
)
{
    public AppointmentStatus Status => Appointment.StatusAt(NowUtc);

    public int Minutes => (int)(Appointment.EndUtc - Appointment.StartUtc).TotalMinutes;
}

/// <summary>Reads one appointment for the office.</summary>
public sealed class ReadCard(SchedulerDbContext db, OperationContext context)
{
    /// <param name="providerId">By way of whom it is asked for; null: of nobody in particular.</param>
    /// <returns>Null where there is no such appointment, or it is not this provider's: whose it is else makes no difference.</returns>
    public async Task<AppointmentCard?> RunAsync(Guid id, string? providerId, CancellationToken cancellationToken)
    {
        if (providerId is not null && (!RequestErrors.IsId(providerId) || !context.Reaches(providerId)))
        {
            return null;
        }

        var row = await db
            .Appointments.AsNoTracking()
            .OwnOf(db, context.Actor.OnlyProvider)
            .OwnOf(db, providerId)
            .Where(a => a.Id == id)
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
        if (row is null)
        {
            return null;
        }

        var providers = await db.ProvidersOfAsync([row.Appointment], cancellationToken);
        return new AppointmentCard(
            row.Appointment,
            row.Type,
            row.Client,
            row.Appointment.ProviderIds.ConvertAll(p => providers[p]),
            context.Now()
        );
    }
}
