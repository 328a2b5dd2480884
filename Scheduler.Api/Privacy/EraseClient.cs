using Microsoft.EntityFrameworkCore;
using Scheduler.Api.Access;
using Scheduler.Api.Appointments;
using Scheduler.Api.Clients;
using Scheduler.Api.Events;
using Scheduler.Api.Http;
using Scheduler.Data;
using Scheduler.Data.Databases;
using Scheduler.Data.Hot;
using Scheduler.Data.Model;

namespace Scheduler.Api.Privacy;

/// <summary>
/// Takes out of the database what names or describes a client: appointments ahead are cancelled, and names, contacts,
/// notes and what a search finds are gone, in one transaction. The id stays, with the times of what was: events and audit know no more.
/// </summary>
public sealed class EraseClient(WriteQueue writes, MyLinks links, OperationContext context)
{
    private const int MailsAtOnce = 500;

    /// <param name="reason">Why, for the audit, in which no name may stand.</param>
    public async Task<Outcome<Client>> RunAsync(string id, string? reason, CancellationToken cancellationToken) =>
        !RequestErrors.IsId(id) || HoldingClient.Is(id)
            ? NotFound(id)
            : await writes.RunVersionedAsync(db => EraseAsync(db, id, reason), cancellationToken);

    private async Task<Outcome<Client>> EraseAsync(SchedulerDbContext db, string id, string? reason)
    {
        if (await db.Clients.FirstOrDefaultAsync(c => c.Id == id) is not { } client)
        {
            return NotFound(id);
        }

        if (reason is not null && Names(client).Any(name => reason.Contains(name, StringComparison.OrdinalIgnoreCase)))
        {
            return RequestErrors.Of("reason", "must not name the client: it is kept");
        }

        var nowUtc = context.Now();
        var cancelled = await CancelAheadAsync(db, id, nowUtc);
        await Transitions.EraseTextsAsync(db, id, nowUtc);
        await ForgetMailsAsync(db, client);
        client.FirstName = client.LastName = client.Email = client.Phone = client.TimeZone = null;
        client.StaffNote = client.Language = null;
        client.BirthDate = null;
        client.Tags = null;
        client.Version++;
        await db.SaveChangesAsync();
        await ClientIndex.RemoveAsync(db, id);
        await db.EmptyAnswersAsync(id);
        db.Events.Add(
            EventRow.Of(
                EventTypes.ClientErased,
                EventSubjects.Client,
                id,
                context.Actor,
                nowUtc,
                json =>
                {
                    json.WriteString("id", id);
                    json.WriteNumber("version", client.Version);
                    json.WriteNumber("cancelledAppointments", cancelled);
                    json.WriteString("reason", reason);
                }
            )
        );
        await db.SaveChangesAsync();
        return client;
    }

    private async Task<int> CancelAheadAsync(SchedulerDbContext db, string id, DateTime nowUtc)
    {
        var ahead = await db
            .Appointments.AsNoTracking()
            .Where(a =>
                a.UserId == id && a.EndUtc > nowUtc && (a.Status == AppointmentStatus.Held || a.Status == AppointmentStatus.Confirmed)
            )
            .ToListAsync();
        foreach (var appointment in ahead)
        {
            await Transitions.CancelAsync(db, appointment, null, context.Actor, nowUtc);
        }

        return ahead.Count;
    }

    /// <summary>Mails have the address to which they went; what a provider was sent has the provider's.</summary>
    private async Task ForgetMailsAsync(SchedulerDbContext db, Client client)
    {
        var subjects = await db.Appointments.Where(a => a.UserId == client.Id).Select(a => a.Id).ToListAsync();
        if (client.Email is { } email)
        {
            subjects.Add(links.SubjectOf(email));
        }

        foreach (var some in subjects.Chunk(MailsAtOnce))
        {
            await db.Messages.Where(m => some.Contains(m.AppointmentId) && !m.ToProvider).ExecuteDeleteAsync();
        }
    }

    private static IEnumerable<string> Names(Client client) =>
        new[] { client.FirstName, client.LastName, client.Email, client.Phone }.OfType<string>().Where(name => name.Length > 1);

    private static Refusal NotFound(string id) => Refusal.NotFound("client", id);
}
