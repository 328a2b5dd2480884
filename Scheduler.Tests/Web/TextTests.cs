using System.Text.RegularExpressions;
using Scheduler.Api.Languages;

namespace Scheduler.Tests.Web;

/// <summary>The files of texts: each language has every text, every text is used, and what is put into it fits.</summary>
public sealed partial class TextTests
{
    public static TheoryData<string> Tags => [.. Language.All.Keys];

    [Fact]
    public void There_are_five_languages() => Assert.Equal(["ar", "de", "en", "es", "fr"], Language.All.Keys.Order(StringComparer.Ordinal));

    [Theory, MemberData(nameof(Tags))]
    public void Every_language_has_every_text_in_each_of_its_plural_forms(string tag)
    {
        var english = Language.English.Keys.Where(key => !Region().IsMatch(key)).ToHashSet(StringComparer.Ordinal);
        var counted = english
            .Where(key => key.EndsWith(".other", StringComparison.Ordinal))
            .Select(key => key[..^".other".Length])
            .ToList();
        var expected = english
            .Where(key => !counted.Any(root => key.StartsWith($"{root}.", StringComparison.Ordinal) && Form().IsMatch(key)))
            .Concat(counted.SelectMany(root => Plurals.Forms(tag).Select(form => $"{root}.{form}")));
        Assert.Equal(
            expected.Order(StringComparer.Ordinal),
            Language.All[tag].Keys.Where(key => !Region().IsMatch(key)).Order(StringComparer.Ordinal)
        );
    }

    [Theory, MemberData(nameof(Tags))]
    public void Every_text_has_the_gaps_of_the_English_one(string tag)
    {
        var language = Language.All[tag];
        foreach (var key in language.Keys)
        {
            Assert.False(string.IsNullOrWhiteSpace(language[key]), key);
            if (Language.English.Find(key) is { } english && !Form().IsMatch(key))
            {
                Assert.True(Gaps(english).SetEquals(Gaps(language[key])), $"{tag} {key}: {language[key]}");
            }
        }
    }

    [Theory]
    [InlineData("en", 0, "0 times"), InlineData("en", 1, "1 time"), InlineData("en", 2, "2 times")]
    [InlineData("fr", 0, "0 horaire"), InlineData("fr", 1, "1 horaire"), InlineData("fr", 2, "2 horaires")]
    [InlineData("ar", 0, "لا مواعيد"), InlineData("ar", 2, "موعدان"), InlineData("ar", 7, "7 مواعيد")]
    [InlineData("ar", 11, "11 موعدًا"), InlineData("ar", 100, "100 موعد"), InlineData("ar", 103, "103 مواعيد")]
    public void A_count_takes_the_form_of_its_language(string tag, int count, string text) =>
        Assert.Equal(text, Language.All[tag].Count("Times", count));

    [Fact]
    public void Every_text_is_used_and_every_text_that_is_used_is_there()
    {
        var folder = Repository.File("Scheduler.Api");
        var said = Directory
            .EnumerateFiles(folder, "*.*", SearchOption.AllDirectories)
            .Where(file => file.EndsWith(".cs", StringComparison.Ordinal) || file.EndsWith(".razor", StringComparison.Ordinal))
            .SelectMany(file => Quoted().Matches(File.ReadAllText(file)).Select(m => m.Groups[1].Value))
            .ToHashSet(StringComparer.Ordinal);
        var keys = Language.English.Keys.ToList();
        Assert.DoesNotContain(keys, key => !said.Contains(key) && !said.Contains(Root(key)));
        var first = keys.Select(key => key.Split('.')[0]).ToHashSet(StringComparer.Ordinal);
        var dotted = said.Where(text => text.Contains('.', StringComparison.Ordinal) && first.Contains(text.Split('.')[0]));
        Assert.DoesNotContain(dotted, text => !keys.Contains(text) && !keys.Exists(key => Root(key) == text));
    }

    /// <summary>What the code says: the pages make names of further texts of a problem from that of its title.</summary>
    private static string Root(string key) => OfProblem().Replace(Form().Replace(Region().Replace(key, ""), ""), "");

    [Fact]
    public void French_punctuation_stays_with_its_word() =>
        Assert.DoesNotContain(Language.All["fr"].Keys, key => Regex.IsMatch(Language.All["fr"][key], " [:;?!]"));

    private static HashSet<string> Gaps(string text) => [.. Regex.Matches(text, @"\{\d\}").Select(m => m.Value)];

    /// <summary>A text for one region alone.</summary>
    [GeneratedRegex(@"\.[A-Z]{2}$")]
    private static partial Regex Region();

    [GeneratedRegex(@"\.(zero|one|two|few|many|other)$")]
    private static partial Regex Form();

    [GeneratedRegex(@"(?<=^Problem\..+)\.(Meaning|Remedy)$")]
    private static partial Regex OfProblem();

    [GeneratedRegex("(?<!=)\"([A-Z][A-Za-z]+(?:\\.[A-Za-z]+)*)\"")]
    private static partial Regex Quoted();
}
