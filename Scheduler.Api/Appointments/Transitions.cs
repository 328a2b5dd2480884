using Microsoft.EntityFrameworkCore;
using Scheduler.Api.Access;
using Scheduler.Api.Events;
using Scheduler.Api.Scheduling;
using Scheduler.Data;
using Scheduler.Data.Hot;
using Scheduler.Data.Model;

namespace Scheduler.Api.Appointments;

/// <summary>
/// The one place in which an appointment changes its state: each transition writes the row, what it occupies, and one event, in the
/// transaction of its caller. Operations decide whether it may happen; nothing else writes these tables.
/// </summary>
internal static class Transitions
{
    /// <summary>The rows by which a new appointment comes to be, in the order in which they are stored.</summary>
    /// <param name="counted">The rows by which quotas count it.</param>
    public static NewRow[] Book(
        Appointment appointment,
        AppointmentPolicy policy,
        ZoneRules office,
        Actor actor,
        IEnumerable<NewRow> counted
    ) =>
        [
            NewRow.IfAbsent(new Client { Id = appointment.UserId, CreatedUtc = appointment.CreatedUtc }),
            NewRow.Of(appointment),
            .. Occupied.Days(appointment, policy, office),
            .. Occupied.Times(appointment, policy),
            .. counted,
            .. EventOf(
                appointment.Status == AppointmentStatus.Held ? EventTypes.AppointmentHeld : EventTypes.AppointmentConfirmed,
                appointment,
                actor,
                appointment.CreatedUtc
            ),
        ];

    /// <summary>
    /// Held → confirmed. The hold of the public pages becomes <paramref name="owner"/>'s, whose daily limit the constraint keeps.
    /// </summary>
    public static async Task ConfirmAsync(
        SchedulerDbContext db,
        Appointment appointment,
        ConfirmedOwner? owner,
        Actor actor,
        DateTime nowUtc
    )
    {
        appointment.Status = AppointmentStatus.Confirmed;
        appointment.ConfirmedUtc = nowUtc;
        appointment.HoldExpiresUtc = null;
        appointment.Version++;
        NewRow[] days = [];
        if (owner is not null)
        {
            appointment.UserId = owner.UserId;
            appointment.Note = owner.Note ?? appointment.Note;
            appointment.Answers = owner.Answers ?? appointment.Answers;
            days = [.. Occupied.Days(appointment, owner.Policy, owner.Office)];
            await ExpireInTheWayAsync(db, appointment.UserId, [], Occupied.Range(appointment), owner.Policy, owner.Office, nowUtc);
        }

        // The row first: its version decides against any other step at the same instant.
        await db.SaveChangesAsync();
        await db.KeepOccupiedAsync(appointment.Id, [.. days, .. EventOf(EventTypes.AppointmentConfirmed, appointment, actor, nowUtc)]);
        await HoldQuota.ReleaseAsync(db, appointment);
    }

    /// <summary>Held or confirmed → cancelled: its dates and its time are free at once.</summary>
    public static async Task CancelAsync(SchedulerDbContext db, Appointment appointment, string? reason, Actor actor, DateTime nowUtc)
    {
        appointment.Status = AppointmentStatus.Cancelled;
        appointment.CancelledUtc = nowUtc;
        appointment.CancelReason = reason;
        appointment.HoldExpiresUtc = null;
        appointment.Version++;
        await db.SaveChangesAsync();
        await db.FreeOccupiedAsync(appointment.Id, [.. EventOf(EventTypes.AppointmentCancelled, appointment, actor, nowUtc)]);
        await HoldQuota.ReleaseAsync(db, appointment);
    }

    /// <summary>Moves a live appointment: what it occupied is given up and what it occupies now is stored in one step.</summary>
    public static async Task MoveAsync(
        SchedulerDbContext db,
        Appointment appointment,
        TimeRange to,
        ZoneRules zone,
        AppointmentPolicy policy,
        ZoneRules office,
        Actor actor,
        DateTime nowUtc
    )
    {
        var previous = (appointment.StartUtc, appointment.EndUtc);
        var providers = appointment.ProviderIds;
        appointment.StartUtc = to.StartUtc;
        appointment.EndUtc = to.EndUtc;
        appointment.Date = office.DateOf(to.StartUtc);
        appointment.LocalStart = zone.ToWallClock(to.StartUtc);
        appointment.TimeZone = zone.Id;
        appointment.Version++;
        await db.SaveChangesAsync();
        await db
            .AppointmentProviders.Where(p =>
                providers.Contains(p.ProviderId) && p.StartUtc == previous.StartUtc && p.AppointmentId == appointment.Id
            )
            .ExecuteDeleteAsync();
        await db.FreeOccupiedAsync(
            appointment.Id,
            [
                .. Occupied.Days(appointment, policy, office),
                .. Occupied.Times(appointment, policy),
                .. EventOf(EventTypes.AppointmentRescheduled, appointment, actor, nowUtc, previous),
            ]
        );
    }

