using System.Net;
using System.Text;
using Scheduler.Api.Languages;
using Scheduler.Api.Scheduling;
using Scheduler.Data.Model;

namespace Scheduler.Api.Mail;

/// <summary>What a mail says: a subject, and the same twice, as text and as HTML.</summary>
internal sealed record MailText(string Subject, string Plain, string Html)
{
    public static MailText Of(MailContent content)
    {
        var message = content.Message;
        var zone = content.Zone;
        var locale = content.Locale;
        var (subject, intro) = Keys(message);
        var lines = new List<(string? Label, string Text)>
        {
            (null, locale.Format(intro, content.ClientName)),
            (locale["Mail.What"], content.TypeName),
            (locale["Mail.When"], When(locale, message.StartUtc, message.EndUtc, zone)),
        };
        if (message.PreviousStartUtc is { } previous)
        {
            lines.Add((locale["Mail.Before"], When(locale, previous, null, zone)));
        }

        if (content.With is { } with && !message.ToProvider)
        {
            lines.Add((locale["Mail.With"], with));
        }

        if (message.ToProvider)
        {
            lines.Add((locale["Mail.Client"], content.ClientName));
        }

        if (content.ManageUrl is { } url && message.Kind != MessageKind.Cancelled && !message.ToProvider)
        {
            lines.Add((locale["Mail.Manage"], url));
        }

        lines.Add((null, string.Join("\r\n", content.Contact.SelectMany(line => line.Split('\n')).Prepend(content.Practice))));
        return Of(locale.Format(subject, content.TypeName, When(locale, message.StartUtc, null, zone)), lines, locale.Language);
    }

    /// <param name="lines">Those without a label are paragraphs of their own.</param>
    public static MailText Of(string subject, List<(string? Label, string Text)> lines, Language language) =>
        new(subject, Plainly(lines), Marked(lines, language));

    /// <summary>The names of the texts of a subject and of the first sentence.</summary>
    private static (string Subject, string Intro) Keys(Message message) =>
        (message.Kind, message.ToProvider) switch
        {
            (MessageKind.Booked, false) => ("Mail.Booked.Subject", "Mail.Booked.Intro"),
            (MessageKind.Booked, true) => ("Mail.ProviderBooked.Subject", "Mail.ProviderBooked.Intro"),
            (MessageKind.Moved, false) => ("Mail.Moved.Subject", "Mail.Moved.Intro"),
            (MessageKind.Moved, true) => ("Mail.ProviderMoved.Subject", "Mail.ProviderMoved.Intro"),
            (MessageKind.Cancelled, false) => ("Mail.Cancelled.Subject", "Mail.Cancelled.Intro"),
            (MessageKind.Cancelled, true) => ("Mail.ProviderCancelled.Subject", "Mail.ProviderCancelled.Intro"),
            (MessageKind.PassedOn, _) => ("Mail.Cancelled.Subject", "Mail.PassedOn.Intro"),
            (MessageKind.Reminder, _) => ("Mail.Reminder.Subject", "Mail.Reminder.Intro"),
            _ => throw new ArgumentOutOfRangeException(nameof(message), message.Kind, "Not about an appointment."),
        };

    /// <summary>Such as: Monday, 23 November 2026, 09:00 to 09:30 (Europe/Berlin).</summary>
    private static string When(Locale locale, DateTime startUtc, DateTime? endUtc, ZoneRules zone)
    {
        var (date, _) = zone.ToLocal(startUtc);
        var time = endUtc is { } end ? locale.Format("Mail.Range", Clock(startUtc), Clock(end)) : Clock(startUtc);
        return $"{locale.Format("Book.List", locale.Mailed(date), time)} ({zone.PresentId.Replace('_', ' ')})";

        string Clock(DateTime utc) => locale.Minute((int)zone.ToLocal(utc).TimeOfDay.TotalMinutes);
    }

    private static string Plainly(List<(string? Label, string Text)> lines)
    {
        var text = new StringBuilder();
        foreach (var (label, line) in lines)
        {
            text.Append(label is null ? $"{line}\r\n\r\n" : $"{label}: {line}\r\n");
            if (label is not null && lines.IndexOf((label, line)) + 1 is var next && next < lines.Count && lines[next].Label is null)
            {
                text.Append("\r\n");
            }
        }

        return text.ToString();
    }

    private static string Marked(List<(string? Label, string Text)> lines, Language language)
    {
        var html = new StringBuilder(
            $"<!DOCTYPE html>\r\n<html lang=\"{language.Tag}\" dir=\"{(language.IsRightToLeft ? "rtl" : "ltr")}\">"
                + "<head><meta charset=\"utf-8\"></head>\r\n"
                + "<body style=\"font-family: sans-serif; font-size: 16px; line-height: 1.5\">\r\n"
        );
        foreach (var (label, line) in lines)
        {
            var text = WebUtility.HtmlEncode(line).Replace("\r\n", "<br>\r\n", StringComparison.Ordinal);
            text =
                Uri.IsWellFormedUriString(line, UriKind.Absolute) && line.StartsWith("http", StringComparison.Ordinal)
                    ? $"<a href=\"{text}\">{text}</a>"
                    : text;
            html.Append(
                label is null
                    ? $"<p>{text}</p>\r\n"
                    : $"<p style=\"margin: 0\">{WebUtility.HtmlEncode(label)}: <strong><bdi>{text}</bdi></strong></p>\r\n"
            );
        }

        return html.Append("</body></html>\r\n").ToString();
    }
}
