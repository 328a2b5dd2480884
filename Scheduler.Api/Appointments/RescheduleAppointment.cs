using Microsoft.EntityFrameworkCore;
using Scheduler.Api.Access;
using Scheduler.Api.Calendars;
using Scheduler.Api.Http;
using Scheduler.Api.Scheduling;
using Scheduler.Data;
using Scheduler.Data.Databases;
using Scheduler.Data.Hot;
using Scheduler.Data.Model;

namespace Scheduler.Api.Appointments;

/// <summary>Moves an appointment in one step: the old range is given up only if the new one is won.</summary>
public sealed class RescheduleAppointment(SchedulerDbContext db, WriteQueue writes, OperationContext context)
{
    /// <summary>How often a move that met a constraint looks again.</summary>
    private const int MaxLooks = 4;

    /// <param name="minutes">Null: as long as it is now.</param>
    public async Task<Outcome<AppointmentState>> RunAsync(Guid id, DateTime startUtc, int? minutes, Precondition? precondition, CancellationToken cancellationToken)
    {
        for (var looks = 1; ;)
        {
            var appointment = await db.Appointments.AsNoTracking().OwnOf(db, context.Actor.OnlyProvider).FirstOrDefaultAsync(a => a.Id == id, cancellationToken);
            if (appointment is null)
            {
                return Refusal.NotFound("appointment", id.ToString());
            }

            var state = new AppointmentState(appointment, context.Now());
            if ((precondition?.Check(state.Version) ?? NotMovable(state)) is { } refused)
            {
                return refused;
            }

            var type = (await db.FindAppointmentTypeAsync(appointment.AppointmentTypeId, cancellationToken))!;
            var length = minutes ?? (int)(appointment.EndUtc - appointment.StartUtc).TotalMinutes;
            var engine = new SlotEngine(db, type, length, context.Office, state.AtUtc, appointment);
            var found = await engine.PlaceAsync(new Booking(appointment.UserId, type.Id, appointment.ProviderIds, startUtc, length), cancellationToken);
            if (found.Value is not [var way, ..])
            {
                return found.Refusal!;
            }

            try
            {
                return await StoreAsync(appointment, engine, way, new TimeRange(startUtc, startUtc.AddMinutes(length)), lookForLapsed: looks > 1, cancellationToken);
            }
            catch (Exception e) when (e is DbUpdateConcurrencyException or OvertakenException)
            {
                // Overtaken by another step on this appointment, or by a change of hours or policy. However often: each time that other
                // step was done, so this is no standstill.
            }
            catch (Exception e) when (ConstraintViolation.Find(e) is { } broken)
            {
                // Somebody else's booking was faster, or a lapsed hold stands in the way: look again, and say what is there now.
                if (looks++ >= MaxLooks)
                {
                    return broken == BrokenConstraint.DailyLimit
                        ? new Refusal(RefusalType.DailyLimitReached, "The user has an appointment on that date.").With("date", context.Office.DateOf(startUtc))
                        : new Refusal(RefusalType.SlotTaken, "The time was taken by somebody else.").With("alternatives", Array.Empty<object>());
                }
            }
        }
    }

    private Task<Outcome<AppointmentState>> StoreAsync(
        Appointment seen, SlotEngine engine, Placement way, TimeRange to, bool lookForLapsed, CancellationToken cancellationToken) =>
        writes.RunAsync<Outcome<AppointmentState>>(
            async db =>
            {
                var locked = await writes.LockAsync(db, new BookingLock(engine.Type.Id, seen.ProviderIds), engine.NowUtc);
                if (locked.TypeVersion != engine.Type.Version || !way.IsStill(locked.ProviderVersions))
                {
                    throw new OvertakenException();
                }

                // Read anew: the operation may run twice, and only the version that the rules saw may be moved.
                var appointment = await db.Appointments.FirstOrDefaultAsync(a => a.Id == seen.Id && a.Version == seen.Version, CancellationToken.None)
                    ?? throw new DbUpdateConcurrencyException();
                var state = new AppointmentState(appointment, context.Now());
                if (NotMovable(state) is { } lapsed)
                {
                    return lapsed;
                }

                if (lookForLapsed)
                {
                    await Transitions.ExpireInTheWayAsync(db, seen.UserId, seen.ProviderIds, to, engine.Policy, engine.Office, state.AtUtc);
                }

                var zone = way.Providers.Count > 0 ? way.Providers[0].Zone : engine.Office;
                await Transitions.MoveAsync(db, appointment, to, zone, engine.Policy, engine.Office, context.Actor, state.AtUtc);
                return state;
            },
            cancellationToken);

    private static Refusal? NotMovable(AppointmentState state) =>
        state.Status is AppointmentStatus.Held or AppointmentStatus.Confirmed
            ? null
            : Refusal.WrongState($"The appointment is {StatusWords.Of(state.Status)}; it cannot be moved.", StatusWords.Of(state.Status));
}
