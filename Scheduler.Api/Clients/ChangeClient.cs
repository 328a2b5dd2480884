using Microsoft.EntityFrameworkCore;
using Scheduler.Api.Access;
using Scheduler.Api.Events;
using Scheduler.Api.Http;
using Scheduler.Data.Databases;
using Scheduler.Data.Model;

namespace Scheduler.Api.Clients;

/// <summary>Changes a client's names and contacts.</summary>
public sealed class ChangeClient(WriteQueue writes, OperationContext context)
{
    public async Task<Outcome<Client>> RunAsync(
        string id,
        ClientChanges changes,
        Precondition? precondition,
        CancellationToken cancellationToken
    )
    {
        if (ClientRules.Check(changes) is { } refusal)
        {
            return refusal;
        }

        if (!RequestErrors.IsId(id) || HoldingClient.Is(id))
        {
            return NotFound();
        }

        return await RowWrites.ChangeAsync(
            writes,
            db => db.Clients.FirstOrDefaultAsync(c => c.Id == id),
            c => c.Version,
            precondition,
            (_, client) =>
            {
                client.FirstName = changes.FirstName.Or(client.FirstName);
                client.LastName = changes.LastName.Or(client.LastName);
                client.Email = changes.Email.Or(client.Email);
                client.Phone = changes.Phone.Or(client.Phone);
                client.TimeZone = changes.TimeZone.Or(client.TimeZone);
                client.StaffNote = changes.StaffNote.Or(client.StaffNote);
                client.Language = changes.Language.Or(client.Language);
                client.BirthDate = changes.BirthDate.Or(client.BirthDate);
                client.Tags = changes.Tags.Or(client.Tags)?.ToList();
                client.Version++;
                return Task.FromResult<Refusal?>(null);
            },
            c => ClientEvents.Of(EventTypes.ClientUpdated, c, context),
            NotFound,
            cancellationToken,
            ClientIndex.UpdateAsync
        );

        Refusal NotFound() => Refusal.NotFound("client", id);
    }
}
