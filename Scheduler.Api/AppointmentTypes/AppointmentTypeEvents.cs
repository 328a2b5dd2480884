using Scheduler.Api.Access;
using Scheduler.Api.Events;
using Scheduler.Data.Model;

namespace Scheduler.Api.AppointmentTypes;

/// <summary>The events of an appointment type: its id and version; its policy is a GET away.</summary>
internal static class AppointmentTypeEvents
{
    public static Event Of(string eventType, AppointmentType type, OperationContext context) =>
        EventRow.Of(
            eventType,
            EventSubjects.AppointmentType,
            type.Id,
            context.Actor,
            context.Now(),
            json =>
            {
                json.WriteString("id", type.Id);
                json.WriteNumber("version", type.Version);
            }
        );
}
