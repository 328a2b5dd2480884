using Microsoft.EntityFrameworkCore;
using Scheduler.Api.Access;
using Scheduler.Api.Calendars;
using Scheduler.Api.Events;
using Scheduler.Api.Scheduling;
using Scheduler.Data;
using Scheduler.Data.Hot;
using Scheduler.Data.Model;

namespace Scheduler.Api.Appointments;

/// <summary>
/// The one place in which an appointment changes its state: each transition writes the row, what it occupies, and one event, in the
/// transaction of its caller. The row goes first: its version decides against any other step at the same instant. Operations decide whether it may happen; nothing else writes these tables.
/// </summary>
internal static partial class Transitions
{
    /// <summary>The rows by which a new appointment comes to be, in the order in which they are stored.</summary>
    /// <param name="lifted">The rules that were lifted for it; null for none.</param>
    /// <param name="counted">The rows by which quotas count it.</param>
    public static NewRow[] Book(
        Appointment appointment,
        AppointmentPolicy policy,
        ZoneRules office,
        Actor actor,
        RuleOverride? lifted,
        IEnumerable<NewRow> counted
    ) =>
        [
            NewRow.IfAbsent(new Client { Id = appointment.UserId, CreatedUtc = appointment.CreatedUtc }),
            NewRow.Of(appointment),
            .. Occupied.Days(appointment, policy, office),
            .. Occupied.Times(appointment, policy),
            .. counted,
            EventOf(
                appointment.Status == AppointmentStatus.Held ? EventTypes.AppointmentHeld : EventTypes.AppointmentConfirmed,
                appointment,
                actor,
                appointment.CreatedUtc,
                beside: new AppointmentChange { Lifted = lifted }
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
        var former = appointment.Copy();
        appointment.Status = AppointmentStatus.Confirmed;
        appointment.ConfirmedUtc = nowUtc;
        appointment.HoldExpiresUtc = null;
        Touch(appointment, nowUtc);
        NewRow[] days = [];
        if (owner is not null)
        {
            appointment.UserId = owner.UserId;
            appointment.Note = owner.Note ?? appointment.Note;
            appointment.Answers = owner.Answers ?? appointment.Answers;
            days = [.. Occupied.Days(appointment, owner.Policy, owner.Office)];
            await ExpireInTheWayAsync(db, appointment.UserId, [], Occupied.Range(appointment), owner.Policy, owner.Office, nowUtc);
        }

        await db.UpdateAppointmentAsync(
            former,
            appointment,
            OccupiedRows.Last,
            [.. days, EventOf(EventTypes.AppointmentConfirmed, appointment, actor, nowUtc)]
        );
        await HoldQuota.ReleaseAsync(db, appointment);
    }

    /// <summary>Held or confirmed → cancelled: its dates and its time are free at once.</summary>
    public static async Task CancelAsync(SchedulerDbContext db, Appointment appointment, string? reason, Actor actor, DateTime nowUtc)
    {
        var former = appointment.Copy();
        appointment.Status = AppointmentStatus.Cancelled;
        appointment.CancelledUtc = nowUtc;
        appointment.CancelReason = reason;
        appointment.HoldExpiresUtc = null;
        (appointment.Attendance, appointment.AttendanceUtc) = (null, null);
        Touch(appointment, nowUtc);
        await db.UpdateAppointmentAsync(
            former,
            appointment,
            OccupiedRows.Free,
            EventOf(EventTypes.AppointmentCancelled, appointment, actor, nowUtc)
        );
        await HoldQuota.ReleaseAsync(db, appointment);
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
            await db.InsertRowsAsync([.. expired.Select(a => EventOf(EventTypes.AppointmentExpired, a, Actor.System, nowUtc))]);
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
    public static Task EraseTextsAsync(SchedulerDbContext db, string userId, DateTime nowUtc) =>
        db
            .Appointments.Where(a =>
                a.UserId == userId
                && (a.Note != null || a.StaffNote != null || a.CancelReason != null || a.OverrideReason != null || a.Answers != null)
            )
            .ExecuteUpdateAsync(set =>
                set.SetProperty(a => a.Note, (string?)null)
                    .SetProperty(a => a.StaffNote, (string?)null)
                    .SetProperty(a => a.CancelReason, (string?)null)
                    .SetProperty(a => a.OverrideReason, (string?)null)
                    .SetProperty(a => a.Answers, (string?)null)
                    .SetProperty(a => a.Version, a => a.Version + 1)
                    .SetProperty(a => a.UpdatedUtc, nowUtc)
            );

    /// <summary>Ends the manage links that there are of an appointment: those that are made from now on have other keys.</summary>
    /// <returns>False where there is no such appointment.</returns>
    public static async Task<bool> ReplaceLinkAsync(SchedulerDbContext db, Guid id) =>
        await db
            .Appointments.Where(a => a.Id == id)
            .ExecuteUpdateAsync(set => set.SetProperty(a => a.LinkGeneration, a => a.LinkGeneration + 1)) > 0;

    private static void Touch(Appointment appointment, DateTime nowUtc)
    {
        appointment.Version++;
        appointment.UpdatedUtc = nowUtc;
    }

    private static NewRow EventOf(string type, Appointment appointment, Actor actor, DateTime nowUtc, AppointmentChange? beside = null) =>
        NewRow.Of(AppointmentEvents.Of(type, appointment, actor, nowUtc, beside));
}
