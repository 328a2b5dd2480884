using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Scheduler.Api.Access;
using Scheduler.Api.Http;
using Scheduler.Data;
using Scheduler.Data.Model;

namespace Scheduler.Api.Appointments;

/// <summary>Confirms a held appointment. Confirming is idempotent.</summary>
public sealed class ConfirmAppointment(ChangeAppointment change, OperationContext context)
{
    /// <param name="owner">The client who its holder has turned out to be, for a hold of the public pages: from here on it counts for that client's daily limit.</param>
    public async Task<Outcome<AppointmentState>> RunAsync(Guid id, HoldOwner? owner, Precondition? precondition, CancellationToken cancellationToken)
    {
        try
        {
            return await change.RunAsync(id, precondition, (db, state) => StepAsync(db, state, owner), cancellationToken);
        }
        catch (Exception e) when (e is DbException or DbUpdateException && ConstraintViolation.Find(e) == BrokenConstraint.DailyLimit)
        {
            return new Refusal(RefusalType.DailyLimitReached, "The user has an appointment on that date.");
        }
    }

    private async Task<Refusal?> StepAsync(SchedulerDbContext db, AppointmentState state, HoldOwner? owner)
    {
        switch (state.Status)
        {
            case AppointmentStatus.Confirmed:
                return null;
            case AppointmentStatus.Cancelled:
                return Refusal.WrongState("The appointment was cancelled; it cannot be confirmed.", StatusWords.Of(AppointmentStatus.Cancelled));
            case AppointmentStatus.Expired:
                var lapsedUtc = state.Appointment.HoldExpiresUtc!.Value;
                return new Refusal(RefusalType.HoldExpired, $"The hold ran out at {Instants.FormatInstant(lapsedUtc)}.").With("holdExpiresAt", lapsedUtc);
            default:
                await Transitions.ConfirmAsync(db, state.Appointment, owner, context.Actor, state.AtUtc);
                return null;
        }
    }
}
