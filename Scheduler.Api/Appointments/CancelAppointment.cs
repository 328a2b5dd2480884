using Microsoft.EntityFrameworkCore;
using Scheduler.Api.Access;
using Scheduler.Data;
using Scheduler.Data.Model;

namespace Scheduler.Api.Appointments;

/// <summary>Cancels an appointment. Cancelling is idempotent.</summary>
public sealed class CancelAppointment(ChangeAppointment change, OperationContext context)
{
    public Task<Outcome<AppointmentState>> RunAsync(
        Guid id,
        string? reason,
        Precondition? precondition,
        CancellationToken cancellationToken
    ) => RunAsync(id, reason, onlyHeld: false, precondition, cancellationToken);

    /// <summary>Gives a hold back. A confirmed appointment stays: somebody may have confirmed it a moment ago.</summary>
    public Task<Outcome<AppointmentState>> ReleaseAsync(Guid id, CancellationToken cancellationToken) =>
        RunAsync(id, null, onlyHeld: true, null, cancellationToken);

    private Task<Outcome<AppointmentState>> RunAsync(
        Guid id,
        string? reason,
        bool onlyHeld,
        Precondition? precondition,
        CancellationToken cancellationToken
    ) =>
        change.RunAsync(
            id,
            precondition,
            async (db, state) =>
            {
                switch (state.Status)
                {
                    case AppointmentStatus.Cancelled:
                        return null;
                    case AppointmentStatus.Expired:
                        return Refusal.WrongState(
                            "The hold ran out before it was cancelled; its range and its date are free.",
                            StatusWords.Of(AppointmentStatus.Expired)
                        );
                    case AppointmentStatus.Confirmed when onlyHeld:
                        return Refusal.WrongState("The appointment is confirmed.", StatusWords.Of(AppointmentStatus.Confirmed));
                    case AppointmentStatus.Confirmed when await TooLateAsync(db, state) is { } late:
                        return late;
                    default:
                        await Transitions.CancelAsync(db, state.Appointment, reason, context.Actor, state.AtUtc);
                        return null;
                }
            },
            cancellationToken
        );

    private async Task<Refusal?> TooLateAsync(SchedulerDbContext db, AppointmentState state) =>
        context.Actor.Kind == ActorKind.ManageLink
            ? ManageLinkRules.Check(
                context.Actor,
                state,
                await db.AppointmentTypes.AsNoTracking().FirstAsync(t => t.Id == state.Appointment.AppointmentTypeId)
            )
            : null;
}
