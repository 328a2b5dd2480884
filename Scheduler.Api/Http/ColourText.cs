using System.Text.RegularExpressions;

namespace Scheduler.Api.Http;

/// <summary>Colours in requests.</summary>
internal static partial class ColourText
{
    /// <summary>Such as <c>#0b57d0</c>, in any case.</summary>
    public static bool IsOne(string text) => Colour().IsMatch(text);

    [GeneratedRegex(@"\A#[0-9A-Fa-f]{6}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Colour();
}
