using Microsoft.Playwright;
using Scheduler.Tests.Web.Support;

namespace Scheduler.Tests.Web;

/// <summary>A provider's week in a browser.</summary>
public sealed class WeekTests
{
    private const string Week = "/providers/anna/week?from=2026-11-23";

    [InBrowser]
    public async Task An_appointment_is_moved_by_keyboard()
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite);
        var office = await Seeds.OfficeAsync(app);
        var page = await Browser.OpenAsync(app);
        await page.GotoAsync(Week);
        await page.Locator($"a[href$='{office.Appointment}']").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.GetByLabel("Date").FillAsync("2026-11-26");
        await page.GetByLabel("Time").FillAsync("13:30");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByText("The appointment has its new time")).ToBeVisibleAsync();
        Assert.Equal("2026-11-26T12:30:00Z", (await app.GetAsync($"/api/appointments/{office.Appointment}")).Text("start"));
    }

    [InBrowser]
    public async Task A_drag_fills_the_form_that_moves_and_saves_nothing_itself()
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite);
        var office = await Seeds.OfficeAsync(app);
        var page = await Browser.OpenAsync(app, height: 1600);
        await page.GotoAsync(Week);
        var from = await page.Locator($"a[href$='{office.Appointment}']").BoundingBoxAsync();
        var to = await page.Locator("[data-date='2026-11-26'] .track").BoundingBoxAsync();
        await page.Mouse.MoveAsync(from!.X + 20, from.Y + 4);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(to!.X + 20, from.Y + 4, new() { Steps = 8 });
        await page.Mouse.MoveAsync(to.X + 20, from.Y + 4 - 48, new() { Steps = 4 });
        await page.Mouse.UpAsync();

        await Assertions.Expect(page.GetByLabel("Date")).ToHaveValueAsync("2026-11-26");
        // 48 pixels up at 1.6 pixels a minute.
        await Assertions.Expect(page.GetByLabel("Time")).ToHaveValueAsync("14:30");
        Assert.Equal("2026-11-25T14:00:00Z", (await app.GetAsync($"/api/appointments/{office.Appointment}")).Text("start"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Move" }).ClickAsync();
        await Assertions.Expect(page.GetByText("The appointment has its new time")).ToBeVisibleAsync();
        Assert.Equal("2026-11-26T13:30:00Z", (await app.GetAsync($"/api/appointments/{office.Appointment}")).Text("start"));
    }

    [InBrowser]
    public async Task A_drag_over_free_time_fills_the_form_that_adds_or_blocks()
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite);
        await Seeds.OfficeAsync(app);
        var page = await Browser.OpenAsync(app, height: 1600);
        await page.GotoAsync(Week);
        var track = await page.Locator("[data-date='2026-11-28'] .track").BoundingBoxAsync();
        await page.Mouse.MoveAsync(track!.X + 20, track.Y + 192);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(track.X + 20, track.Y + 192 + 96, new() { Steps = 5 });
        await page.Mouse.UpAsync();
        await Assertions.Expect(page.GetByLabel("From")).ToHaveValueAsync("10:00");
        await Assertions.Expect(page.GetByLabel("Until")).ToHaveValueAsync("11:00");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Assertions.Expect(page.Locator("[data-date='2026-11-28'] .hours")).ToHaveTextAsync("10:00–11:00");
    }

    /// <summary>A sheet of A4 is narrower than the screens that get a list in place of the grid.</summary>
    [InBrowser]
    public async Task The_printed_week_has_its_appointments_and_the_text_is_as_large_as_the_browser_says()
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite);
        await Seeds.OfficeAsync(app);
        var page = await Browser.OpenAsync(app, width: 718, height: 1047);
        await page.GotoAsync(Week);
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        var outside = await page.EvaluateAsync<int>(
            """
            () => [...document.querySelectorAll('.appt a')].filter(a => {
              const [own, track] = [a.getBoundingClientRect(), a.closest('.track').getBoundingClientRect()];
              return own.height < 8 || own.top < track.top - 1 || own.bottom > track.bottom + 1;
            }).length
            """
        );
        Assert.Equal(0, outside);
        await page.EmulateMediaAsync(new() { Media = Media.Screen });

        // Narrow enough to be a list, whose entries say their time; wide, the axis does.
        await Assertions.Expect(page.Locator(".appt .time").First).ToBeVisibleAsync();
        await page.SetViewportSizeAsync(1280, 900);
        var (entry, name) = (
            (await page.Locator(".appt a[data-minutes='15']").BoundingBoxAsync())!,
            (await page.Locator(".appt a[data-minutes='15'] strong").BoundingBoxAsync())!
        );
        Assert.InRange(name.X - entry.X, 0, 16);
        Assert.InRange(name.Y + name.Height, entry.Y + 12, entry.Y + entry.Height + 1);

        await page.EvaluateAsync("() => document.documentElement.style.fontSize = '32px'");
        Assert.Equal("32px", await page.EvaluateAsync<string>("() => getComputedStyle(document.body).fontSize"));
        Assert.Equal("48px", await page.Locator("h1").EvaluateAsync<string>("e => getComputedStyle(e).fontSize"));
        Assert.Equal("26px", await page.Locator(".appt a").First.EvaluateAsync<string>("e => getComputedStyle(e).fontSize"));
    }

    [InBrowserWith, InlineData(true), InlineData(false)]
    public async Task Blocking_shows_the_appointments_that_would_lie_outside_before_it_saves(bool scripts)
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite);
        await Seeds.OfficeAsync(app);
        var page = await Browser.OpenAsync(app, scripts);
        await page.GotoAsync(Week);
        await page.GetByLabel("What", new() { Exact = true }).SelectOptionAsync("block");
        await page.GetByLabel("Date").FillAsync("2026-11-25");
        await page.GetByLabel("From").FillAsync("14:00");
        await page.GetByLabel("Until").FillAsync("17:00");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Assertions.Expect(page.GetByText("1 appointment would lie outside the open hours")).ToBeVisibleAsync();
        Assert.DoesNotContain("14:00", (await app.GetAsync("/api/providers/anna/hours")).Body, StringComparison.Ordinal);
        await page.GetByRole(AriaRole.Button, new() { Name = "Save, they stay" }).ClickAsync();
        await Assertions.Expect(page.Locator("[data-date='2026-11-25'] .hours")).ToHaveTextAsync("09:00–12:00, 13:00–14:00");
    }

    /// <summary>On 28 March 2027 Berlin has no 02:00 to 03:00, on 31 October it has it twice.</summary>
    [InBrowserWith]
    [InlineData("2027-03-28T00:30:00Z", "2027-03-22", "On Sunday 28 March the clocks go forward: 02:00 becomes 03:00.", "01:30 – 04:00")]
    [InlineData(
        "2027-10-31T01:15:00Z",
        "2027-10-25",
        "On Sunday 31 October the clocks go back: 03:00 becomes 02:00.",
        "02:15 – 03:45 (second time)"
    )]
    public async Task A_week_in_which_the_clocks_change_says_so_and_shows_wall_clock_times(
        string start,
        string monday,
        string said,
        string shown
    )
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite, now: "2027-03-01T08:00:00Z");
        await app.OpenProviderAsync("anna", "00:00", "24:00", "Europe/Berlin", TestApp.AllDays);
        await app.CreateTypeAsync(
            new
            {
                id = "night",
                name = "Night",
                minMinutes = 90,
                maxMinutes = 90,
                gridMinutes = 15,
            }
        );
        (await app.BookAsync("noor", "night", "anna", start)).Expect(201);
        var page = await Browser.OpenAsync(app);
        await page.GotoAsync($"/providers/anna/week?from={monday}");
        await Assertions.Expect(page.Locator(".clock")).ToHaveTextAsync(said);
        await Assertions.Expect(page.Locator(".appt .time")).ToHaveTextAsync(shown);
    }

    [InBrowser]
    public async Task The_week_follows_a_booking()
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite);
        await Seeds.OfficeAsync(app);
        var page = await Browser.OpenAsync(app);
        await page.GotoAsync(Week);
        var shown = await page.Locator(".appt").CountAsync();
        await page.WaitForFunctionAsync("() => new Promise(done => setTimeout(() => done(true), 1500))");
        (await app.BookAsync("jonas", "meeting", "anna", "2026-11-27T13:00:00Z", 30)).Expect(201);
        await Assertions.Expect(page.Locator(".appt")).ToHaveCountAsync(shown + 1, new() { Timeout = Browser.Soon });
    }
}
