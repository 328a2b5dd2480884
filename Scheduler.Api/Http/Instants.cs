using System.Globalization;
using System.Text.RegularExpressions;

namespace Scheduler.Api.Http;

/// <summary>Instants, dates and times of day as callers write them.</summary>
public static partial class Instants
{
    /// <summary>RFC 3339 in UTC, fractions of a second only where there are any.</summary>
    public const string Format = "yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'";

    /// <summary>No text that <see cref="TryParse"/> takes is longer.</summary>
    public const int LongestText = 40;

    /// <summary>
    /// Takes RFC 3339 with any offset, and without one, where UTC is meant; seconds may be left out and a blank stand for the T.
    /// </summary>
    public static bool TryParse(string? text, out DateTime utc)
    {
        utc = default;
        if (
            text is null
            || text.Length > LongestText
            || Pattern().Match(text) is not { Success: true } match
            || !DateTime.TryParseExact(
                $"{match.Groups["date"].Value} {match.Groups["time"].Value}",
                "yyyy-MM-dd HH:mm",
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
                out var minute
            )
        )
        {
            return false;
        }

        var second = Number(match.Groups["second"]);
        var offset = (Number(match.Groups["hours"]) * 60) + Number(match.Groups["minutes"]);
        if (second > 59 || Number(match.Groups["hours"]) > 23 || Number(match.Groups["minutes"]) > 59)
        {
            return false;
        }

        // Microseconds are what the databases keep; what is finer is cut.
        var fraction = match.Groups["fraction"].Value.PadRight(6, '0')[..6];
        var ticks =
            minute.Ticks
            + (second * TimeSpan.TicksPerSecond)
            + (int.Parse(fraction, CultureInfo.InvariantCulture) * TimeSpan.TicksPerMicrosecond)
            - ((match.Groups["sign"].Value == "-" ? -offset : offset) * TimeSpan.TicksPerMinute);
        if (ticks < DateTime.MinValue.Ticks || ticks > DateTime.MaxValue.Ticks)
        {
            return false;
        }

        utc = new DateTime(ticks, DateTimeKind.Utc);
        return true;
    }

    public static bool TryParseDate(string? text, out DateOnly date) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out date);

    public static string FormatDate(DateOnly date) => date.ToString("O", CultureInfo.InvariantCulture);

    public static string FormatInstant(DateTime utc) => utc.ToString(Format, CultureInfo.InvariantCulture);

    /// <summary>How much room <see cref="Write"/> needs.</summary>
    public const int MaxLength = 28;

    /// <summary>
    /// Writes an instant as <see cref="Format"/> does, and answers its length.
    /// A custom format is parsed at each use, and a list has a hundred instants; "O" is built in.
    /// </summary>
    public static int Write(DateTime utc, Span<char> text)
    {
        if (!utc.TryFormat(text, out _, "O", CultureInfo.InvariantCulture))
        {
            throw new ArgumentException("The span is too short.", nameof(text));
        }

        // "O" has seven places of a second, and the last is finer than what is kept.
        var length = text[.."yyyy-MM-ddTHH:mm:ss.ffffff".Length].TrimEnd('0').TrimEnd('.').Length;
        text[length] = 'Z';
        return length + 1;
    }

    /// <summary>The present instant, in UTC, cut to the microseconds that the databases keep.</summary>
    public static DateTime Now(this TimeProvider clock)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return new DateTime(now.Ticks - (now.Ticks % TimeSpan.TicksPerMicrosecond), DateTimeKind.Utc);
    }

    private static int Number(Group group) =>
        group.Success ? int.Parse(group.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(
        @"\A(?<date>[0-9]{4}-[0-9]{2}-[0-9]{2})[Tt ](?<time>[0-9]{2}:[0-9]{2})(:(?<second>[0-9]{2})(\.(?<fraction>[0-9]{1,9}))?)?"
            + @"([Zz]|(?<sign>[+-])(?<hours>[0-9]{2}):(?<minutes>[0-9]{2}))?\z",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Pattern();
}
