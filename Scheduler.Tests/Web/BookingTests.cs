using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Scheduler.Tests.Web.Support;

namespace Scheduler.Tests.Web;

/// <summary>Booking in a browser, with and without scripts.</summary>
public sealed class BookingTests
{
    [InBrowserWith, InlineData(true), InlineData(false)]
    public async Task A_whole_booking_from_the_first_page_to_cancelled(bool scripts)
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite);
        await Seeds.AnnaAsync(app);
        var page = await Browser.OpenAsync(app, scripts);

        await page.GotoAsync("/book");
        await page.GetByRole(AriaRole.Link, new() { Name = "Consultation" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Anna Schmidt" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Tuesday 24 November" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Tuesday 24 November" })).ToBeVisibleAsync();
        // With scripts the page shows the browser's own zone, without them the provider's.
        await page.GetByRole(AriaRole.Button, new() { Name = scripts ? "09:30" : "10:30", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByText("Held for you until")).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Confirm" }).ClickAsync();
        await Assertions.Expect(page.GetByText("3 things are missing or wrong")).ToBeVisibleAsync();
        await Seeds.FillAsync(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Confirm" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "You are booked" })).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = "Move" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Wednesday 25 November" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Wednesday 25 November" })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "13:00", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Your appointment is moved" })).ToBeVisibleAsync();

        await page.GetByText("Cancel this appointment").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Cancel the appointment" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "This appointment is cancelled" })).ToBeVisibleAsync();
    }

    [InBrowserWith, InlineData(true), InlineData(false)]
    public async Task A_type_without_provider_and_hold_is_booked_at_once_and_once_a_day(bool scripts)
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite);
        for (var time = 0; time < 2; time++)
        {
            var page = await Browser.OpenAsync(app, scripts);
            await page.GotoAsync("/book");
            await page.GetByRole(AriaRole.Link, new() { Name = "Visit" }).ClickAsync();
            await page.GetByRole(AriaRole.Link, new() { Name = "Monday 23 November" }).ClickAsync();
            await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Monday 23 November" })).ToBeVisibleAsync();
            await page.GetByRole(AriaRole.Button, new() { Name = $"1{time}:30", Exact = true }).ClickAsync();
            await Seeds.FillAsync(page);
            await page.GetByRole(AriaRole.Button, new() { Name = "Book" }).ClickAsync();
            await Assertions.Expect(page.GetByText(time == 0 ? "You are booked" : "That time has just been taken")).ToBeVisibleAsync();
        }
    }

    [InBrowserWith, InlineData(true), InlineData(false)]
    public async Task Of_two_who_want_one_time_one_is_told_kindly_and_picks_another(bool scripts)
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite);
        await Seeds.AnnaAsync(app);
        const string Day = "/book/anna?type=consultation&month=2026-11&day=2026-11-24&tz=UTC";
        var (first, second) = (await Browser.OpenAsync(app, scripts), await Browser.OpenAsync(app, scripts));
        await second.GotoAsync(Day);
        // The second one's page must still show the time: it hears of nothing.
        await second.RouteAsync("**/live/**", route => route.AbortAsync());
        await second.ReloadAsync();
        await first.GotoAsync(Day);
        await first.GetByRole(AriaRole.Button, new() { Name = "10:00", Exact = true }).ClickAsync();
        await Assertions.Expect(first.GetByText("Held for you until")).ToBeVisibleAsync();

        await second.GetByRole(AriaRole.Button, new() { Name = "10:00", Exact = true }).ClickAsync();
        await Assertions.Expect(second.GetByRole(AriaRole.Alert)).ToContainTextAsync("That time has just been taken");
        await Assertions.Expect(second.GetByRole(AriaRole.Alert)).ToBeFocusedAsync();
        await Assertions.Expect(second.GetByRole(AriaRole.Button, new() { Name = "10:00", Exact = true })).ToHaveCountAsync(0);
        await second.GetByRole(AriaRole.Button, new() { Name = "10:15", Exact = true }).ClickAsync();
        await Assertions.Expect(second.GetByText("Held for you until")).ToBeVisibleAsync();
    }

    [InBrowserWith, InlineData(true), InlineData(false)]
    public async Task A_hold_that_runs_out_while_the_form_is_open_books_nothing(bool scripts)
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite);
        await Seeds.AnnaAsync(app);
        await app.CreateTypeAsync(
            new
            {
                id = "short",
                name = "Short",
                minMinutes = 30,
                maxMinutes = 30,
                holdSeconds = 3,
                noticeMinutes = 0,
                horizonDays = 30,
            }
        );
        var page = await Browser.OpenAsync(app, scripts);
        await page.GotoAsync("/book/anna?type=short&month=2026-11&day=2026-11-24&tz=UTC");
        await page.GetByRole(AriaRole.Button, new() { Name = "10:00", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByText("Held for you until")).ToBeVisibleAsync();
        await Seeds.FillAsync(page);
        app.Clock.Advance(TimeSpan.FromSeconds(3));
        if (!scripts)
        {
            await page.GetByRole(AriaRole.Button, new() { Name = "Confirm" }).ClickAsync();
        }

        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("That time is no longer held for you");
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "10:00", Exact = true })).ToBeVisibleAsync();
    }

    [InBrowser]
    public async Task The_list_of_times_follows_a_booking_that_another_instance_made()
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite);
        await using var another = app.StartAnother();
        await Seeds.AnnaAsync(app);
        var page = await Browser.OpenAsync(app);
        var open = page.WaitForResponseAsync(response => response.Url.Contains("/live/", StringComparison.Ordinal));
        await page.GotoAsync("/book/anna?type=consultation&month=2026-11&day=2026-11-24&tz=UTC");
        await open;
        var time = page.GetByRole(AriaRole.Button, new() { Name = "10:00", Exact = true });
        await Assertions.Expect(time).ToBeVisibleAsync();
        // The stream's first message says where it stands; the booking must come after it to count as news.
        await page.WaitForFunctionAsync("() => new Promise(done => setTimeout(() => done(true), 1200))");
        (await another.BookAsync("somebody", "consultation", "anna", "2026-11-24T10:00:00Z")).Expect(201);
        await Assertions.Expect(time).ToHaveCountAsync(0, new() { Timeout = Browser.Soon });
    }

    [InBrowser]
    public async Task A_time_is_chosen_and_confirmed_by_keyboard_alone()
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite);
        await Seeds.AnnaAsync(app);
        var page = await Browser.OpenAsync(app);
        await page.GotoAsync("/book/anna?type=consultation&tz=UTC");
        await page.GetByRole(AriaRole.Link, new() { Name = "Wednesday 25 November" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Wednesday 25 November" })).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");
        await page.GetByLabel("First name").FocusAsync();
        foreach (var text in new[] { "Noor", "Haddad", "noor@example.org" })
        {
            await page.Keyboard.TypeAsync(text);
            await page.Keyboard.PressAsync("Tab");
        }

        await page.GetByLabel("E-mail").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "You are booked" })).ToBeVisibleAsync();
    }

    [InBrowser]
    public async Task A_confirmed_hold_is_its_clients_and_leaves_nobody_behind()
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite);
        await Seeds.AnnaAsync(app);
        foreach (var time in new[] { "10:00", "10:30" })
        {
            var page = await Browser.OpenAsync(app);
            await page.GotoAsync("/book/anna?type=consultation&month=2026-11&day=2026-11-24&tz=UTC");
            await page.GetByRole(AriaRole.Button, new() { Name = time, Exact = true }).ClickAsync();
            await Seeds.FillAsync(page);
            await page.GetByRole(AriaRole.Button, new() { Name = "Confirm" }).ClickAsync();
            // The second one would be this client's second on that day, which a stranger must not learn: it is like a time that is taken.
            await Assertions
                .Expect(page.GetByText(time == "10:00" ? "You are booked" : "That time has just been taken"))
                .ToBeVisibleAsync();
        }

        var clients = (await app.GetAsync("/api/clients"))["items"].EnumerateArray().ToList();
        Assert.Equal("noor@example.org", Assert.Single(clients).GetProperty("email").GetString());
        // She, and whoever holds the second time: no list shows the latter.
        await using var db = Contexts.Open(app.Database.Provider, app.Database.ConnectionString);
        Assert.Equal(2, await db.Clients.CountAsync());
    }
}
