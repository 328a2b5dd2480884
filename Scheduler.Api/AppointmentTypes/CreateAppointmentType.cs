using Scheduler.Api.Access;
using Scheduler.Api.Events;
using Scheduler.Api.Http;
using Scheduler.Data.Databases;
using Scheduler.Data.Model;

namespace Scheduler.Api.AppointmentTypes;

/// <summary>Makes an appointment type.</summary>
public sealed class CreateAppointmentType(WriteQueue writes, OperationContext context)
{
    public async Task<Outcome<AppointmentType>> RunAsync(AppointmentTypeDetails details, CancellationToken cancellationToken)
    {
        var errors = new RequestErrors();
        var type = AppointmentTypeRules.Read(details, details.Id ?? Ids.New(context.Now()).ToString(), errors);
        return errors.Any
            ? errors.Refusal
            : await RowWrites.CreateAsync(
                writes,
                type,
                "appointment type",
                type.Id,
                t => AppointmentTypeEvents.Of(EventTypes.AppointmentTypeCreated, t, context),
                cancellationToken
            );
    }
}
