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
/// Moves several appointments in one step, all or none. All give up their places before any takes a new one, so that two may swap.
/// </summary>
public sealed class MoveAppointments(SchedulerDbContext db, WriteQueue writes, OperationContext context, OfficeZone officeZone)
{
    /// <summary>Moves in one step: few enough that whoever else books does not wait for it.</summary>
    public const int Most = 100;

    /// <summary>How often a step that met a constraint looks again.</summary>
    private const int MaxLooks = 4;

    /// <param name="moves">By appointment, with a start and named providers.</param>
    /// <returns>The appointments in the order of the moves.</returns>
    public async Task<Outcome<IReadOnlyList<AppointmentState>>> RunAsync(
        OrderedDictionary<Guid, Move> moves,
        CancellationToken cancellationToken
    )
    {
        for (var looks = 1; ; )
        {
            var seen = await OwnAsync(db, moves.Keys, cancellationToken);
            if (moves.Keys.Where(id => !seen.ContainsKey(id)).Take(1).ToList() is [var unknown])
            {
                return Refusal.NotFound("appointment", unknown.ToString());
            }

            var under = new Progress();
            try
            {
                return await writes.RunAsync(db => StoreAsync(db, moves, seen, looks > 1, under), cancellationToken);
            }
            catch (MovesRefusedException e)
            {
                return MoveRefusal.OfAll(e.Refusals, moves.Count);
            }
            catch (Exception e) when (e is DbUpdateConcurrencyException or OvertakenException)
            {
                // Overtaken by another step on one of them. However often: each time that other step was done, so this is no standstill.
            }
            catch (Exception e) when (ConstraintViolation.Find(e) is { } broken)
            {
                // A client booked a date of his meanwhile, or a lapsed hold stands in the way: look again, and say what is there now.
                if (looks++ >= MaxLooks)
                {
                    var type = broken == BrokenConstraint.DailyLimit ? RefusalType.DailyLimitReached : RefusalType.SlotTaken;
                    return MoveRefusal.OfAll([MoveRefusal.Of(under.Id, new Refusal(type, "Somebody else was faster."))], moves.Count);
                }
            }
        }
    }

    private async Task<Outcome<IReadOnlyList<AppointmentState>>> StoreAsync(
        SchedulerDbContext db,
        OrderedDictionary<Guid, Move> moves,
        IReadOnlyDictionary<Guid, Appointment> seen,
        bool lookForLapsed,
        Progress under
    )
    {
        await LockAsync(db, moves, seen);
        var nowUtc = context.Now();
        var appointments = await OwnAsync(db, moves.Keys, CancellationToken.None);
        if (appointments.Count < seen.Count || appointments.Values.Any(a => a.Version != seen[a.Id].Version))
        {
            throw new OvertakenException();
        }

        var refusals = new Dictionary<Guid, MoveRefusal>();
        foreach (var (id, move) in moves)
        {
            if (MoveRules.Check(new AppointmentState(appointments[id], nowUtc), move, context.Actor) is { } refusal)
            {
                refusals[id] = MoveRefusal.Of(id, refusal);
            }

            await db.FreeOccupiedAsync(id);
        }

        var types = await TypesAsync(db, appointments.Values);
        // One order for all who move several: two of them that wait for each other's clients would be a deadlock.
        foreach (var (id, move) in moves.OrderBy(m => appointments[m.Key].UserId, StringComparer.Ordinal).ThenBy(m => m.Value.StartUtc))
        {
            under.Id = id;
            if (
                !refusals.ContainsKey(id)
                && await MoveAsync(db, appointments[id], types[appointments[id].AppointmentTypeId], move, nowUtc, lookForLapsed)
                    is { } refusal
            )
            {
                refusals[id] = MoveRefusal.Of(id, refusal);
            }
        }

        return refusals.Count == 0
            ? moves.Keys.Select(id => new AppointmentState(appointments[id], nowUtc)).ToArray()
            : throw new MovesRefusedException([.. moves.Keys.Where(refusals.ContainsKey).Select(id => refusals[id])]);
    }

    /// <summary>
    /// Under the lock nobody else changes these providers, their hours or the types: what is read from here on is what is written.
    /// </summary>
    private async Task LockAsync(SchedulerDbContext db, OrderedDictionary<Guid, Move> moves, IReadOnlyDictionary<Guid, Appointment> seen)
    {
        IReadOnlyCollection<string> providers =
        [
            .. seen.Values.SelectMany(a => a.ProviderIds).Union(moves.Values.SelectMany(m => m.ProviderIds ?? []), StringComparer.Ordinal),
        ];
        foreach (var typeId in seen.Values.Select(a => a.AppointmentTypeId).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            await writes.LockAsync(db, new BookingLock(typeId, providers), context.Now());
            providers = [];
        }
    }

    private async Task<Dictionary<string, AppointmentType>> TypesAsync(SchedulerDbContext db, IEnumerable<Appointment> appointments)
    {
        var ids = appointments.Select(a => a.AppointmentTypeId).Distinct(StringComparer.Ordinal).ToList();
        var types = await db.AppointmentTypes.AsNoTracking().Where(t => ids.Contains(t.Id)).ToDictionaryAsync(t => t.Id);
        foreach (var type in types.Values)
        {
            await officeZone.CheckAsync(db, type, CancellationToken.None);
        }

        return types;
    }

    private async Task<Refusal?> MoveAsync(
        SchedulerDbContext db,
        Appointment appointment,
        AppointmentType type,
        Move move,
        DateTime nowUtc,
        bool lookForLapsed
    )
    {
        var booking = MoveRules.AsBooking(appointment, move, context.Actor);
        var engine = new SlotEngine(db, type, booking.Minutes, context.Office, nowUtc, appointment);
        var found = await engine.PlaceAsync(booking, spread: false, CancellationToken.None, withAlternatives: false);
        if (found.Value is not [var way, ..])
        {
            return found.Refusal;
        }

        if (lookForLapsed)
        {
            await Transitions.ExpireInTheWayAsync(
                db,
                appointment.UserId,
                way.ProviderIds,
                new TimeRange(booking.StartUtc, booking.StartUtc.AddMinutes(engine.Minutes)),
                engine.Policy,
                engine.Office,
                nowUtc
            );
        }

        await Transitions.MoveAsync(db, appointment, engine, way, booking.StartUtc, booking.Override, context.Actor, nowUtc);
        return null;
    }

    private Task<Dictionary<Guid, Appointment>> OwnAsync(SchedulerDbContext db, IEnumerable<Guid> ids, CancellationToken cancellationToken)
    {
        var wanted = ids.ToList();
        var rows = db.Appointments.AsNoTracking().OwnOf(db, context.Actor.OnlyProvider).Where(a => wanted.Contains(a.Id));
        return rows.ToDictionaryAsync(a => a.Id, cancellationToken);
    }

    /// <summary>Which appointment was being moved when the database refused it.</summary>
    private sealed class Progress
    {
        public Guid Id { get; set; }
    }

    /// <summary>Takes back what the step has written so far.</summary>
    private sealed class MovesRefusedException(IReadOnlyList<MoveRefusal> refusals) : Exception("Moves were refused.")
    {
        public IReadOnlyList<MoveRefusal> Refusals => refusals;
    }
}
