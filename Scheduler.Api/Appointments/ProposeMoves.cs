using Microsoft.EntityFrameworkCore;
using Scheduler.Api.Access;
using Scheduler.Api.Calendars;
using Scheduler.Api.Http;
using Scheduler.Api.Scheduling;
using Scheduler.Data;
using Scheduler.Data.Hot;
using Scheduler.Data.Model;

namespace Scheduler.Api.Appointments;

/// <summary>For which appointments another place is looked for.</summary>
/// <param name="AnyProvider">Whether others than their own providers will do, where they have one.</param>
/// <param name="From">The first start; without it, now, or two weeks before the first of them.</param>
/// <param name="To">The end of the starts (exclusive); without it, two weeks after the last of them.</param>
public sealed record MoveProposalQuery(IReadOnlyList<Guid> AppointmentIds, bool AnyProvider, QueryTime? From, QueryTime? To);

/// <summary>Where an appointment could be.</summary>
/// <param name="Alternatives">Those that change the least first.</param>
/// <param name="Planned">The one that the plan gives it; null where there is none for it.</param>
public sealed record MoveProposal(Appointment Appointment, IReadOnlyList<Slot> Alternatives, Slot? Planned);

/// <summary>
/// Finds other places for appointments, and a plan that gives each one of them with the least change. Nothing is written.
/// </summary>
public sealed class ProposeMoves(SchedulerDbContext db, OperationContext context)
{
    /// <summary>Alternatives that are told of.</summary>
    public const int Told = 20;

    private static readonly TimeSpan Around = TimeSpan.FromDays(14);

    /// <returns>In the order in which they were asked for.</returns>
    public async Task<Outcome<IReadOnlyList<MoveProposal>>> RunAsync(MoveProposalQuery query, CancellationToken cancellationToken)
    {
        var nowUtc = context.Now();
        var ids = query.AppointmentIds;
        var found = await db
            .Appointments.AsNoTracking()
            .OwnOf(db, context.Actor.OnlyProvider)
            .Where(a => ids.Contains(a.Id))
            .ToDictionaryAsync(a => a.Id, cancellationToken);
        if (ids.Where(id => !found.ContainsKey(id)).Take(1).ToList() is [var unknown])
        {
            return Refusal.NotFound("appointment", unknown.ToString());
        }

        var appointments = ids.Select(id => found[id]).ToList();
        if (
            appointments.Select(a => MoveRules.NotMovable(new AppointmentState(a, nowUtc))).FirstOrDefault(r => r is not null) is
            { } refusal
        )
        {
            return refusal;
        }

        var window = Window(query, appointments, nowUtc);
        if (window.Refusal is not null)
        {
            return window.Refusal;
        }

        var places = await MovePlaces.ReadAsync(db, context, appointments, query.AnyProvider, window.Value, nowUtc, cancellationToken);
        var alternatives = appointments.ConvertAll(places.Of);
        var plan = RepairPlan.Find([.. appointments.Zip(alternatives, Item)]);
        return appointments.Select((a, i) => Proposal(a, alternatives[i], plan[i])).ToArray();

        RepairItem Item(Appointment a, IReadOnlyList<MovePlace> of) => new(a.UserId, places.Present(a), [.. of.Select(p => p.Alternative)]);
    }

    private static MoveProposal Proposal(Appointment appointment, IReadOnlyList<MovePlace> places, int? planned)
    {
        var told = places.Take(Told).Select(p => p.Slot).ToList();
        var slot = planned is { } index ? places[index].Slot : null;
        if (slot is not null && planned >= Told)
        {
            told.Add(slot);
        }

        return new MoveProposal(appointment, told, slot);
    }

    private Outcome<TimeRange> Window(MoveProposalQuery query, List<Appointment> appointments, DateTime nowUtc)
    {
        var earliestUtc = SaturatingTime.Later(nowUtc, appointments.Min(a => a.StartUtc) - Around);
        var fromUtc = SaturatingTime.Later(nowUtc, query.From?.In(context.Office) ?? earliestUtc);
        var toUtc =
            query.To?.In(context.Office)
            ?? SaturatingTime.Earlier(
                SaturatingTime.Later(fromUtc, appointments.Max(a => a.StartUtc)) + Around,
                fromUtc + QueryWindow.Longest
            );
        return toUtc <= fromUtc ? RequestErrors.Of("to", "must be after 'from', and after now")
            : toUtc - fromUtc > QueryWindow.Longest + TimeSpan.FromHours(2)
                ? RequestErrors.Of("to", $"must be at most {QueryWindow.Longest.TotalDays:0} days after 'from'")
            : new TimeRange(fromUtc, toUtc);
    }
}
