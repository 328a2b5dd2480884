using Scheduler.Tests.Http;
using Scheduler.Tests.Web.Support;

namespace Scheduler.Tests.Web;

/// <summary>The public pages, in every state, keep the recommended rules of html-validate; markup.cjs says which they need not.</summary>
public sealed class MarkupTests
{
    private const string Day = "month=2026-11&day=2026-11-26&tz=Europe/Berlin";

    [Fact]
    public async Task The_public_pages_keep_the_rules_of_a_validator()
    {
        Skip.Missing(!Directory.Exists(GeneratedClients.Module("html-validate")), "There is no validator: npm ci in Scheduler.Tests.");
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite);
        await Seeds.OfficeAsync(app);
        (await app.PatchAsync("/api/settings", new { privacyText = "We keep <little>.\n\nAnd that for a year." })).Expect(200);
        var folder = Directory.CreateTempSubdirectory("scheduler-markup-").FullName;
        using var visitor = new Visitor(app);
        await WalkAsync(app, visitor, (name, page) => File.WriteAllTextAsync(Path.Combine(folder, $"{name}.html"), page.Html));
        Assert.True(Directory.GetFiles(folder).Length > 30);
        await GeneratedClients.RunAsync(
            "node",
            GeneratedClients.Module(".bin", "html-validate"),
            "--config",
            Repository.File("Scheduler.Tests", "markup.cjs"),
            "--formatter",
            "text",
            folder
        );
        Directory.Delete(folder, recursive: true);
    }

    private static async Task WalkAsync(TestApp app, Visitor visitor, Func<string, VisitedPage, Task> keep)
    {
        (string Name, string Path)[] pages =
        [
            ("choose", "/book"),
            ("choose-provider", "/book?type=consultation&tz=UTC"),
            ("day", $"/book/anna?type=consultation&{Day}"),
            ("day-empty", "/book/anna?type=consultation&month=2026-11&day=2026-11-28&tz=Europe/London"),
            ("month-empty", "/book/anna?type=consultation&month=2027-04&tz=UTC"),
            ("visit", $"/book/any?type=visit&{Day}"),
            ("meet-choose", "/meet"),
            ("meet", "/meet?provider=anna&provider=ben&minutes=60&tz=Europe/Berlin"),
            ("privacy", "/privacy"),
            ("sign-in", "/sign-in"),
            ("setup", "/setup"),
            ("problems", "/problems"),
            ("problem", "/problems/slot-taken"),
            ("not-found", "/nothing/here"),
            ("not-offered", "/book/nobody?type=consultation"),
            ("wrong-link", $"/appointments/{Guid.CreateVersion7()}"),
        ];
        foreach (var (name, path) in pages)
        {
            await keep(name, await visitor.OpenAsync(path));
        }

        foreach (var language in new[] { "de", "fr", "es", "ar" })
        {
            await keep($"choose-{language}", await visitor.OpenAsync($"/book?lang={language}"));
            await keep($"day-{language}", await visitor.OpenAsync($"/book/anna?type=consultation&{Day}&lang={language}"));
        }

        await keep(
            "sign-in-wrong",
            await visitor.SendAsync(await visitor.OpenAsync("/sign-in"), "/sign-in", ("email", "x"), ("password", "y"))
        );
        foreach (var type in new[] { "consultation", "meeting" })
        {
            var day = await visitor.OpenAsync($"/book/anna?type={type}&month=2026-12&day=2026-12-0{type.Length % 3 + 1}&tz=UTC");
            var details = await visitor.TapAsync(day, FirstStart(day));
            await keep($"{type}-details", details);
            var again = type == "meeting" ? "/anna" : "/release";
            await keep($"{type}-typed", await visitor.SendAsync(details, again, ("firstName", "Zoë \"Z\"")));
            details = await visitor.TapAsync(day, FirstStart(day));
            var errors = await visitor.ConfirmAsync(details, "");
            await keep($"{type}-errors", errors);
            var booked = await visitor.ConfirmAsync(errors);
            await keep($"{type}-booked", booked);
            var own = booked.Path.Split('?')[0];
            await keep($"{type}-own", await visitor.OpenAsync(own));
            var move = await visitor.OpenAsync($"{own}/move");
            await keep($"{type}-move", move);
            await keep($"{type}-moved", await visitor.SendAsync(move, "/move", ("start", FirstStart(move))));
            await keep($"{type}-cancelled", await visitor.SendAsync(await visitor.OpenAsync(own), "/cancel"));
            await keep($"{type}-move-cancelled", await visitor.OpenAsync($"{own}/move"));
        }

        var late = await visitor.TapAsync(await visitor.OpenAsync($"/book/anna?type=consultation&{Day}"), "2026-11-26T14:00:00Z");
        app.Clock.Advance(TimeSpan.FromHours(1));
        await keep("lapsed", await visitor.OpenAsync(late.Path));
        await keep("lapsed-typed", await visitor.ConfirmAsync(late));
        using var other = visitor.Another();
        var free = await visitor.OpenAsync($"/book/anna?type=meeting&{Day}");
        var slow = await visitor.TapAsync(free, FirstStart(free));
        await other.ConfirmAsync(await other.TapAsync(free, FirstStart(free)));
        await keep("taken", await visitor.ConfirmAsync(slow));
    }

    /// <summary>The first time that a page offers.</summary>
    private static string FirstStart(VisitedPage page) => page.Html.Split("<button name=\"start\" value=\"")[1].Split('"')[0];
}
