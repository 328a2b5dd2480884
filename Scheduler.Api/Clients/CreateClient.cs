using Scheduler.Api.Access;
using Scheduler.Api.Events;
using Scheduler.Data.Databases;
using Scheduler.Data.Model;

namespace Scheduler.Api.Clients;

/// <summary>Registers a client.</summary>
public sealed class CreateClient(WriteQueue writes, OperationContext context)
{
    public async Task<Outcome<Client>> RunAsync(ClientDetails details, CancellationToken cancellationToken)
    {
        if (ClientRules.Check(details) is { } refusal)
        {
            return refusal;
        }

        var nowUtc = context.Now();
        var client = new Client
        {
            Id = details.Id ?? Ids.New(nowUtc).ToString(),
            FirstName = details.FirstName,
            LastName = details.LastName,
            Email = details.Email,
            Phone = details.Phone,
            TimeZone = details.TimeZone,
            StaffNote = details.StaffNote,
            Language = details.Language,
            BirthDate = details.BirthDate,
            Tags = details.Tags?.ToList(),
            CreatedUtc = nowUtc,
        };
        return await RowWrites.CreateAsync(
            writes,
            client,
            "client",
            client.Id,
            c => ClientEvents.Of(EventTypes.ClientCreated, c, context),
            cancellationToken,
            ClientIndex.UpdateAsync
        );
    }
}
