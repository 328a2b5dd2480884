using Microsoft.EntityFrameworkCore;
using Scheduler.Api.Access;
using Scheduler.Api.Calendars;
using Scheduler.Api.Events;
using Scheduler.Data;
using Scheduler.Data.Hot;
using Scheduler.Data.Model;

namespace Scheduler.Api.Appointments;

/// <content>What changes an appointment that stays live.</content>
internal static partial class Transitions
{
    /// <summary>What became of a confirmed appointment; null takes back what was said.</summary>
    public static async Task AttendAsync(
        SchedulerDbContext db,
        Appointment appointment,
        Attendance? attendance,
        Actor actor,
        DateTime nowUtc
    )
    {
        var former = appointment.Copy();
        appointment.Attendance = attendance;
        appointment.AttendanceUtc = attendance is null ? null : nowUtc;
        Touch(appointment, nowUtc);
        await db.UpdateAppointmentAsync(
            former,
            appointment,
            OccupiedRows.Stay,
            EventOf(EventTypes.AppointmentAttendance, appointment, actor, nowUtc)
        );
    }

    /// <summary>
    /// Gives an appointment other notes, or another client: what it occupies of the former one's dates is the new one's then, and
    /// nothing that the former one has opens it any more: neither the manage link nor the form with which it was booked.
    /// </summary>
    public static async Task EditAsync(SchedulerDbContext db, Appointment appointment, AppointmentEdit edit, Actor actor, DateTime nowUtc)
    {
        var changed = edit.ChangedIn(appointment);
        if (changed.Count == 0)
        {
            return;
        }

        var former = appointment.Copy();
        appointment.Note = edit.Note.Or(appointment.Note);
        appointment.StaffNote = edit.StaffNote.Or(appointment.StaffNote);
        appointment.UserId = edit.UserId.Or(appointment.UserId)!;
        Touch(appointment, nowUtc);
        var passes = appointment.UserId != former.UserId;
        if (passes)
        {
            appointment.LinkGeneration++;
            await db.InsertRowsAsync(NewRow.IfAbsent(new Client { Id = appointment.UserId, CreatedUtc = nowUtc }));
            await ExpireAsync(db, await Occupied.LapsedDaysInTheWayAsync(db, appointment, nowUtc), nowUtc);
        }

        await db.UpdateAppointmentAsync(
            former,
            appointment,
            OccupiedRows.Stay,
            EventOf(
                EventTypes.AppointmentUpdated,
                appointment,
                actor,
                nowUtc,
                beside: new AppointmentChange { Changed = changed, FormerUserId = passes ? former.UserId : null }
            )
        );
        if (passes)
        {
            await db
                .OccupiedDays.Where(d => d.AppointmentId == appointment.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(d => d.UserId, appointment.UserId));
            await db.PageBookings.Where(b => b.AppointmentId == appointment.Id).ExecuteDeleteAsync();
        }
    }

    /// <summary>Moves a live appointment: what it occupied is given up and what it occupies now is stored in one step.</summary>
    /// <param name="engine">By which it was looked at: with the policy, and the new length.</param>
    /// <param name="way">With whom it is from now on.</param>
    /// <param name="lifted">The rules that were lifted for it; null for none.</param>
    public static async Task MoveAsync(
        SchedulerDbContext db,
        Appointment appointment,
        SlotEngine engine,
        Placement way,
        DateTime startUtc,
        RuleOverride? lifted,
        Actor actor,
        DateTime nowUtc
    )
    {
        var former = appointment.Copy();
        var previous = new FormerPlace(former.StartUtc, former.EndUtc, former.ProviderIds);
        var zone = way.Providers.Count > 0 ? way.Providers[0].Zone : engine.Office;
        appointment.StartUtc = startUtc;
        appointment.EndUtc = startUtc.AddMinutes(engine.Minutes);
        appointment.ProviderIds = [.. way.ProviderIds];
        appointment.Date = engine.Office.DateOf(startUtc);
        appointment.LocalStart = zone.ToWallClock(startUtc);
        appointment.TimeZone = zone.Id;
        appointment.OverrideReason = lifted?.Reason;
        if (nowUtc < AttendanceRules.EarliestUtc(appointment, engine.Office))
        {
            // Whoever has come comes again on another day.
            (appointment.Attendance, appointment.AttendanceUtc) = (null, null);
        }

        Touch(appointment, nowUtc);
        await db.UpdateAppointmentAsync(
            former,
            appointment,
            OccupiedRows.Replaced,
            [
                .. Occupied.Days(appointment, engine.Policy, engine.Office),
                .. Occupied.Times(appointment, engine.Policy),
                EventOf(
                    EventTypes.AppointmentRescheduled,
                    appointment,
                    actor,
                    nowUtc,
                    beside: new AppointmentChange { Previous = previous, Lifted = lifted }
                ),
            ]
        );
    }
}
