namespace Scheduler.Api.Languages;

/// <summary>Which form of a text a count takes, by the rules of Unicode's CLDR for whole numbers.</summary>
public static class Plurals
{
    /// <summary>The form that every language has.</summary>
    public const string Other = "other";

    private const string One = "one";
    private static readonly string[] Two = [One, Other];
    private static readonly string[] Arabic = ["zero", One, "two", "few", "many", Other];

    /// <summary>The forms that a language's texts have.</summary>
    public static IReadOnlyList<string> Forms(string tag) => tag == "ar" ? Arabic : Two;

    /// <remarks>French and Spanish have a form for whole millions, which nothing here counts to.</remarks>
    public static string Form(string tag, int count) =>
        tag switch
        {
            "fr" => count is 0 or 1 ? One : Other,
            "ar" => (count, count % 100) switch
            {
                (0, _) => "zero",
                (1, _) => One,
                (2, _) => "two",
                (_, >= 3 and <= 10) => "few",
                (_, >= 11) => "many",
                _ => Other,
            },
            _ => count == 1 ? One : Other,
        };
}
