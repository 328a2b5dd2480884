using System.Globalization;
using System.Text;
using Scheduler.Data.Model;

namespace Scheduler.Api.Web.Booking;

/// <summary>An appointment as an iCalendar file (RFC 5545): one event, in UTC, whose identity stays through every change.</summary>
internal static class CalendarFile
{
    /// <summary>RFC 5545, 3.1: a line has at most 75 octets, its line break not counted.</summary>
    private const int MaxOctets = 75;

    public static string Write(OwnAppointment own, string url, DateTime nowUtc)
    {
        var appointment = own.Appointment;
        var text = new StringBuilder();
        Line("BEGIN", "VCALENDAR");
        Line("VERSION", "2.0");
        Line("PRODID", "-//Scheduler//Appointments//EN");
        Line("CALSCALE", "GREGORIAN");
        Line("METHOD", "PUBLISH");
        Line("BEGIN", "VEVENT");
        Line("UID", $"{appointment.Id}@scheduler");
        Line("DTSTAMP", Utc(nowUtc));
        // A calendar that has an older copy takes the one with the greater number.
        Line("SEQUENCE", (appointment.Version - 1).ToString(CultureInfo.InvariantCulture));
        Line("CREATED", Utc(appointment.CreatedUtc));
        Line("DTSTART", Utc(appointment.StartUtc));
        Line("DTEND", Utc(appointment.EndUtc));
        Line("SUMMARY", Escape(own.With is null ? own.Type.Name : $"{own.Type.Name}, {own.With}"));
        Line("STATUS", appointment.StatusAt(nowUtc) switch
        {
            AppointmentStatus.Held => "TENTATIVE",
            AppointmentStatus.Confirmed => "CONFIRMED",
            AppointmentStatus.Cancelled or AppointmentStatus.Expired => "CANCELLED",
        });
        if (appointment.Note is { } note)
        {
            Line("DESCRIPTION", Escape(note));
        }

        Line("URL", url);
        Line("END", "VEVENT");
        Line("END", "VCALENDAR");
        return text.ToString();

        void Line(string name, string value) => Fold(text, $"{name}:{value}");
    }

    private static string Utc(DateTime utc) => utc.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    /// <summary>RFC 5545, 3.3.11. A control character other than a tab may not appear at all.</summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var c in text.ReplaceLineEndings("\n"))
        {
            _ = c switch
            {
                '\\' or ';' or ',' => escaped.Append('\\').Append(c),
                '\n' => escaped.Append("\\n"),
                _ when char.IsControl(c) && c != '\t' => escaped,
                _ => escaped.Append(c),
            };
        }

        return escaped.ToString();
    }

    /// <summary>Breaks a line after at most 75 octets, never inside a character: a blank begins each further line.</summary>
    private static void Fold(StringBuilder text, string line)
    {
        var octets = 0;
        foreach (var rune in line.EnumerateRunes())
        {
            if (octets + rune.Utf8SequenceLength > MaxOctets)
            {
                text.Append("\r\n ");
                octets = 1;
            }

            text.Append(rune.ToString());
            octets += rune.Utf8SequenceLength;
        }

        text.Append("\r\n");
    }
}
