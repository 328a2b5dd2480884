using System.Net;
using System.Text.RegularExpressions;
using Scheduler.Api.Languages;
using Scheduler.Tests.Mail;
using Scheduler.Tests.Web.Support;

namespace Scheduler.Tests.Web;

/// <summary>The pages of whoever books, and their mails, in each language.</summary>
public sealed class LanguageTests
{
    public static TheoryData<string> Tags => [.. Language.All.Keys];

    [Theory]
    [InlineData("", "de-AT,de;q=0.9,en;q=0.8", "de")]
    [InlineData("", "xx,fr-CA;q=0.5,en;q=0.3", "fr")]
    [InlineData("", "nl", "en")]
    [InlineData("?lang=es", "de", "es")]
    [InlineData("?lang=xx", "ar", "ar")]
    public async Task The_address_the_browser_and_the_office_say_the_language(string query, string accept, string spoken)
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite);
        using var visitor = new Visitor(app, accept);
        var page = await visitor.OpenAsync($"/book{query}");
        Assert.Contains($"<html lang=\"{spoken}\"{(spoken == "ar" ? " dir=\"rtl\"" : "")}>", page.Html, StringComparison.Ordinal);
        // The office's own pages are in English, whoever looks.
        Assert.Contains("<html lang=\"en\">", (await visitor.OpenAsync("/clients")).Html, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Tags))]
    public async Task A_whole_booking_speaks_one_language(string tag)
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite);
        await app.OpenProviderAsync("kim");
        var language = Language.All[tag];
        using var visitor = new Visitor(app);
        var pages = new List<VisitedPage>();
        async Task<VisitedPage> SeeAsync(Task<VisitedPage> opening)
        {
            pages.Add(await opening);
            return pages[^1];
        }

        await SeeAsync(visitor.OpenAsync($"/book?lang={tag}"));
        await SeeAsync(visitor.OpenAsync($"/book?type=consultation&lang={tag}"));
        await SeeAsync(visitor.OpenAsync($"/meet?lang={tag}"));
        await SeeAsync(visitor.OpenAsync($"/book/kim?type=consultation&day=2026-11-28&lang={tag}"));
        await SeeAsync(visitor.OpenAsync($"/book/kim?type=consultation&month=2027-06&lang={tag}"));
        var times = await SeeAsync(visitor.OpenAsync($"/book/kim?type=consultation&day=2026-11-24&lang={tag}"));
        var held = await SeeAsync(visitor.TapAsync(times, "2026-11-24T10:00:00Z"));
        await SeeAsync(visitor.OpenAsync(times.Path));
        await SeeAsync(visitor.ConfirmAsync(held, " "));
        var own = await SeeAsync(visitor.ConfirmAsync(held));
        Assert.True(own.Says(language["Own.Booked"]), own.Words);
        var move = await SeeAsync(visitor.OpenAsync($"{own.Path.Split('?')[0]}/move?lang={tag}&day=2026-11-24"));
        (await app.BookAsync("bob", "consultation", "kim", "2026-11-24T11:00:00Z")).Expect(201);
        await SeeAsync(visitor.SendAsync(move, "/move", ("start", "2026-11-24T11:00:00Z")));
        await SeeAsync(visitor.SendAsync(own, "/cancel"));
        await SeeAsync(visitor.OpenAsync($"/book/nobody?type=visit&lang={tag}"));
        await SeeAsync(visitor.OpenAsync($"/appointments/{Guid.Empty}?lang={tag}"));
        foreach (var page in pages)
        {
            Assert.Contains($"<html lang=\"{tag}\"", page.Html, StringComparison.Ordinal);
            // What is in English and would be said otherwise is a text that was forgotten.
            var shown = WebUtility.HtmlDecode(page.Html);
            var left =
                tag == "en" ? [] : Others(language).Where(text => Regex.IsMatch(shown, $"(?<![\\w-]){Regex.Escape(text)}(?![\\w-])"));
            Assert.True(!left.Any(), $"{page.Path}: {string.Join(" | ", left)}");
        }
    }

    /// <summary>English texts without gaps, and names of days and months, that this language says otherwise.</summary>
    private static IEnumerable<string> Others(Language language) =>
        Language
            .English.Keys.Where(key =>
                !key.StartsWith("Language.", StringComparison.Ordinal) && !key.StartsWith("Clock.", StringComparison.Ordinal)
            )
            .SelectMany(key => Split(Language.English, key).Except(Split(language, key)))
            .Where(text => text.Length > 4 && !text.Contains('{', StringComparison.Ordinal))
            .Where(text => !language.Keys.Any(key => language[key].Contains(text, StringComparison.Ordinal)));

    private static string[] Split(Language language, string key) => language.Find(key)?.Split('|') ?? [];

    [Theory]
    [InlineData("en-GB", "", "Monday", ">10:00<", "Tuesday 24 November")]
    [InlineData("en-US", "", "Sunday", ">10:00 am<", "Tuesday, November 24")]
    [InlineData("de-DE", "", "Montag", ">10:00<", "Dienstag, 24. November")]
    [InlineData("fr-CA", "", "dimanche", ">10:00 AM<", "mardi 24 novembre")]
    [InlineData("es-ES", "", "lunes", ">10:00<", "martes, 24 de noviembre")]
    [InlineData("en-GB", "&lang=ar", "السبت", ">10:00 ص<", "الثلاثاء، 24 نوفمبر")]
    public async Task The_week_the_clock_and_the_date_are_the_regions(string accept, string query, string first, string time, string day)
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite);
        await app.OpenProviderAsync("kim");
        using var visitor = new Visitor(app, accept);
        var page = await visitor.OpenAsync($"/book/kim?type=consultation&day=2026-11-24&tz=UTC{query}");
        Assert.Equal(first, Regex.Match(WebUtility.HtmlDecode(page.Html), "<th scope=\"col\" abbr=\"([^\"]+)\"").Groups[1].Value);
        Assert.Contains(time, WebUtility.HtmlDecode(page.Html), StringComparison.Ordinal);
        Assert.True(page.Says(day), page.Words);
        // Tuesday stands below Tuesday.
        var row = Regex.Match(page.Html, "<tr>(?:(?!</tr>).)*aria-current=\"date\"", RegexOptions.Singleline).Value;
        var column = Regex.Count(row[row.LastIndexOf("<tr>", StringComparison.Ordinal)..], "<td");
        var names = Regex.Matches(WebUtility.HtmlDecode(page.Html), "abbr=\"([^\"]+)\"").Select(m => m.Groups[1].Value).ToList();
        Assert.StartsWith(names[column - 1], day, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mails_are_in_the_language_and_the_zone_of_the_page()
    {
        await using var server = await MailServer.StartAsync();
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite, TestApp.Now, server.Settings);
        await app.OpenProviderAsync("kim", timeZone: "Europe/London");
        using var visitor = new Visitor(app, "fr-FR");
        var times = await visitor.OpenAsync("/book/any?type=meeting&day=2026-11-24&tz=Asia/Calcutta");
        var own = await visitor.ConfirmAsync(await visitor.TapAsync(times, "2026-11-24T10:00:00Z"));
        await server.AwaitAsync(1);
        var mail = server.All.First();
        Assert.Equal("Meeting\u00a0: mardi 24 novembre 2026, 15:30 (Asia/Kolkata)", mail.Subject);
        Assert.Contains("Votre rendez-vous est réservé, Noor Haddad.", mail.Text, StringComparison.Ordinal);
        Assert.Contains("<html lang=\"fr\"", mail.Html, StringComparison.Ordinal);
        // The link in it opens in that language and zone in any browser.
        var link = new Uri(Regex.Match(mail.Text, "http[^ \r\n]+").Value).PathAndQuery;
        using var elsewhere = new Visitor(app, "en-GB");
        var opened = await elsewhere.OpenAsync(link);
        Assert.True(opened.Says("Votre rendez-vous") && opened.Says("15:30") && opened.Says("Asia/Kolkata"), opened.Words);
        await visitor.SendAsync(own, "/cancel");
        await server.AwaitAsync(2);
        Assert.StartsWith("Annulé\u00a0: Meeting", server.All.Last().Subject, StringComparison.Ordinal);
    }
}
