using Scheduler.Api.Access;
using Scheduler.Api.Http;
using Scheduler.Data.Model;

namespace Scheduler.Api.Appointments;

/// <summary>What the holder of a manage link may still do.</summary>
public static class ManageLinkRules
{
    /// <summary>Until when (exclusive) the holder moves or cancels the appointment; never once it has begun.</summary>
    public static DateTime ChangeableUntil(Appointment appointment, AppointmentType type) =>
        appointment.StartUtc.AddMinutes(-type.ChangeUntilMinutes);

    /// <summary>
    /// Why <paramref name="actor"/> may no longer change the appointment; null for everybody but the
    /// holder of a manage link. A hold may always be given back.
    /// </summary>
    public static Refusal? Check(Actor actor, AppointmentState state, AppointmentType type)
    {
        var untilUtc = ChangeableUntil(state.Appointment, type);
        return actor.Kind != ActorKind.ManageLink || state.Status != AppointmentStatus.Confirmed || state.AtUtc < untilUtc
            ? null
            : new Refusal(RefusalType.TooLate, $"The appointment could be changed until {Instants.FormatInstant(untilUtc)}.").With(
                "until",
                untilUtc
            );
    }
}
