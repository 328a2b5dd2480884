using System.Collections.Frozen;
using System.Globalization;
using System.Reflection;
using System.Resources;

namespace Scheduler.Api.Languages;

/// <summary>
/// One language in which clients are spoken to: its texts, the names of its days and months, its forms of the plural. All of it stands
/// in one file, <c>Texts.fr.resx</c>; a file more is a language more.
/// </summary>
public sealed class Language
{
    private const string Prefix = "Scheduler.Api.Languages.Texts.";
    private const string Suffix = "resources";
    private const string Neutral = "en";

    private readonly FrozenDictionary<string, string> texts;

    private Language(string tag, FrozenDictionary<string, string> texts)
    {
        (Tag, this.texts) = (tag, texts);
        var format = new DateTimeFormatInfo
        {
            DayNames = Names("Date.Days"),
            AbbreviatedDayNames = Names("Date.ShortDays"),
            ShortestDayNames = Names("Date.ShortestDays"),
            // An array of thirteen: some calendars have a month more.
            MonthNames = [.. Names("Date.Months"), ""],
            AbbreviatedMonthNames = [.. Names("Date.ShortMonths"), ""],
        };
        format.MonthGenitiveNames = format.MonthNames;
        format.AbbreviatedMonthGenitiveNames = format.AbbreviatedMonthNames;
        Culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        Culture.DateTimeFormat = format;
    }

    /// <summary>Every language, by its IETF tag: the one file that is part of the program's own assembly, and each beside it.</summary>
    public static IReadOnlyDictionary<string, Language> All { get; } = Read(typeof(Language).Assembly);

    public static Language English => All[Neutral];

    /// <summary>IETF tag, such as <c>fr</c>.</summary>
    public string Tag { get; }

    /// <summary>What the language calls itself.</summary>
    public string Name => texts["Language.Name"];

    public bool IsRightToLeft => texts["Language.Direction"] == "rtl";

    /// <summary>The region that is meant where a browser names none, by ISO 3166; <c>001</c> is the world.</summary>
    public string Region => texts["Language.Region"];

    /// <summary>How dates are written: the names are the language's, all else is invariant.</summary>
    public CultureInfo Culture { get; }

    public IReadOnlyCollection<string> Keys => texts.Keys;

    /// <summary>The text of this name.</summary>
    /// <exception cref="InvalidOperationException">There is none: a test finds it before a client does.</exception>
    public string this[string key] => Find(key) ?? throw new InvalidOperationException($"There is no text '{key}' in '{Tag}'.");

    /// <summary>The text of this name; null where the language has none.</summary>
    public string? Find(string key) => texts.GetValueOrDefault(key);

    /// <summary>The text with what is put into it: <c>{0}</c> and so on.</summary>
    public string Format(string key, params ReadOnlySpan<object?> values) => string.Format(Culture, this[key], values);

    /// <summary>The text for so many: the one of the count's plural form, else of the form <c>other</c>.</summary>
    /// <param name="key">Without the form: <c>Times</c> for <c>Times.one</c>.</param>
    public string Count(string key, int count) =>
        string.Format(Culture, Find($"{key}.{Plurals.Form(Tag, count)}") ?? this[$"{key}.{Plurals.Other}"], count);

    private string[] Names(string key) => this[key].Split('|');

    private static FrozenDictionary<string, Language> Read(Assembly assembly)
    {
        var languages = new Dictionary<string, Language>(StringComparer.OrdinalIgnoreCase);
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            var tag = name == Prefix + Suffix ? Neutral : name[Prefix.Length..^(Suffix.Length + 1)];
            using var reader = new ResourceReader(assembly.GetManifestResourceStream(name)!);
            var read = new Dictionary<string, string>(StringComparer.Ordinal);
            for (var entries = reader.GetEnumerator(); entries.MoveNext(); )
            {
                read[(string)entries.Key] = (string)entries.Value!;
            }

            languages[tag] = new Language(tag, read.ToFrozenDictionary(StringComparer.Ordinal));
        }

        return languages.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }
}
