using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Scheduler.Api.Access;
using Scheduler.Api.Calendars;
using Scheduler.Api.Http;
using Scheduler.Api.Questions;
using Scheduler.Data;
using Scheduler.Data.Databases;
using Scheduler.Data.Model;

namespace Scheduler.Api.Appointments;

/// <summary>Confirms a held appointment. Confirming is idempotent.</summary>
public sealed class ConfirmAppointment(
    ChangeAppointment change,
    WriteQueue writes,
    OperationContext context,
    OfficeZone officeZone,
    IOptions<PublicOptions> strangers
)
{
    /// <param name="owner">Who its holder says they are, for a hold of the public pages:
    /// from here on it counts for that client's daily limit.</param>
    public async Task<Outcome<AppointmentState>> RunAsync(
        Guid id,
        HoldOwner? owner,
        Precondition? precondition,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await change.RunAsync(id, precondition, (db, state) => StepAsync(db, state, owner), cancellationToken);
        }
        catch (Exception e) when (e is DbException or DbUpdateException && ConstraintViolation.Find(e) == BrokenConstraint.DailyLimit)
        {
            // Whoever types a name and an e-mail may be a stranger to them:
            // it is not said that this person has an appointment on that date.
            return owner is null
                ? new Refusal(RefusalType.DailyLimitReached, "The user has an appointment on that date.")
                : Refusal.SlotTaken();
        }
    }

    private async Task<Refusal?> StepAsync(SchedulerDbContext db, AppointmentState state, HoldOwner? owner)
    {
        switch (state.Status)
        {
            case AppointmentStatus.Confirmed:
                return null;
            case AppointmentStatus.Cancelled:
                return Refusal.WrongState(
                    "The appointment was cancelled; it cannot be confirmed.",
                    StatusWords.Of(AppointmentStatus.Cancelled)
                );
            case AppointmentStatus.Expired:
                var lapsedUtc = state.Appointment.HoldExpiresUtc!.Value;
                return new Refusal(RefusalType.HoldExpired, $"The hold ran out at {Instants.FormatInstant(lapsedUtc)}.").With(
                    "holdExpiresAt",
                    lapsedUtc
                );
            default:
                var passed = owner is null ? default : await PassAsync(db, state, owner);
                if (passed.Refusal is null)
                {
                    await Transitions.ConfirmAsync(db, state.Appointment, passed.Value, context.Actor, state.AtUtc);
                }

                return passed.Refusal;
        }
    }

    /// <summary>The client to whom the hold passes, found or made in the same transaction.</summary>
    private async Task<Outcome<ConfirmedOwner>> PassAsync(SchedulerDbContext db, AppointmentState state, HoldOwner owner)
    {
        var quota = VisitorQuota.Of(null, owner.Visitor.Email, strangers.Value);
        var locked = await writes.LockAsync(
            db,
            new BookingLock(state.Appointment.AppointmentTypeId, []) { Bookings = quota.Bookings },
            state.AtUtc
        );
        if (quota.Check(locked, state.AtUtc) is { } refusal)
        {
            return refusal;
        }

        var type = await db.AppointmentTypes.AsNoTracking().FirstAsync(t => t.Id == state.Appointment.AppointmentTypeId);
        await officeZone.CheckAsync(db, type, CancellationToken.None);
        return QuestionRules.Check(type, owner.Answers) is { } unanswered
            ? unanswered
            : new ConfirmedOwner(await owner.Visitor.ClientAsync(db), owner.Note, type.Policy(), context.Office)
            {
                Answers = StoredQuestions.Write(owner.Answers),
            };
    }
}
