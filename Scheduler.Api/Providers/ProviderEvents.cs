using Scheduler.Api.Access;
using Scheduler.Api.Events;
using Scheduler.Data.Model;

namespace Scheduler.Api.Providers;

/// <summary>The events of a provider: what it offers and where its clock is, never a name or an address.</summary>
internal static class ProviderEvents
{
    public static Event Of(string type, Provider provider, OperationContext context) =>
        EventRow.Of(
            type,
            EventSubjects.Provider,
            provider.Id,
            context.Actor,
            context.Now(),
            json =>
            {
                json.WriteString("id", provider.Id);
                json.WriteString("timeZone", provider.TimeZone);
                if (provider.AppointmentTypes is { } types)
                {
                    json.WriteStartArray("appointmentTypes");
                    types.ForEach(json.WriteStringValue);
                    json.WriteEndArray();
                }
                else
                {
                    json.WriteNull("appointmentTypes");
                }

                json.WriteNumber("version", provider.Version);
            },
            [provider.Id]
        );
}
