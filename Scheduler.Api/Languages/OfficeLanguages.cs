using Scheduler.Api.Office;

namespace Scheduler.Api.Languages;

/// <summary>The languages in which the office speaks to its clients, as its settings say.</summary>
/// <param name="Offered">Those that are offered, the default first.</param>
/// <param name="Default">For whoever has not asked for one.</param>
public sealed record OfficeLanguages(IReadOnlyList<Language> Offered, Language Default)
{
    public static OfficeLanguages Of(OfficeSettings settings) =>
        new(
            [
                .. settings
                    .Languages.Select(tag => Language.All[tag])
                    .OrderBy(l => l.Tag != settings.DefaultLanguage)
                    .ThenBy(l => l.Tag, StringComparer.Ordinal),
            ],
            Language.All[settings.DefaultLanguage]
        );

    /// <summary>
    /// How a client reads whose tag is kept, such as <c>en-US</c>; the office's own way where none is, or it is no longer offered.
    /// </summary>
    public Locale LocaleOf(string? tag) =>
        Find(tag) is { } language ? new Locale(language, RegionOf(tag!) ?? language.Region) : new Locale(Default, Default.Region);

    /// <summary>The offered language of a tag such as <c>de</c> or <c>de-AT</c>; null where it is not offered.</summary>
    public Language? Find(string? tag) =>
        tag is { Length: > 0 } && Language.All.TryGetValue(tag.Split('-', '_')[0], out var language) && Offered.Contains(language)
            ? language
            : null;

    /// <summary>The region of a tag such as <c>en-GB</c>; null where it has none.</summary>
    public static string? RegionOf(string tag) => tag.Split('-') is [_, .., { Length: 2 } region] ? region.ToUpperInvariant() : null;
}
