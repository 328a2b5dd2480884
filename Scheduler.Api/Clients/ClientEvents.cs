using Scheduler.Api.Access;
using Scheduler.Api.Events;
using Scheduler.Data.Model;

namespace Scheduler.Api.Clients;

/// <summary>The events of a client: its id and version, never a name or a contact.</summary>
internal static class ClientEvents
{
    public static Event Of(string type, Client client, OperationContext context) =>
        EventRow.Of(
            type,
            EventSubjects.Client,
            client.Id,
            context.Actor,
            context.Now(),
            json =>
            {
                json.WriteString("id", client.Id);
                json.WriteNumber("version", client.Version);
            }
        );
}
