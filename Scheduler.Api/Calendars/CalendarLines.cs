using System.Globalization;
using System.Text;
using Scheduler.Data.Model;

namespace Scheduler.Api.Calendars;

/// <summary>Lines of an iCalendar object (RFC 5545), folded and ended as they must be.</summary>
internal sealed class CalendarLines
{
    /// <summary>RFC 5545, 3.1: a line has at most 75 octets, its line break not counted.</summary>
    private const int MaxOctets = 75;

    private readonly StringBuilder text = new();

    /// <summary>The identity of an appointment in every calendar, through every change.</summary>
    public static string Uid(Appointment appointment) => $"{appointment.Id}@scheduler";

    /// <param name="name">May have parameters.</param>
    /// <param name="value">As it stands in the file: a text must be escaped.</param>
    public CalendarLines Add(string name, string value)
    {
        Fold($"{name}:{value}");
        return this;
    }

    public CalendarLines Add(string name, DateTime utc) => Add(name, utc.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture));

    public override string ToString() => text.ToString();

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

    /// <summary>A parameter's value in quotes, which it cannot have itself (RFC 5545, 3.2).</summary>
    public static string Quote(string text) => $"\"{new string([.. text.Where(c => !char.IsControl(c) && c != '"')])}\"";

    /// <summary>Breaks a line after at most 75 octets, never inside a character: a blank begins each further line.</summary>
    private void Fold(string line)
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
