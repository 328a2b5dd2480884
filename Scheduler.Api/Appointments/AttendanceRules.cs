using Scheduler.Api.Http;
using Scheduler.Api.Scheduling;
using Scheduler.Data.Model;

namespace Scheduler.Api.Appointments;

/// <summary>When it can be said what became of an appointment.</summary>
internal static class AttendanceRules
{
    /// <summary>
    /// The first instant of the appointment's day, by the clock by which it is shown: that of its first provider, or the office's.
    /// </summary>
    public static DateTime EarliestUtc(Appointment appointment, ZoneRules office)
    {
        var zone = ZoneRules.TryGet(appointment.TimeZone, out var own) ? own : office;
        return zone.ToUtc(zone.DateOf(appointment.StartUtc), 0);
    }

    /// <summary>Why nothing can be said of it; null where something can.</summary>
    public static Refusal? Check(AppointmentState state, ZoneRules office)
    {
        if (state.Status != AppointmentStatus.Confirmed)
        {
            return Refusal.WrongState(
                $"The appointment is {StatusWords.Of(state.Status)}; whether the client came is said of confirmed ones.",
                StatusWords.Of(state.Status)
            );
        }

        var earliestUtc = EarliestUtc(state.Appointment, office);
        return state.AtUtc >= earliestUtc
            ? null
            : new Refusal(
                RefusalType.TooEarly,
                $"Whether the client came can be said from the day of the appointment on, {Instants.FormatInstant(earliestUtc)}."
            ).With("earliest", earliestUtc);
    }
}
