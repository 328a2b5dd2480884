namespace Scheduler.Api.Languages;

/// <summary>The languages in which the office speaks to its clients.</summary>
public static class OfficeLanguages
{
    /// <summary>Those that are offered, by tag.</summary>
    public static IReadOnlyList<Language> Offered { get; } =
    [.. Language.All.Values.OrderBy(l => l.Tag != Default.Tag).ThenBy(l => l.Tag, StringComparer.Ordinal)];

    /// <summary>For whoever has not asked for one.</summary>
    public static Language Default => Language.English;

    /// <summary>
    /// How a client reads whose tag is kept, such as <c>en-US</c>; the office's own way where none is, or it is no longer offered.
    /// </summary>
    public static Locale Of(string? tag) =>
        Find(tag) is { } language ? new Locale(language, RegionOf(tag!) ?? language.Region) : new Locale(Default, Default.Region);

    /// <summary>The region of a tag such as <c>en-GB</c>; null where it has none.</summary>
    public static string? RegionOf(string tag) => tag.Split('-') is [_, .., { Length: 2 } region] ? region.ToUpperInvariant() : null;

    /// <summary>The offered language of a tag such as <c>de</c> or <c>de-AT</c>; null where it is not offered.</summary>
    public static Language? Find(string? tag) =>
        tag is { Length: > 0 } && Language.All.TryGetValue(tag.Split('-', '_')[0], out var language) && Offered.Contains(language)
            ? language
            : null;
}
