using System.Globalization;
using Scheduler.Api.Calendars;
using Scheduler.Data.Model;

namespace Scheduler.Api.Web.Booking;

/// <summary>An appointment as an iCalendar file (RFC 5545): one event, in UTC, whose identity stays through every change.</summary>
internal static class CalendarFile
{
    public static string Write(OwnAppointment own, string url, DateTime nowUtc)
    {
        var appointment = own.Appointment;
        var lines = new CalendarLines()
            .Add("BEGIN", "VCALENDAR")
            .Add("VERSION", "2.0")
            .Add("PRODID", "-//Scheduler//Appointments//EN")
            .Add("CALSCALE", "GREGORIAN")
            .Add("METHOD", "PUBLISH")
            .Add("BEGIN", "VEVENT")
            .Add("UID", CalendarLines.Uid(appointment))
            .Add("DTSTAMP", nowUtc)
            // A calendar that has an older copy takes the one with the greater number.
            .Add("SEQUENCE", appointment.Version.ToString(CultureInfo.InvariantCulture))
            .Add("CREATED", appointment.CreatedUtc)
            .Add("DTSTART", appointment.StartUtc)
            .Add("DTEND", appointment.EndUtc)
            .Add("SUMMARY", CalendarLines.Escape(own.With is null ? own.Type.Name : $"{own.Type.Name}, {own.With}"))
            .Add(
                "STATUS",
                appointment.StatusAt(nowUtc) switch
                {
                    AppointmentStatus.Held => "TENTATIVE",
                    AppointmentStatus.Confirmed => "CONFIRMED",
                    AppointmentStatus.Cancelled or AppointmentStatus.Expired => "CANCELLED",
                }
            );
        if (appointment.Note is { } note)
        {
            lines.Add("DESCRIPTION", CalendarLines.Escape(note));
        }

        return lines.Add("URL", url).Add("END", "VEVENT").Add("END", "VCALENDAR").ToString();
    }
}
