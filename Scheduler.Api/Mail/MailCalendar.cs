using System.Globalization;
using System.Net.Mail;
using Scheduler.Api.Calendars;
using Scheduler.Data.Model;

namespace Scheduler.Api.Mail;

/// <summary>
/// The calendar entry in a mail (RFC 5546, 6047): a request that makes it or moves it, or a cancellation that removes it.
/// </summary>
internal static class MailCalendar
{
    public const string Request = "REQUEST";
    public const string Cancel = "CANCEL";

    /// <returns>Null for a mail that changes nothing in a calendar.</returns>
    public static string? Method(MessageKind kind) =>
        kind switch
        {
            MessageKind.Booked or MessageKind.Moved => Request,
            MessageKind.Cancelled or MessageKind.PassedOn => Cancel,
            _ => null,
        };

    public static string Write(MailContent content, string method, MailAddress from)
    {
        var message = content.Message;
        return new CalendarLines()
            .Add("BEGIN", "VCALENDAR")
            .Add("VERSION", "2.0")
            .Add("PRODID", "-//Scheduler//Appointments//EN")
            .Add("CALSCALE", "GREGORIAN")
            .Add("METHOD", method)
            .Add("BEGIN", "VEVENT")
            .Add("UID", CalendarLines.Uid(content.Appointment))
            .Add("DTSTAMP", message.CreatedUtc)
            .Add("SEQUENCE", message.Version.ToString(CultureInfo.InvariantCulture))
            .Add("DTSTART", message.StartUtc)
            .Add("DTEND", message.EndUtc)
            .Add(
                "SUMMARY",
                CalendarLines.Escape(
                    message.ToProvider ? $"{content.TypeName}, {content.ClientName}"
                    : content.With is null ? content.TypeName
                    : $"{content.TypeName}, {content.With}"
                )
            )
            .Add("STATUS", method == Cancel ? "CANCELLED" : "CONFIRMED")
            .Add($"ORGANIZER;CN={CalendarLines.Quote(content.Practice)}", $"mailto:{from.Address}")
            // Nobody need answer: it is booked.
            .Add("ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;RSVP=FALSE", $"mailto:{message.Address}")
            .Add("END", "VEVENT")
            .Add("END", "VCALENDAR")
            .ToString();
    }
}
