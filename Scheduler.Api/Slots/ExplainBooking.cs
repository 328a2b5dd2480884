using Scheduler.Api.Access;
using Scheduler.Api.Calendars;
using Scheduler.Data;
using Scheduler.Data.Hot;
using Scheduler.Data.Model;

namespace Scheduler.Api.Slots;

/// <summary>A rule that refuses a booking.</summary>
/// <param name="Overridable">Whether somebody of the office may lift it.</param>
public sealed record ExplainedRefusal(Refusal Refusal, bool Overridable);

/// <summary>Says why a booking would be refused, by the rules that would refuse it.</summary>
public sealed class ExplainBooking(SchedulerDbContext db, OperationContext context)
{
    /// <param name="moving">The appointment that would be moved there; null for a new one.</param>
    /// <returns>Every refusal; none when the booking could be made at this moment.</returns>
    public async Task<Outcome<IReadOnlyList<ExplainedRefusal>>> RunAsync(
        Booking booking,
        CancellationToken cancellationToken,
        Appointment? moving = null
    )
    {
        if (await db.FindAppointmentTypeAsync(booking.AppointmentTypeId, cancellationToken) is not { } type)
        {
            return Refusal.NotFound("appointment type", booking.AppointmentTypeId);
        }

        var engine = new SlotEngine(db, type, booking.Minutes, context.Office, context.Now(), moving);
        var reasons = await engine.ExplainAsync(booking, cancellationToken);
        return reasons.Value is { } refusals
            ? refusals.Select(r => new ExplainedRefusal(Refusal.Of(r), r.MayBeLifted)).ToArray()
            : reasons.Refusal!;
    }
}
