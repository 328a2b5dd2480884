using Microsoft.EntityFrameworkCore;
using Scheduler.Api.Access;
using Scheduler.Api.Calendars;
using Scheduler.Data;
using Scheduler.Data.Hot;

namespace Scheduler.Api.Appointments;

/// <summary>What the rules say of a booking now.</summary>
public sealed class PlanBooking(
    IDbContextFactory<SchedulerDbContext> contexts,
    KnownTypes types,
    OfficeZone officeZone,
    OperationContext context
)
{
    /// <remarks>The database's context goes back before the booking waits for its turn to write.</remarks>
    /// <param name="anew">Whether the type is read whatever is remembered of it: a plan by that was overtaken.</param>
    /// <param name="leavesDates">Whether the write may be the one that looks at the user's dates; not where it has refused one.</param>
    /// <param name="spread">See <see cref="SlotEngine.PlaceAsync"/>.</param>
    internal async Task<Outcome<BookingPlan>> RunAsync(
        Booking booking,
        bool anew,
        bool leavesDates,
        bool spread,
        CancellationToken cancellationToken
    )
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (!anew && types.Find(booking.AppointmentTypeId) is { } known)
        {
            // A look at the dates may refuse, and a refusal by what is remembered counts only if that is still so.
            var (plan, seen) = await PlanAsync(db, booking, known, leavesDates, !leavesDates, spread, cancellationToken);
            if (
                plan.Refusal is null
                || (seen ?? await db.FindAppointmentTypeVersionAsync(known.Type.Id, cancellationToken)) == known.Type.Version
            )
            {
                return plan;
            }
        }

        var read = await types.ReadAsync(db, booking.AppointmentTypeId, cancellationToken);
        return (await PlanAsync(db, booking, read, leavesDates, false, spread, cancellationToken)).Plan;
    }

    /// <returns>The plan, and the type's version where the look has read it.</returns>
    private async Task<(Outcome<BookingPlan> Plan, int? SeenVersion)> PlanAsync(
        SchedulerDbContext db,
        Booking booking,
        KnownType? known,
        bool leavesDates,
        bool looksAtVersion,
        bool spread,
        CancellationToken cancellationToken
    )
    {
        if (known is not { Type: var type } || ((booking.Visitor is not null || context.OnlineOnly) && !type.IsPublic))
        {
            return (Refusal.NotFound("appointment type", booking.AppointmentTypeId), null);
        }

        await officeZone.CheckAsync(db, type, cancellationToken);
        var engine = new SlotEngine(db, type, booking.Minutes, context.Office, context.Now())
        {
            OnlineOnly = context.OnlineOnly,
            KnownClosedDays = known.ClosedDays,
            LeavesDatesToWrite = leavesDates,
            LooksAtVersion = looksAtVersion,
        };
        if (BookingPlan.WhyNot(booking, engine) is { } why)
        {
            return (why, null);
        }

        var ways = await engine.PlaceAsync(booking, spread, cancellationToken);
        Outcome<BookingPlan> plan = ways.Refusal is { } refusal ? refusal : new BookingPlan(booking, engine, ways.Value!);
        return (plan, engine.SeenVersion);
    }
}
