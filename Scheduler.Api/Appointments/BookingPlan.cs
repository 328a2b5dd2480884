using Microsoft.EntityFrameworkCore;
using Scheduler.Api.Calendars;
using Scheduler.Api.Questions;
using Scheduler.Api.Scheduling;
using Scheduler.Data;

namespace Scheduler.Api.Appointments;

/// <summary>How a booking can be made, as it was at one look; and what is left of that when somebody was faster.</summary>
/// <param name="Ways">In which it can be booked, the best first.</param>
internal sealed record BookingPlan(Booking Booking, SlotEngine Engine, IReadOnlyList<Placement> Ways)
{
    /// <summary>Why a booking is refused before any calendar is looked at; null where it is not.</summary>
    public static Refusal? WhyNot(Booking booking, SlotEngine engine) =>
        // A type may allow the past, for an office that writes down what was; no visitor means it.
        booking.Visitor
            is not null
        && booking.StartUtc <= engine.NowUtc
            ? Refusal.Of(BookingRefusal.TooSoon(booking.StartUtc, engine.NowUtc))
        // On the public pages a time is held before anything is asked.
        : booking.Visitor is { Named: null } ? null
        : QuestionRules.Check(engine.Type, booking.Answers);

    /// <summary>The ways after the first of these, but for those that somebody has taken since the look: in a rush most are gone.</summary>
    public async Task<IReadOnlyList<Placement>> OthersAsync(
        IDbContextFactory<SchedulerDbContext> contexts,
        IReadOnlyList<Placement> ways,
        CancellationToken cancellationToken
    )
    {
        if (ways.Count == 1)
        {
            return [];
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var range = new TimeRange(Booking.StartUtc, Booking.StartUtc.AddMinutes(Engine.Minutes));
        return await Occupied.StillFreeAsync(db, [.. ways.Skip(1)], Engine.Policy.Occupied(range), Engine.NowUtc, cancellationToken);
    }

    /// <summary>The refusal of a booking that was overtaken as often as it looked.</summary>
    public async Task<Refusal> RefusalAsync(
        IDbContextFactory<SchedulerDbContext> contexts,
        BrokenConstraint broken,
        CancellationToken cancellationToken
    )
    {
        switch (broken)
        {
            case BrokenConstraint.NoOverlap:
            // Whoever types a name and an e-mail may be a stranger to them:
            // it is not said that this person has an appointment on that date.
            case BrokenConstraint.DailyLimit when Booking.Visitor is not null:
                return Refusal.SlotTaken();
            case BrokenConstraint.DailyLimit:
                await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
                {
                    return await DailyLimitReached.RefusalAsync(
                        db,
                        Booking.UserId,
                        [.. Engine.DatesTaken(Booking.StartUtc)],
                        except: null,
                        cancellationToken
                    );
                }

            default:
                // The server makes the ids, and a client who is there already is left as it is.
                throw new InvalidOperationException("Two appointments have one id.");
        }
    }
}
