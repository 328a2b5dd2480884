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
public sealed class RescheduleAppointment(SchedulerDbContext db, WriteQueue writes, OperationContext context, OfficeZone officeZone)
{
    /// <summary>How often a move that met a constraint looks again.</summary>
    private const int MaxLooks = 4;

    /// <param name="minutes">Null: as long as it is now.</param>
    public async Task<Outcome<AppointmentState>> RunAsync(
        Guid id,
        DateTime startUtc,
        int? minutes,
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
            if ((precondition?.Check(state.Version) ?? NotMovable(state)) is { } refused)
            {
                return refused;
            }

            var type = (await db.FindAppointmentTypeAsync(appointment.AppointmentTypeId, cancellationToken))!;
            await officeZone.CheckAsync(db, type, cancellationToken);
            if ((ManageLinkRules.Check(context.Actor, state, type) ?? IntoThePast(state, startUtc)) is { } late)
            {
                return late;
            }

            var length = minutes ?? (int)(appointment.EndUtc - appointment.StartUtc).TotalMinutes;
            var engine = new SlotEngine(db, type, length, context.Office, state.AtUtc, appointment);
            var found = await engine.PlaceAsync(
                new Booking(appointment.UserId, type.Id, appointment.ProviderIds, startUtc, length),
                spread: false,
                cancellationToken
            );
            if (found.Value is not [var way, ..])
            {
                return Told(found.Refusal!);
            }

            try
            {
                return await StoreAsync(
                    appointment,
                    engine,
                    way,
                    new TimeRange(startUtc, startUtc.AddMinutes(length)),
                    lookForLapsed: looks > 1,
                    cancellationToken
                );
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
                            [.. engine.DatesTaken(startUtc)],
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
        TimeRange to,
        bool lookForLapsed,
        CancellationToken cancellationToken
    ) =>
        writes.RunAsync<Outcome<AppointmentState>>(
            async db =>
            {
                var locked = await writes.LockAsync(db, new BookingLock(engine.Type.Id, seen.ProviderIds), engine.NowUtc);
                if (locked.TypeVersion != engine.Type.Version || !way.IsStill(locked.ProviderVersions))
                {
                    throw new OvertakenException();
                }

                // Read anew: the operation may run twice, and only the version that the rules saw may be moved.
                var appointment =
                    await db.Appointments.FirstOrDefaultAsync(a => a.Id == seen.Id && a.Version == seen.Version, CancellationToken.None)
                    ?? throw new DbUpdateConcurrencyException();
                var state = new AppointmentState(appointment, context.Now());
                if ((NotMovable(state) ?? ManageLinkRules.Check(context.Actor, state, engine.Type)) is { } lapsed)
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
            cancellationToken
        );

    /// <summary>
    /// The holder of a link may have booked in the name of somebody else:
    /// it is not said on which other dates that person has an appointment.
    /// </summary>
    private Refusal Told(Refusal refusal) =>
        refusal.Type == RefusalType.DailyLimitReached && context.Actor.Kind == ActorKind.ManageLink ? Refusal.SlotTaken() : refusal;

    /// <summary>A type may allow the past, for an office that writes down what was; the holder of a manage link does not mean it.</summary>
    private Refusal? IntoThePast(AppointmentState state, DateTime startUtc) =>
        context.Actor.Kind == ActorKind.ManageLink && startUtc <= state.AtUtc
            ? Refusal.Of(BookingRefusal.TooSoon(startUtc, state.AtUtc))
            : null;

    private static Refusal? NotMovable(AppointmentState state) =>
        state.Status is AppointmentStatus.Held or AppointmentStatus.Confirmed
            ? null
            : Refusal.WrongState($"The appointment is {StatusWords.Of(state.Status)}; it cannot be moved.", StatusWords.Of(state.Status));
}
