using System.Globalization;
using System.Net;
using System.Resources;
using System.Text;
using Scheduler.Api.Scheduling;
using Scheduler.Data.Model;

namespace Scheduler.Api.Mail;

/// <summary>What a mail says: a subject, and the same twice, as text and as HTML.</summary>
internal sealed record MailText(string Subject, string Plain, string Html)
{
    private static readonly ResourceManager Texts = new("Scheduler.Api.Mail.Texts", typeof(MailText).Assembly);

    public static MailText Of(MailContent content)
    {
        var message = content.Message;
        var zone = content.Zone;
        var kind = message.ToProvider ? $"Provider{message.Kind}" : $"{message.Kind}";
        var lines = new List<(string? Label, string Text)>
        {
            (null, Say($"{kind}.Intro", content.ClientName, content.Practice)),
            (Say("What"), content.TypeName),
            (Say("When"), When(message.StartUtc, message.EndUtc, zone)),
        };
        if (message.PreviousStartUtc is { } previous)
        {
            lines.Add((Say("Before"), When(previous, null, zone)));
        }

        if (content.With is { } with && !message.ToProvider)
        {
            lines.Add((Say("With"), with));
        }

        if (message.ToProvider)
        {
            lines.Add((Say("Client"), content.ClientName));
        }

        if (content.ManageUrl is { } url && message.Kind != MessageKind.Cancelled && !message.ToProvider)
        {
            lines.Add((Say("Manage"), url));
        }

        lines.Add(
            (null, string.Join("\r\n", content.Contact.SelectMany(line => line.Split('\n')).Prepend(Say("Regards", content.Practice))))
        );
        return new MailText(Say($"{kind}.Subject", content.TypeName, When(message.StartUtc, null, zone)), Plainly(lines), Marked(lines));
    }

    /// <summary>Such as: Monday, 23 November 2026, 09:00 to 09:30 (Europe/Berlin).</summary>
    private static string When(DateTime startUtc, DateTime? endUtc, ZoneRules zone)
    {
        var (date, time) = zone.ToLocal(startUtc);
        var until = endUtc is { } end ? $" {Say("To")} {Clock(zone.ToLocal(end).TimeOfDay)}" : "";
        return $"{date.ToString("dddd, d MMMM yyyy", CultureInfo.InvariantCulture)}, {Clock(time)}{until} ({zone.Id.Replace('_', ' ')})";
    }

    private static string Clock(TimeSpan time) => time.ToString(@"hh\:mm", CultureInfo.InvariantCulture);

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

    private static string Marked(List<(string? Label, string Text)> lines)
    {
        var html = new StringBuilder(
            "<!DOCTYPE html>\r\n<html lang=\"en\"><head><meta charset=\"utf-8\"></head>\r\n"
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
                    : $"<p style=\"margin: 0\">{WebUtility.HtmlEncode(label)}: <strong>{text}</strong></p>\r\n"
            );
        }

        return html.Append("</body></html>\r\n").ToString();
    }

    private static string Say(string name, params object[] values) =>
        string.Format(
            CultureInfo.InvariantCulture,
            Texts.GetString(name, CultureInfo.InvariantCulture) ?? throw new InvalidOperationException($"There is no text '{name}'."),
            values
        );
}
