using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Scheduler.Api.Http;
using Scheduler.Data;
using Scheduler.Data.Databases;
using Scheduler.Data.Model;

namespace Scheduler.Api.Appointments;

/// <summary>Confirms and cancels; each is one step in one transaction, and doing it twice changes nothing more.</summary>
public sealed class ChangeAppointment(WriteQueue writes, TimeProvider clock)
{
    /// <param name="ifMatch">The caller's precondition; null for none.</param>
    public Task<Outcome<Appointment>> ConfirmAsync(Guid id, string? ifMatch, CancellationToken cancellationToken) =>
        ConfirmHoldAsync(id, null, ifMatch, cancellationToken);

    /// <summary>Confirms a hold in the name of the client who its holder has turned out to be: from here on it counts for that client's daily limit.</summary>
    public async Task<Outcome<Appointment>> ConfirmForAsync(Guid id, HoldOwner owner, CancellationToken cancellationToken)
    {
        try
        {
            return await ConfirmHoldAsync(id, owner, null, cancellationToken);
        }
        catch (DbException e) when (ConstraintViolation.Find(e) == BrokenConstraint.DailyLimit)
        {
            return new Refusal(RefusalType.DailyLimitReached, "The user has an appointment on that date.");
        }
    }

    private Task<Outcome<Appointment>> ConfirmHoldAsync(Guid id, HoldOwner? owner, string? ifMatch, CancellationToken cancellationToken) =>
        RunAsync(id, ifMatch, async (db, appointment, nowUtc) =>
        {
            switch (appointment.StatusAt(nowUtc))
            {
                case AppointmentStatus.Confirmed:
                    return null;
                case AppointmentStatus.Cancelled:
                    return Refusal.WrongState("The appointment was cancelled; it cannot be confirmed.", StatusWords.Of(AppointmentStatus.Cancelled));
                case AppointmentStatus.Expired:
                    return new Refusal(RefusalType.HoldExpired, $"The hold ran out at {Instants.FormatInstant(appointment.HoldExpiresUtc!.Value)}.").With("holdExpiresAt", appointment.HoldExpiresUtc);
                default:
                    appointment.Status = AppointmentStatus.Confirmed;
                    appointment.ConfirmedUtc = nowUtc;
                    appointment.HoldExpiresUtc = null;
                    appointment.Version++;
                    if (owner is not null)
                    {
                        await owner.TakeOverAsync(db, appointment, nowUtc);
                    }

                    await db.SaveChangesAsync();
                    await Occupied.ConfirmAsync(db, appointment.Id);
                    await HoldQuota.ReleaseAsync(db, appointment);
                    return null;
            }
        }, cancellationToken);

    /// <inheritdoc cref="ConfirmAsync"/>
    public Task<Outcome<Appointment>> CancelAsync(Guid id, string? reason, string? ifMatch, CancellationToken cancellationToken) =>
        RunAsync(id, ifMatch, async (db, appointment, nowUtc) =>
        {
            switch (appointment.StatusAt(nowUtc))
            {
                case AppointmentStatus.Cancelled:
                    return null;
                case AppointmentStatus.Expired:
                    return Refusal.WrongState("The hold ran out before it was cancelled; its range and its date are free.", StatusWords.Of(AppointmentStatus.Expired));
                default:
                    appointment.Status = AppointmentStatus.Cancelled;
                    appointment.CancelledUtc = nowUtc;
                    appointment.CancelReason = reason;
                    appointment.HoldExpiresUtc = null;
                    appointment.Version++;
                    await db.SaveChangesAsync();
                    await Occupied.ReleaseAsync(db, appointment.Id);
                    await HoldQuota.ReleaseAsync(db, appointment);
                    return null;
            }
        }, cancellationToken);

    private Task<Outcome<Appointment>> RunAsync(
        Guid id, string? ifMatch, Func<SchedulerDbContext, Appointment, DateTime, Task<Refusal?>> step, CancellationToken cancellationToken) =>
        writes.RunVersionedAsync<Outcome<Appointment>>(
            async db =>
            {
                var nowUtc = clock.Now();
                var appointment = await db.Appointments.FirstOrDefaultAsync(a => a.Id == id, CancellationToken.None);
                if (appointment is null)
                {
                    return Refusal.NotFound("appointment", id.ToString());
                }

                if (ETags.Check(ifMatch, AppointmentResponse.ETag(appointment, nowUtc)) is { } failed)
                {
                    return failed;
                }

                return await step(db, appointment, nowUtc) is { } refusal ? refusal : appointment;
            },
            cancellationToken);
}
