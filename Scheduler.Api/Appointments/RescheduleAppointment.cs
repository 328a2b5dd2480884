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

/// <summary>
/// Moves an appointment to another time, other providers or both, in one step: the old place is given up only if the new one is won.
/// </summary>
public sealed class RescheduleAppointment(SchedulerDbContext db, WriteQueue writes, OperationContext context, OfficeZone officeZone)
{
    /// <summary>How often a move that met a constraint looks again.</summary>
    private const int MaxLooks = 4;

    public async Task<Outcome<AppointmentState>> RunAsync(
        Guid id,
        Move move,
        Precondition? precondition,
        CancellationToken cancellationToken
    )
    {
        for (var looks = 1; ; )
        {
            var appointment = await db
                .Appointments.AsNoTracking()
                .OwnOf(db, context.Actor.OnlyProvider)
                .FirstOrDefaultAsync(a => a.Id == id, cancellationToken);
            if (appointment is null)
            {
                return Refusal.NotFound("appointment", id.ToString());
            }

            var state = new AppointmentState(appointment, context.Now());
            if ((precondition?.Check(state.Version) ?? MoveRules.Check(state, move, context.Actor)) is { } refused)
            {
                return refused;
            }

            var type = (await db.FindAppointmentTypeAsync(appointment.AppointmentTypeId, cancellationToken))!;
            await officeZone.CheckAsync(db, type, cancellationToken);
            if (ManageLinkRules.Check(context.Actor, state, type) is { } late)
            {
                return late;
            }

            var booking = MoveRules.AsBooking(appointment, move, context.Actor);
            var engine = new SlotEngine(db, type, booking.Minutes, context.Office, state.AtUtc, appointment);
            var found = await engine.PlaceAsync(booking, spread: false, cancellationToken);
            if (found.Value is not { Count: > 0 } ways)
            {
                return Told(found.Refusal!);
            }

            // Whoever has the appointment keeps it where anybody will do.
            var way = ways.FirstOrDefault(w => w.ProviderIds.SequenceEqual(appointment.ProviderIds)) ?? ways[0];
            try
            {
                return await StoreAsync(appointment, engine, way, booking, lookForLapsed: looks > 1, cancellationToken);
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
                    return broken == BrokenConstraint.DailyLimit && context.Actor.Kind != ActorKind.ManageLink
                        ? await DailyLimitReached.RefusalAsync(
                            db,
                            appointment.UserId,
                            [.. engine.DatesTaken(booking.StartUtc)],
                            appointment.Id,
                            cancellationToken
                        )
                        : Refusal.SlotTaken();
                }
            }
        }
    }

    private Task<Outcome<AppointmentState>> StoreAsync(
        Appointment seen,
        SlotEngine engine,
        Placement way,
        Booking booking,
        bool lookForLapsed,
        CancellationToken cancellationToken
    ) =>
        writes.RunAsync<Outcome<AppointmentState>>(
            async db =>
            {
                // Those who lose it, too: whoever books what is given up waits for this move, and not the other way round.
                var both = seen.ProviderIds.Union(way.ProviderIds, StringComparer.Ordinal).ToList();
                var locked = await writes.LockAsync(db, new BookingLock(engine.Type.Id, both), engine.NowUtc);
                if (locked.TypeVersion != engine.Type.Version || !way.IsStill(locked.ProviderVersions))
                {
                    throw new OvertakenException();
                }

                // Read anew: the operation may run twice, and only the version that the rules saw may be moved.
                var appointment =
                    await db.FindAppointmentAsync(seen.Id, CancellationToken.None) is { } found && found.Version == seen.Version
                        ? found
                        : throw new DbUpdateConcurrencyException();
                var state = new AppointmentState(appointment, context.Now());
                if ((MoveRules.NotMovable(state) ?? ManageLinkRules.Check(context.Actor, state, engine.Type)) is { } lapsed)
                {
                    return lapsed;
                }

                if (lookForLapsed)
                {
                    await Transitions.ExpireInTheWayAsync(
                        db,
                        seen.UserId,
                        way.ProviderIds,
                        new TimeRange(booking.StartUtc, booking.StartUtc.AddMinutes(engine.Minutes)),
                        engine.Policy,
                        engine.Office,
                        state.AtUtc
                    );
                }

                await Transitions.MoveAsync(db, appointment, engine, way, booking.StartUtc, booking.Override, context.Actor, state.AtUtc);
                return state;
            },
            cancellationToken
        );

    /// <summary>
    /// The holder of a link may have booked in the name of somebody else:
    /// it is not said on which other dates that person has an appointment.
    /// </summary>
    private Refusal Told(Refusal refusal) =>
        refusal.Type == RefusalType.DailyLimitReached && context.Actor.Kind == ActorKind.ManageLink ? Refusal.SlotTaken() : refusal;
}
