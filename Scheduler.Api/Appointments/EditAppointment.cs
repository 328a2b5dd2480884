using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Scheduler.Api.Access;
using Scheduler.Data;
using Scheduler.Data.Databases;
using Scheduler.Data.Model;

namespace Scheduler.Api.Appointments;

/// <summary>Changes an appointment's notes, in any state, or gives a live one to another client.</summary>
public sealed class EditAppointment(ChangeAppointment change, SchedulerDbContext db, OperationContext context)
{
    public async Task<Outcome<AppointmentState>> RunAsync(
        Guid id,
        AppointmentEdit edit,
        Precondition? precondition,
        CancellationToken cancellationToken
    )
    {
        if (edit.Check() is { } refusal)
        {
            return refusal;
        }

        try
        {
            return await change.RunAsync(id, precondition, (db, state) => StepAsync(db, state, edit), cancellationToken);
        }
        catch (Exception e) when (e is DbException or DbUpdateException && ConstraintViolation.Find(e) == BrokenConstraint.DailyLimit)
        {
            var dates = await db
                .OccupiedDays.Where(d => d.AppointmentId == id)
                .OrderBy(d => d.Date)
                .Select(d => d.Date)
                .ToListAsync(cancellationToken);
            return await DailyLimitReached.RefusalAsync(db, edit.UserId.Value!, dates, except: id, cancellationToken);
        }
    }

    private async Task<Refusal?> StepAsync(SchedulerDbContext db, AppointmentState state, AppointmentEdit edit)
    {
        if (edit.UserId.IsSent && edit.UserId.Value != state.Appointment.UserId && Fixed(state) is { } refusal)
        {
            return refusal;
        }

        await Transitions.EditAsync(db, state.Appointment, edit, context.Actor, state.AtUtc);
        return null;
    }

    /// <summary>Why it stays with its client; null where it may pass to another.</summary>
    private static Refusal? Fixed(AppointmentState state) =>
        HoldingClient.Is(state.Appointment.UserId) && state.Status == AppointmentStatus.Held
            ? Refusal.WrongState(
                "The time is held by a visitor who has not said a name yet: it passes to whoever confirms it.",
                StatusWords.Of(state.Status)
            )
        : state.Status is AppointmentStatus.Held or AppointmentStatus.Confirmed ? null
        : Refusal.WrongState($"The appointment is {StatusWords.Of(state.Status)}; it stays with its client.", StatusWords.Of(state.Status));
}
