using Scheduler.Api.Access;
using Scheduler.Data.Model;

namespace Scheduler.Api.Appointments;

/// <summary>Says what became of a confirmed appointment: the client is here, it is done, the client did not come. Idempotent.</summary>
public sealed class RecordAttendance(ChangeAppointment change, OperationContext context)
{
    /// <param name="attendance">Null takes back what was said.</param>
    public Task<Outcome<AppointmentState>> RunAsync(
        Guid id,
        Attendance? attendance,
        Precondition? precondition,
        CancellationToken cancellationToken
    ) =>
        change.RunAsync(
            id,
            precondition,
            async (db, state) =>
            {
                var refusal = AttendanceRules.Check(state, context.Office);
                if (refusal is null && state.Appointment.Attendance != attendance)
                {
                    await Transitions.AttendAsync(db, state.Appointment, attendance, context.Actor, state.AtUtc);
                }

                return refusal;
            },
            cancellationToken
        );
}
