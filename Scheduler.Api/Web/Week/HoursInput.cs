using System.Globalization;
using System.Text.RegularExpressions;
using Scheduler.Api.Availability;

namespace Scheduler.Api.Web.Week;

/// <summary>Open hours as people write them, <c>9-12, 13:00–17:00</c>; the rules for hours then judge them.</summary>
internal static partial class HoursInput
{
    public static IReadOnlyList<HoursRange> Read(string text) =>
        text.Length == 0 || text.Equals("closed", StringComparison.OrdinalIgnoreCase)
            ? []
            : text.Split([',', ';', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Range).ToList();

    public static string Write(IEnumerable<HoursRange> ranges) => string.Join(", ", ranges.Select(r => $"{r.Start}-{r.End}"));

    private static HoursRange Range(string text)
    {
        var match = Pattern().Match(text);
        // What cannot be read is passed on as it is: the rules say what is wrong with it.
        return match.Success ? new HoursRange(Time(match, "h1", "m1"), Time(match, "h2", "m2")) : new HoursRange(text, text);
    }

    private static string Time(Match match, string hour, string minute)
    {
        var hours = int.Parse(match.Groups[hour].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);
        return $"{hours:00}:{(match.Groups[minute].Success ? match.Groups[minute].Value : "00")}";
    }

    [GeneratedRegex(
        @"\A(?<h1>[0-9]{1,2})([:.](?<m1>[0-9]{2}))?\s*(-|–|to)\s*(?<h2>[0-9]{1,2})([:.](?<m2>[0-9]{2}))?\z",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Pattern();
}
