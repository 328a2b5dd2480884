using System.Globalization;
using System.Net.Mail;
using System.Text;

namespace Scheduler.Api.Mail;

/// <summary>A mail as it goes over the wire (RFC 5322, MIME): text and HTML, and the calendar entry where there is one.</summary>
internal static class MailWriter
{
    /// <summary>RFC 2045, 6.8: a line of base64 has at most 76 characters.</summary>
    private const int LineLength = 76;

    /// <summary>RFC 2047, 2: an encoded word has at most 75 characters, its frame among them; so many octets fit.</summary>
    private const int WordOctets = 45;

    /// <returns>Lines that end in CR LF, of which none begins with a dot; all octets are ASCII.</returns>
    public static byte[] Write(Letter letter, MailAddress from, DateTime nowUtc)
    {
        var (message, text) = (letter.Message, letter.Text);
        var boundary = $"part-{message.Id:N}";
        var mail = new StringBuilder();
        Line($"Date: {nowUtc.ToString("ddd, dd MMM yyyy HH:mm:ss '+0000'", CultureInfo.InvariantCulture)}");
        Line($"From: {Name(from.DisplayName)}<{from.Address}>");
        Line($"To: <{message.Address}>");
        Line($"Subject: {Words(text.Subject)}");
        // The same for every try, so that a mailbox drops a repeat.
        Line($"Message-ID: <{message.Id}@{from.Host}>");
        // RFC 3834: no machine should answer this.
        Line("Auto-Submitted: auto-generated");
        Line("MIME-Version: 1.0");
        Line($"Content-Type: multipart/alternative; boundary=\"{boundary}\"");
        Line("");
        Part("text/plain; charset=utf-8", text.Plain);
        Part("text/html; charset=utf-8", text.Html);
        if (letter.Calendar is { } calendar)
        {
            Part($"text/calendar; charset=utf-8; method={MailCalendar.Method(message.Kind)}; name=\"appointment.ics\"", calendar);
        }

        Line($"--{boundary}--");
        return Encoding.ASCII.GetBytes(mail.ToString());

        void Line(string line) => mail.Append(line).Append("\r\n");

        void Part(string type, string body)
        {
            Line($"--{boundary}");
            Line($"Content-Type: {type}");
            Line("Content-Transfer-Encoding: base64");
            Line("");
            foreach (var line in Convert.ToBase64String(Encoding.UTF8.GetBytes(body)).Chunk(LineLength))
            {
                Line(new string(line));
            }
        }
    }

    private static string Name(string name) => name.Length == 0 ? "" : Words(name, phrase: true) + " ";

    /// <summary>A header's text: as it is where it may be, else as encoded words.</summary>
    private static string Words(string text, bool phrase = false)
    {
        text = new string([.. text.Where(c => !char.IsControl(c))]);
        if (
            Ascii.IsValid(text)
            && text.Length <= WordOctets
            && (!phrase || text.All(c => char.IsAsciiLetterOrDigit(c) || c == ' '))
            && !text.Contains("=?", StringComparison.Ordinal)
        )
        {
            return text;
        }

        var words = new List<string>();
        var part = new List<byte>();
        foreach (var rune in text.EnumerateRunes())
        {
            if (part.Count + rune.Utf8SequenceLength > WordOctets)
            {
                End();
            }

            part.AddRange(Encoding.UTF8.GetBytes(rune.ToString()));
        }

        End();
        return string.Join("\r\n ", words);

        void End()
        {
            words.Add($"=?utf-8?B?{Convert.ToBase64String([.. part])}?=");
            part.Clear();
        }
    }
}
