using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Scheduler.Api.Calendars;
using Scheduler.Api.Http;
using Scheduler.Api.Scheduling;
using Scheduler.Data;
using Scheduler.Data.Databases;
using Scheduler.Data.Model;

namespace Scheduler.Api.Appointments;

/// <summary>Moves an appointment in one step: the old range is given up only if the new one is won.</summary>
public sealed class RescheduleAppointment(SchedulerDbContext db, WriteQueue writes, IOptions<SchedulingOptions> options, TimeProvider clock)
{
    private const int MaxAttempts = 4;
    private readonly ZoneRules office = options.Value.Office;

    /// <param name="minutes">Null: as long as it is now.</param>
    public async Task<Outcome<Appointment>> RunAsync(Guid id, DateTime startUtc, int? minutes, string? ifMatch, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var nowUtc = clock.Now();
            var row = await db.Appointments.AsNoTracking()
                .Where(a => a.Id == id)
                .Select(a => new { Appointment = a, Type = db.AppointmentTypes.First(t => t.Id == a.AppointmentTypeId) })
                .FirstOrDefaultAsync(cancellationToken);
            if (row is null)
            {
                return Refusal.NotFound("appointment", id.ToString());
            }

            var (appointment, type) = (row.Appointment, row.Type);
            if (ETags.Check(ifMatch, AppointmentResponse.ETag(appointment, nowUtc)) is { } failed)
            {
                return failed;
            }

            if (!appointment.IsLiveAt(nowUtc))
            {
                var state = StatusWords.Of(appointment.StatusAt(nowUtc));
                return Refusal.WrongState($"The appointment is {state}; it cannot be moved.", state);
            }

            var policy = type.Policy();
            var length = minutes ?? (int)(appointment.EndUtc - appointment.StartUtc).TotalMinutes;
            var booking = new Booking(appointment.UserId, type.Id, appointment.ProviderIds, startUtc, length, null);
            var found = await new Candidates(db, type, policy, office, nowUtc).FindAsync(booking, length, cancellationToken, moving: id);
            if (found.Refusal is not null)
            {
                return found.Refusal;
            }

            try
            {
                return await StoreAsync(appointment, policy, startUtc, startUtc.AddMinutes(length), lookForLapsed: attempt > 1, nowUtc, cancellationToken);
            }
            catch (DbUpdateConcurrencyException)
            {
                // Overtaken by another step on this appointment. However often: each time that other step was done, so this is no standstill.
            }
            catch (Exception e) when (attempt < MaxAttempts && ConstraintViolation.Find(e) is not null)
            {
                // Somebody else's booking was faster, or a lapsed hold stands in the way: look again, and say what is there now.
            }
            catch (Exception e) when (ConstraintViolation.Find(e) is { } broken)
            {
                return broken == BrokenConstraint.DailyLimit
                    ? new Refusal(RefusalType.DailyLimitReached, "The user has an appointment on that date.").With("date", office.DateOf(startUtc))
                    : new Refusal(RefusalType.SlotTaken, "The time was taken by somebody else.").With("alternatives", Array.Empty<object>());
            }
        }
    }

    private Task<Appointment> StoreAsync(
        Appointment seen, AppointmentPolicy policy, DateTime startUtc, DateTime endUtc, bool lookForLapsed, DateTime nowUtc, CancellationToken cancellationToken) =>
        writes.RunAsync(
            async db =>
            {
                await writes.LockAsync(db, seen.ProviderIds);
                // Read anew: the operation may run twice, and only the version that the rules saw may be moved.
                var appointment = await db.Appointments.FirstOrDefaultAsync(a => a.Id == seen.Id && a.Version == seen.Version, CancellationToken.None)
                    ?? throw new DbUpdateConcurrencyException();
                appointment.StartUtc = startUtc;
                appointment.EndUtc = endUtc;
                appointment.Date = office.DateOf(startUtc);
                appointment.Version++;
                // The row first: its version decides against any other step at the same instant.
                await db.SaveChangesAsync(CancellationToken.None);
                await Occupied.ReleaseAsync(db, appointment.Id);
                await db.AppointmentProviders
                    .Where(p => seen.ProviderIds.Contains(p.ProviderId) && p.StartUtc == seen.StartUtc && p.AppointmentId == seen.Id)
                    .ExecuteDeleteAsync(CancellationToken.None);
                if (lookForLapsed)
                {
                    await Occupied.ExpireInTheWayAsync(db, appointment, policy, office, nowUtc);
                }

                await db.Prepared.InsertAsync([.. Occupied.Of(appointment, policy, office)]);
                return appointment;
            },
            cancellationToken);
}
