using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Scheduler.Api.Access;
using Scheduler.Api.Calendars;
using Scheduler.Data;
using Scheduler.Data.Databases;
using Scheduler.Data.Hot;
using Scheduler.Data.Model;

namespace Scheduler.Api.Appointments;

/// <summary>Books: the rules refuse by courtesy, the database's constraints decide.</summary>
public sealed class BookAppointment(
    IDbContextFactory<SchedulerDbContext> contexts,
    WriteQueue writes,
    Choosers choosers,
    OperationContext context,
    PlanBooking plans,
    RecentUsers recent,
    IOptions<PublicOptions> strangers,
    DatabaseSecret secret,
    BookingMeter meter
)
{
    /// <summary>How often a booking that met a constraint looks again.</summary>
    private const int MaxLooks = 4;

    public async Task<Outcome<AppointmentState>> RunAsync(Booking booking, CancellationToken cancellationToken)
    {
        if (BookingActors.Check(booking, context.Actor) is { } refusal)
        {
            return refusal;
        }

        booking = context.Actor.OnlyProvider is { } own ? booking with { ProviderIds = [own] } : booking;
        using var chooser = booking.AnyProvider ? choosers.Enter() : null;
        var outcome = await BookAsync(booking, spread: chooser is { IsAlone: false }, cancellationToken);
        meter.Count(outcome);
        return outcome;
    }

    /// <param name="spread">See <see cref="SlotEngine.PlaceAsync"/>.</param>
    private async Task<Outcome<AppointmentState>> BookAsync(Booking booking, bool spread, CancellationToken cancellationToken)
    {
        var anew = false;
        for (var looks = 1; ; )
        {
            var look = await plans.RunAsync(
                booking,
                anew,
                leavesDates: looks == 1 && !anew && !recent.Has(booking.UserId),
                spread,
                cancellationToken
            );
            if (look.Value is not { } plan)
            {
                return look.Refusal!;
            }

            var (stored, broken) = await TryAsync(plan, lookForLapsed: looks > 1, cancellationToken);
            if (stored is { } outcome)
            {
                recent.Add(booking.UserId);
                return outcome;
            }

            if (broken == BrokenConstraint.DailyLimit)
            {
                recent.Add(booking.UserId);
            }

            // Somebody was faster, or a lapsed hold stands in the way: the next look says which, and sees a change of hours or policy.
            if (broken is { } constraint && looks++ >= MaxLooks)
            {
                return await plan.RefusalAsync(contexts, constraint, cancellationToken);
            }

            anew = broken is null;
        }
    }

    /// <summary>Stores the booking in the first way that is still there.</summary>
    /// <returns>An outcome; or none, and the constraint in the way, null where the plan itself was overtaken.</returns>
    private async Task<(Outcome<AppointmentState>? Outcome, BrokenConstraint? Broken)> TryAsync(
        BookingPlan plan,
        bool lookForLapsed,
        CancellationToken cancellationToken
    )
    {
        BrokenConstraint? broken = null;
        for (var ways = plan.Ways; ways.Count > 0; ways = await plan.OthersAsync(contexts, ways, cancellationToken))
        {
            try
            {
                return await StoreAsync(plan, ways[0], lookForLapsed, cancellationToken) is { } stored
                    ? (stored, null)
                    : (null, BrokenConstraint.DailyLimit);
            }
            catch (OvertakenException)
            {
                return (null, null);
            }
            catch (Exception e) when (ConstraintViolation.Find(e) is { } found)
            {
                broken = found;
                if (found != BrokenConstraint.NoOverlap)
                {
                    break;
                }
            }
        }

        return (null, broken);
    }

    /// <returns>Null where the write found that a date of the user is taken.</returns>
    private async Task<Outcome<AppointmentState>?> StoreAsync(
        BookingPlan plan,
        Placement way,
        bool lookForLapsed,
        CancellationToken cancellationToken
    )
    {
        var (booking, engine) = (plan.Booking, plan.Engine);
        var appointment = NewAppointment.Of(booking, engine, way);
        var nowUtc = appointment.CreatedUtc;
        var visitor = booking.Visitor;
        var quota = HoldQuota.Of(appointment, visitor?.Address, context.Settings);
        var strange = VisitorQuota.Of(visitor, context, secret, strangers.Value);
        var state = new AppointmentState(appointment, nowUtc);
        if (quota is null && strange is null && !lookForLapsed && appointment.ProviderIds.Count == 0)
        {
            var guard = new BookingGuard(engine.Type.Id, engine.Type.Version, engine.DaysLeftToWrite(booking), nowUtc);
            return await writes.InsertAsync<Outcome<AppointmentState>?>(
                Rows(),
                guard,
                stored: (Outcome<AppointmentState>)state,
                taken: null,
                cancellationToken
            );
        }

        return await writes.RunAsync<Outcome<AppointmentState>>(
            async db =>
            {
                var locked = await writes.LockAsync(
                    db,
                    new BookingLock(engine.Type.Id, appointment.ProviderIds) { Holds = quota?.Holds, Bookings = strange?.Bookings },
                    nowUtc
                );
                if (visitor?.Page is { } sent && await PageBookings.BookedAsync(db, sent, nowUtc, CancellationToken.None) is { } booked)
                {
                    return booked;
                }

                if (locked.TypeVersion != engine.Type.Version || !way.IsStill(locked.ProviderVersions))
                {
                    throw new OvertakenException();
                }

                if ((quota?.Check(locked.LiveHolds, nowUtc) ?? strange?.Check(locked, nowUtc)) is { } refusal)
                {
                    return refusal;
                }

                if (visitor?.Named is { } named)
                {
                    appointment.UserId = await named.ClientAsync(db);
                }

                if (lookForLapsed)
                {
                    await Transitions.ExpireInTheWayAsync(
                        db,
                        appointment.UserId,
                        appointment.ProviderIds,
                        Occupied.Range(appointment),
                        engine.Policy,
                        engine.Office,
                        nowUtc
                    );
                }

                await db.InsertRowsAsync(
                    visitor?.Page is { } page ? [.. Rows(), await PageBookings.RowAsync(db, page, appointment)] : Rows()
                );
                return state;
            },
            cancellationToken
        );

        NewRow[] Rows() =>
            Transitions.Book(
                appointment,
                engine.Policy,
                engine.Office,
                context.Actor,
                booking.Override,
                [.. quota?.Rows(appointment) ?? [], .. strange?.Rows(appointment) ?? []]
            );
    }
}
