using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Scheduler.Tests.Web.Support;

namespace Scheduler.Tests.Web;

/// <summary>What the front desk's tasks cost, counted from the day: presses, typed fields and loaded pages, as docs/office.md says.</summary>
public sealed partial class TaskTests(ITestOutputHelper output)
{
    [InBrowser]
    public async Task Every_task_costs_what_the_docs_say()
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite);
        await Seeds.OfficeAsync(app);
        (await app.PatchAsync("/api/clients/noor", new { phone = "+49 30 1234" })).Expect(200);
        // The pictures of the docs are taken here: names for people to read.
        (await app.PatchAsync("/api/providers/ben", new { firstName = "Ben", lastName = "Carter" })).Expect(200);
        (await app.PatchAsync("/api/clients/hard0", new { firstName = "Lea", lastName = "Brandt" })).Expect(200);
        (await app.PatchAsync("/api/clients/hard1", new { firstName = "Zoë", lastName = "Ångström" })).Expect(200);
        var page = await Browser.OpenAsync(app);
        var desk = new Desk(page);
        var counted = new Dictionary<string, string>(StringComparer.Ordinal);

        await DoAsync("See who is where, and every gap", async () => await desk.SeesAsync(page.Locator(".column .gap a").First));
        await DoAsync(
            "Next free time, with whom",
            async () =>
            {
                await desk.PressAsync(desk.Link("Next free time"));
                await desk.SeesAsync(page.GetByRole(AriaRole.Radio, new() { Name = "Anna Schmidt" }).First);
            }
        );
        await DoAsync(
            "Book a known caller into a gap",
            async () =>
            {
                await desk.PictureAsync("task-book-1", page.Locator("[data-provider=ben] .gap a", new() { HasText = "14:00" }));
                await desk.PressAsync(page.Locator("[data-provider=ben] .gap a", new() { HasText = "14:00" }));
                await desk.TypeAsync(page.GetByLabel("Find a client"), "weber");
                await Assertions.Expect(page.GetByRole(AriaRole.Radio, new() { Name = "Jonas Weber" })).ToBeCheckedAsync();
                await desk.PictureAsync("task-book-2", desk.Button("Book"));
                await desk.PressAsync(desk.Button("Book"));
                await desk.SeesAsync(page.Locator("[data-provider=ben] .entry", new() { HasText = "Jonas Weber" }));
            }
        );
        await DoAsync(
            "Book somebody new, without an e-mail, now",
            async () =>
            {
                await desk.PressAsync(desk.Link("Next free time"));
                await desk.TypeAsync(page.GetByLabel("First name"), "Walk");
                await desk.TypeAsync(page.GetByLabel("Last name"), "Inn");
                await desk.PressAsync(desk.Button("Book"));
                await desk.SeesAsync(page.Locator(".entry", new() { HasText = "Walk Inn" }));
            }
        );
        await DoAsync(
            "Move to another time",
            async () =>
            {
                await desk.PressAsync(page.Locator("[data-provider=ben] .entry a", new() { HasText = "Jonas Weber" }));
                await desk.PressAsync(page.Locator(".free button").Last);
                await desk.SeesAsync(page.GetByText("The appointment has its new time"));
            }
        );
        await DoAsync(
            "Say that somebody has arrived",
            async () =>
            {
                await desk.PictureAsync("task-arrived-1", desk.Button("Arrived, Mia Lindqvist"), Desk.Phone);
                await page.Locator(".entry", new() { HasText = "Mia Lindqvist" }).HoverAsync();
                await desk.PressAsync(desk.Button("Arrived, Mia Lindqvist"));
                await desk.SeesAsync(page.Locator(".entry.arrived", new() { HasText = "Mia Lindqvist" }));
                await desk.PictureAsync("task-arrived-2", page.Locator(".entry.arrived"), Desk.Phone, pressedNext: false);
            }
        );
        (await app.SetDateAsync("anna", "2026-11-25", "")).Expect(200);
        await DoAsync(
            "Give all that a closed day displaced their new places",
            async () =>
            {
                await desk.PressAsync(desk.Link("Displaced"));
                await desk.PictureAsync("task-displaced-1", desk.Button("Move all as proposed"));
                await desk.PressAsync(desk.Button("Move all as proposed"));
                await desk.SeesAsync(page.GetByText("Every appointment ahead lies inside the open hours"));
            }
        );
        await DoAsync(
            "Find somebody by any part of a name, a phone or an e-mail",
            async () =>
            {
                await desk.TypeAsync(page.GetByLabel("Find"), "hadad");
                await desk.PressAsync(desk.Button("Find"));
                await desk.SeesAsync(page.GetByRole(AriaRole.Link, new() { Name = "Noor Haddad, next: Tue 24 Nov, 15:00" }));
            }
        );
        await DoAsync(
            "Print tomorrow, with phones and notes",
            async () =>
            {
                await desk.PressAsync(desk.Link("Print tomorrow"));
                await desk.SeesAsync(page.GetByText("+49 30 1234"));
            }
        );
        await DoAsync(
            "Go to any date",
            async () =>
            {
                await desk.TypeAsync(page.GetByLabel("Go to day"), "2027-03-01");
                await desk.PressAsync(desk.Button("Go"));
                await desk.SeesAsync(page.GetByText("Monday 1 March 2027"));
            }
        );

        foreach (var (task, counts) in counted)
        {
            output.WriteLine($"{task}: {counts}");
        }

        var told = Row()
            .Matches(await File.ReadAllTextAsync(Repository.File("docs", "office.md")))
            .ToDictionary(m => m.Groups["task"].Value, m => m.Groups["counts"].Value);
        Assert.Equal(counted, told);

        async Task DoAsync(string task, Func<Task> act)
        {
            await desk.BeginAsync();
            await act();
            counted.Add(task, desk.Counts);
        }
    }

    [GeneratedRegex(
        @"^\| (?<task>[^|]+?) \| (?<counts>[0-9]+ / [0-9]+ / [0-9]+) \|",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Row();
}