    /// <summary>
    /// Held → expired, for those of these holds that have lapsed, but for those that somebody confirmed first. Returns how many expired.
    /// </summary>
    public static async Task<int> ExpireAsync(SchedulerDbContext db, IReadOnlyCollection<Guid> appointmentIds, DateTime nowUtc)
    {
        if (appointmentIds.Count == 0)
        {
            return 0;
        }

        var expired = await db.ExpireHoldsAsync(appointmentIds.Distinct().ToList(), nowUtc);
        if (expired.Count > 0)
        {
            var ids = expired.ConvertAll(a => a.Id);
            await db.OccupiedDays.Where(d => ids.Contains(d.AppointmentId)).ExecuteDeleteAsync();
            await db.OccupiedTimes.Where(t => ids.Contains(t.AppointmentId)).ExecuteDeleteAsync();
            await db.AddressHolds.Where(h => ids.Contains(h.AppointmentId)).ExecuteDeleteAsync();
            await db.InsertRowsAsync([.. expired.SelectMany(a => EventOf(EventTypes.AppointmentExpired, a, Actor.System, nowUtc))]);
        }

        return expired.Count;
    }

    /// <summary>Expires the lapsed holds that stand in the way of an appointment of this user and these providers in this range.</summary>
    public static async Task ExpireInTheWayAsync(
        SchedulerDbContext db,
        string userId,
        IReadOnlyList<string> providers,
        TimeRange range,
        AppointmentPolicy policy,
        ZoneRules office,
        DateTime nowUtc
    ) => await ExpireAsync(db, await Occupied.LapsedInTheWayAsync(db, userId, providers, range, policy, office, nowUtc), nowUtc);

    /// <summary>
    /// Passes every appointment of a client to another, history included, with the dates that live ones take.
    /// Lapsed holds of either are expired first. Returns how many passed. The event of the two clients tells of it.
    /// </summary>
    /// <exception cref="System.Data.Common.DbException">Both have an appointment on one date.</exception>
    public static async Task<int> PassAsync(SchedulerDbContext db, string fromUser, string toUser, Actor actor, DateTime nowUtc)
    {
        var lapsed = await db
            .Appointments.Where(a =>
                (a.UserId == fromUser || a.UserId == toUser) && a.Status == AppointmentStatus.Held && a.HoldExpiresUtc <= nowUtc
            )
            .Select(a => a.Id)
            .ToListAsync();
        await ExpireAsync(db, lapsed, nowUtc);
        var passed = await db
            .Appointments.Where(a => a.UserId == fromUser)
            .ExecuteUpdateAsync(set => set.SetProperty(a => a.UserId, toUser).SetProperty(a => a.Version, a => a.Version + 1));
        await db.OccupiedDays.Where(d => d.UserId == fromUser).ExecuteUpdateAsync(set => set.SetProperty(d => d.UserId, toUser));
        return passed;
    }

    /// <summary>Takes what people wrote about their appointments out of those of a client, for whom there is no more to be known.</summary>
    public static Task EraseTextsAsync(SchedulerDbContext db, string userId) =>
        db
            .Appointments.Where(a => a.UserId == userId && (a.Note != null || a.CancelReason != null || a.Answers != null))
            .ExecuteUpdateAsync(set =>
                set.SetProperty(a => a.Note, (string?)null)
                    .SetProperty(a => a.CancelReason, (string?)null)
                    .SetProperty(a => a.Answers, (string?)null)
                    .SetProperty(a => a.Version, a => a.Version + 1)
            );

    /// <summary>Ends the manage links that there are of an appointment: those that are made from now on have other keys.</summary>
    /// <returns>False where there is no such appointment.</returns>
    public static async Task<bool> ReplaceLinkAsync(SchedulerDbContext db, Guid id) =>
        await db
            .Appointments.Where(a => a.Id == id)
            .ExecuteUpdateAsync(set => set.SetProperty(a => a.LinkGeneration, a => a.LinkGeneration + 1)) > 0;

    private static IEnumerable<NewRow> EventOf(
        string type,
        Appointment appointment,
        Actor actor,
        DateTime nowUtc,
        (DateTime, DateTime)? previous = null
    ) => EventRow.Rows(AppointmentEvents.Of(type, appointment, actor, nowUtc, previous));
}
