using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Scheduler.Tests.Web.Support;

namespace Scheduler.Tests.Web;

/// <summary>Who came is said by one press on the day.</summary>
public sealed class DayAttendanceTests
{
    [Theory, OnEachDatabase]
    public async Task The_day_offers_what_can_be_said_and_saying_it_twice_is_saying_it_once(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database, settings: ["Scheduling:TimeZone", "Europe/Berlin"]);
        await app.OpenProviderAsync("anna");
        var id = (await app.BookAsync("noor", "meeting", "anna", "2026-11-24T10:00:00Z", 30)).Expect(201).Text("id");
        Assert.Empty(await OfferedAsync(app, id));

        app.Clock.Set("2026-11-24T08:00:00Z");
        Assert.Equal(["arrived"], await OfferedAsync(app, id));
        app.Clock.Set("2026-11-24T10:05:00Z");
        Assert.Equal(["arrived", "no-show"], await OfferedAsync(app, id));
        app.Clock.Set("2026-11-24T10:30:00Z");
        Assert.Equal(["done", "no-show"], await OfferedAsync(app, id));

        await Task.WhenAll(
            Enumerable
                .Range(0, 4)
                .Select(async _ =>
                    Assert.Equal("/?date=2026-11-24&done=attended", await app.LeadsToAsync("/day/attendance", ("arrived", id)))
                )
        );
        Assert.Equal("arrived", (await app.FindAsync(id)).Text("attendance"));
        var told = (await app.GetAsync("/api/events?limit=200&types=appointment.attendance")).Expect(200)["items"];
        Assert.Equal(1, told.GetArrayLength());
        Assert.Equal(["done"], await OfferedAsync(app, id));
    }

    [Fact]
    public async Task What_somebody_else_has_said_meanwhile_stays_and_is_told()
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite);
        await app.OpenProviderAsync("anna");
        var id = (await app.BookAsync("noor", "meeting", "anna", "2026-11-24T10:00:00Z", 30)).Expect(201).Text("id");
        var early = await app.SendFormAsync("/day/attendance", ("arrived", id));
        Assert.Equal(409, early.Status);
        Assert.Contains("from the day of the appointment on", early.Body, StringComparison.Ordinal);

        app.Clock.Set("2026-11-24T10:20:00Z");
        Assert.NotNull(await app.LeadsToAsync("/day/attendance", ("no-show", id)));
        var stale = await app.SendFormAsync("/day/attendance", ("arrived", id));
        Assert.Equal(409, stale.Status);
        Assert.Contains("“Did not come” is written down already", stale.Body, StringComparison.Ordinal);
        Assert.Equal("no-show", (await app.FindAsync(id)).Text("attendance"));
        (await app.SendFormAsync("/day/attendance", ("arrived", Guid.CreateVersion7().ToString()))).Expect(404);
        (await app.SendFormAsync("/day/attendance")).Expect(404);
    }

    [InBrowser]
    public async Task One_press_without_a_script_and_Back_and_twice_are_told_the_truth()
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite);
        await Seeds.OfficeAsync(app);
        foreach (var scripts in new[] { false, true })
        {
            var page = await Browser.OpenAsync(app, scripts, height: 1400);
            await page.GotoAsync("/");
            var entry = page.Locator(".entry", new() { HasText = "Mia Lindqvist" });
            var button = page.GetByRole(AriaRole.Button, new() { Name = scripts ? "Done, Mia Lindqvist" : "Arrived, Mia Lindqvist" });
            await Assertions.Expect(button).ToBeHiddenAsync();
            // A keyboard gets there as a mouse does.
            await entry.Locator("a").FocusAsync();
            await page.Keyboard.PressAsync("Tab");
            await Assertions.Expect(button).ToBeFocusedAsync();
            if (scripts)
            {
                await Axe.CheckAsync(page, "a day with a button");
                await button.DblClickAsync();
            }
            else
            {
                await button.ClickAsync();
            }

            await Assertions.Expect(page.GetByText("Whether the client came is written down")).ToBeVisibleAsync();
            await Assertions.Expect(entry).ToHaveClassAsync(new Regex(scripts ? "done" : "arrived"));
            await page.GoBackAsync();
            if (scripts)
            {
                // What Back shows is what is true by now.
                await Assertions.Expect(button).ToHaveCountAsync(0);
                continue;
            }

            // Without a script a browser shows what it has kept: said again, it is said once.
            await entry.HoverAsync();
            await button.ClickAsync();
            await Assertions.Expect(page.GetByText("Whether the client came is written down")).ToBeVisibleAsync();
        }
    }

    [InBrowser]
    public async Task On_a_phone_the_buttons_are_there_and_large()
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite);
        await BoardTests.BusyDayAsync(app);
        app.Clock.Set("2026-11-24T12:00:00Z");
        var page = await Browser.OpenAsync(app, width: 390);
        await page.GotoAsync("/");
        var box = (await page.Locator(".came button").First.BoundingBoxAsync())!;
        Assert.True(box is { Height: >= 44, Width: >= 44 }, $"{box.Width} by {box.Height}");
        await Axe.CheckAsync(page, "a phone's day");
        var covered = await page.EvaluateAsync<int>(
            "() => [...document.querySelectorAll('.entry:has(.came)')].filter(e => e.querySelector('b').getBoundingClientRect().right > e.querySelector('.came').getBoundingClientRect().left).length"
        );
        Assert.Equal(0, covered);
    }

    private static async Task<string[]> OfferedAsync(TestApp app, string id) =>
        [
            .. Regex
                .Matches((await app.GetAsync("/?date=2026-11-24")).Expect(200).Body, "name=\"([a-z-]+)\" value=\"" + id)
                .Select(m => m.Groups[1].Value),
        ];
}
