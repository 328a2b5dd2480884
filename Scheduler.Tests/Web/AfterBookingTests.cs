using Microsoft.Playwright;
using Scheduler.Tests.Web.Support;

namespace Scheduler.Tests.Web;

/// <summary>What somebody has in hand once they are booked: the link on paper, and a Back button that says nothing untrue.</summary>
public sealed class AfterBookingTests
{
    private const string Day = "month=2026-11&day=2026-11-24&tz=UTC";

    [InBrowser]
    public async Task The_printed_confirmation_has_the_address_that_is_the_way_back()
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite);
        await app.OpenProviderAsync("kim");
        var page = await Browser.OpenAsync(app);
        await BookAsync(page, "consultation", "Confirm");
        // A4 upright, less its margins, at 96 pixels an inch.
        await page.SetViewportSizeAsync(718, 1047);
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        var link = page.Locator("a.wrap");
        await Assertions.Expect(link).ToBeVisibleAsync();
        var printed = await link.InnerTextAsync();
        Assert.Equal(await link.GetAttributeAsync("href"), printed);
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), "The address leaves the paper.");
        await Assertions.Expect(page.GetByText("Cancel this appointment")).ToBeHiddenAsync();

        // Typed off the paper, at another computer.
        var other = await Browser.OpenAsync(app);
        await other.GotoAsync(printed);
        await Assertions.Expect(other.GetByRole(AriaRole.Heading, new() { Name = "Your appointment" })).ToBeVisibleAsync();
        await Assertions.Expect(other.GetByRole(AriaRole.Link, new() { Name = "Move" })).ToBeVisibleAsync();
    }

    [InBrowserWith]
    [InlineData("consultation", "Confirm")]
    [InlineData("meeting", "Book")]
    public async Task Back_alone_shows_nothing_that_is_untrue(string type, string press)
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite);
        await app.OpenProviderAsync("kim");
        var page = await Browser.OpenAsync(app);
        await BookAsync(page, type, press);
        await page.GoBackAsync();
        if (type == "consultation")
        {
            // It was held, and is booked: the form would say that it is still to be confirmed.
            await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Your appointment" })).ToBeVisibleAsync();
        }
        else
        {
            // The form says nothing of the time but what was chosen.
            await Assertions.Expect(page.GetByLabel("First name")).ToBeVisibleAsync();
        }

        await Assertions.Expect(page.GetByText("Held for you until")).ToHaveCountAsync(0);

        // And once more: the time is not on offer, and is not called taken by somebody else.
        await page.GoBackAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "11:00", Exact = true })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "10:00", Exact = true })).ToHaveCountAsync(0);
        await Assertions.Expect(page.GetByText("taken")).ToHaveCountAsync(0);
        Assert.Equal("confirmed", Assert.Single(await app.AllAsync("/api/appointments?providerId=kim")).GetProperty("status").GetString());
    }

    [Fact]
    public async Task Where_an_appointment_is_already_is_no_place_to_move_it_to()
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite);
        await app.OpenProviderAsync("kim");
        using var visitor = new Visitor(app);
        var times = await visitor.OpenAsync($"/book/kim?type=meeting&{Day}");
        var booked = await visitor.ConfirmAsync(await visitor.TapAsync(times, "2026-11-24T10:00:00Z"));
        Assert.True(booked.Says("You are booked"), booked.Words);
        var move = await visitor.OpenAsync($"{booked.Path.Split('?')[0]}/move?{Day}");
        Assert.Contains("value=\"2026-11-24T10:15:00Z\"", move.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("value=\"2026-11-24T10:00:00Z\"", move.Html, StringComparison.Ordinal);
    }

    private static async Task BookAsync(IPage page, string type, string press)
    {
        await page.GotoAsync($"/book/kim?type={type}&{Day}");
        await page.GetByRole(AriaRole.Button, new() { Name = "10:00", Exact = true }).ClickAsync();
        await Seeds.FillAsync(page);
        await page.GetByRole(AriaRole.Button, new() { Name = press, Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "You are booked" })).ToBeVisibleAsync();
    }
}
