using System.Text.RegularExpressions;

namespace Scheduler.Api.Http;

/// <summary>Codes of languages (BCP 47), as far as people need them: a language, and a region or a script where it matters.</summary>
internal static partial class LanguageCodes
{
    /// <summary>More than anybody speaks.</summary>
    public const int Most = 20;

    public static bool IsOne(string? code) => code is not null && Code().IsMatch(code);

    public static bool AreSome(IReadOnlyList<string> codes) =>
        codes.Count <= Most && codes.All(IsOne) && codes.Distinct(StringComparer.OrdinalIgnoreCase).Count() == codes.Count;

    [GeneratedRegex(
        @"\A[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}\z",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Code();
}
