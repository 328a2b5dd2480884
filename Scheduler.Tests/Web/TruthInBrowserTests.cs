using Microsoft.Playwright;
using Scheduler.Tests.Web.Support;

namespace Scheduler.Tests.Web;

/// <summary>The same ways as <see cref="TruthTests"/> where a script runs: Back and reload show what is so.</summary>
public sealed class TruthInBrowserTests
{
    private const string Day = "type=consultation&month=2026-11&day=2026-11-24&tz=UTC";
    private const string AtOnce = "type=meeting&month=2026-11&day=2026-11-24&tz=UTC";

    [InBrowser]
    public async Task None_is_told_anything_untrue_with_a_script()
    {
        await using var app = await TestApp.StartAsync(
            DatabaseProvider.Sqlite,
            TestApp.Now,
            "Public:BookingsPerAddressPerDay",
            "0",
            "Public:LiveBookingsPerEmail",
            "0",
            "Scheduling:LiveHoldsPerAddress",
            "0"
        );
        await app.CreateTypeAsync(
            new
            {
                id = "short",
                name = "Short",
                minMinutes = 30,
                maxMinutes = 30,
                holdSeconds = 3,
            }
        );
        Func<IPage, string, Task>[] ways =
        [
            BackAndTheSameTimeAsync,
            BackAndBookAgainAsync,
            BackAfterCancellingAsync,
            SecondTabAsync,
            LapsedAsync,
        ];
        for (var i = 0; i < ways.Length; i++)
        {
            await app.OpenProviderAsync($"p{i}");
        }

        await Task.WhenAll(ways.Select(async (way, i) => await way(await Browser.OpenAsync(app), $"p{i}")));
        Assert.All(
            await app.AllAsync("/api/appointments?providerId=p1&limit=50"),
            a => Assert.Equal("2026-11-24T10:00:00Z", a.GetProperty("start").GetString())
        );
        Assert.Single(await app.AllAsync("/api/appointments?providerId=p1"));
        Assert.Single(await app.AllAsync("/api/appointments?providerId=p3"));
        Assert.Equal("cancelled", Assert.Single(await app.AllAsync("/api/appointments?providerId=p2")).GetProperty("status").GetString());

        async Task LapsedAsync(IPage page, string provider)
        {
            await page.GotoAsync($"/book/{provider}?{Day.Replace("consultation", "short", StringComparison.Ordinal)}");
            await TapAsync(page, "10:00");
            await Seeds.FillAsync(page, "Zoë");
            app.Clock.Advance(TimeSpan.FromSeconds(3));
            await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("no longer held for you");
            // What was typed goes along to another day, and to the next form.
            await page.GetByLabel("Wednesday 25 November").ClickAsync();
            await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Wednesday 25 November" })).ToBeVisibleAsync();
            await TapAsync(page, "11:00");
            await Assertions.Expect(page.GetByLabel("First name")).ToHaveValueAsync("Zoë");
        }
    }

    private static async Task BackAndTheSameTimeAsync(IPage page, string provider)
    {
        await page.GotoAsync($"/book/{provider}?{Day}");
        await TapAsync(page, "10:00");
        await Assertions.Expect(page.GetByText("Held for you until")).ToBeVisibleAsync();
        var held = page.Url;
        await page.GoBackAsync();
        await page.ReloadAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Go on with it" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Held for you until")).ToBeVisibleAsync();
        Assert.Equal(held, page.Url);
    }

    private static async Task BackAndBookAgainAsync(IPage page, string provider)
    {
        await page.GotoAsync($"/book/{provider}?{AtOnce}");
        await TapAsync(page, "10:00");
        await Seeds.FillAsync(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Book" }).DblClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "You are booked" })).ToBeVisibleAsync();
        await page.GoBackAsync();
        await Seeds.FillAsync(page, "Noora");
        await page.GetByRole(AriaRole.Button, new() { Name = "Book" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "You are booked" })).ToBeVisibleAsync();
    }

    private static async Task BackAfterCancellingAsync(IPage page, string provider)
    {
        await page.GotoAsync($"/book/{provider}?{AtOnce}");
        await TapAsync(page, "10:00");
        await Seeds.FillAsync(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Book" }).ClickAsync();
        await page.GetByText("Cancel this appointment").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Cancel the appointment" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "This appointment is cancelled" })).ToBeVisibleAsync();
        await page.GoBackAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "This appointment is cancelled" })).ToBeVisibleAsync();
    }

    private static async Task SecondTabAsync(IPage page, string provider)
    {
        var second = await page.Context.NewPageAsync();
        foreach (var tab in new[] { page, second })
        {
            await tab.GotoAsync($"/book/{provider}?{AtOnce}");
            await TapAsync(tab, "10:00");
            await Seeds.FillAsync(tab);
        }

        foreach (var tab in new[] { page, second })
        {
            await tab.GetByRole(AriaRole.Button, new() { Name = "Book" }).ClickAsync();
            await Assertions.Expect(tab.GetByRole(AriaRole.Heading, new() { Name = "You are booked" })).ToBeVisibleAsync();
        }
    }

    private static Task TapAsync(IPage page, string time) =>
        page.GetByRole(AriaRole.Button, new() { Name = time, Exact = true }).ClickAsync();
}
