using Microsoft.Net.Http.Headers;
using Scheduler.Api.Languages;
using Scheduler.Api.Office;

namespace Scheduler.Api.Web;

/// <summary>
/// The language of one page. The office's pages are in English; the others are in the one that their address names, the client's, the
/// browser's or the office's.
/// </summary>
public sealed class PageLanguage(OfficeProfile profile)
{
    /// <summary>The parameter of an address by which somebody chooses a language.</summary>
    public const string Parameter = "lang";

    private IReadOnlyList<string> asked = [];

    private OfficeLanguages Languages => OfficeLanguages.Of(profile.Last);

    public Locale Locale { get; private set; } = Locale.English;

    /// <summary>The tag that the address names; null where it names none. Every further link of a page carries it.</summary>
    public string? Chosen { get; private set; }

    /// <summary>The address of this page without its language, for those that choose another; null for the answer to a form.</summary>
    public string? Here { get; private set; }

    /// <summary>The languages to choose from.</summary>
    public IReadOnlyList<Language> Offered => Languages.Offered;

    public string Tag => Locale.Language.Tag;

    /// <summary>The tag with its region, as it is kept with what somebody books.</summary>
    public string Kept => Locale.Region.Length == 2 ? $"{Tag}-{Locale.Region}" : Tag;

    public string? Direction => Locale.Language.IsRightToLeft ? "rtl" : null;

    /// <summary>A name within a text that is written from right to left: its own direction stays within it, and leaves that of the text.</summary>
    public string Apart(string name) => Direction is null ? name : $"\u2068{name}\u2069";

    public string this[string key] => Locale[key];

    public string this[string key, params object?[] values] => Locale.Format(key, values);

    public string Count(string key, int count) => Locale.Count(key, count);

    /// <summary>For the pages of whoever books.</summary>
    public void Choose(HttpContext http)
    {
        asked = Asked(http);
        Here = HttpMethods.IsGet(http.Request.Method)
            ? http.Request.Path.ToUriComponent() + QueryString.Create(http.Request.Query.Where(p => p.Key != Parameter)).ToUriComponent()
            : null;
        var chosen = Languages.Find(http.Request.Query[Parameter]);
        Chosen = chosen?.Tag;
        Speak(chosen ?? asked.Select(Languages.Find).FirstOrDefault(l => l is not null) ?? Languages.Default);
    }

    /// <summary>Goes on in the language in which a client has read before, unless the address names one.</summary>
    public void Continue(string? tag)
    {
        if (Chosen is null && Languages.Find(tag) is { } language)
        {
            Speak(language, OfficeLanguages.RegionOf(tag!));
        }
    }

    public string Full(DateOnly date) => Locale.Full(date);

    public string DayName(DateOnly date) => Locale.DayName(date);

    public string ShortDay(DateOnly date) => Locale.ShortDay(date);

    public string Month(DateOnly date) => Locale.Month(date);

    public string Length(int minutes) => Locale.Length(minutes);

    /// <summary>An address of this service, in the chosen language.</summary>
    public string Url(string path) => Chosen is null ? path : Url(path, Chosen);

    /// <summary>An address of this service in a language.</summary>
    public static string Url(string path, string tag)
    {
        var end = path.IndexOf('#', StringComparison.Ordinal) is var at and >= 0 ? at : path.Length;
        return $"{path[..end]}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{Parameter}={tag}{path[end..]}";
    }

    /// <summary>The region is the one that the browser names with this language.</summary>
    /// <param name="otherwise">The region where it names none.</param>
    private void Speak(Language language, string? otherwise = null) =>
        Locale = new Locale(
            language,
            asked.Where(tag => Languages.Find(tag) == language).Select(OfficeLanguages.RegionOf).FirstOrDefault(r => r is not null)
                ?? otherwise
                ?? language.Region
        );

    /// <summary>The tags of <c>Accept-Language</c>, the most wanted first.</summary>
    public static IReadOnlyList<string> Asked(HttpContext http) =>
        StringWithQualityHeaderValue.TryParseList(http.Request.Headers.AcceptLanguage, out var languages)
            ? [.. languages.OrderByDescending(l => l.Quality ?? 1).Select(l => l.Value.Value ?? "")]
            : [];
}
