using Microsoft.Playwright;
using Scheduler.Tests.Web.Support;

namespace Scheduler.Tests.Web;

/// <summary>
/// What somebody has typed about themselves is there again when they look at other days and choose another time, and stands in no address.
/// </summary>
public sealed class KeptDetailsTests
{
    private const string Tuesday = "month=2026-11&day=2026-11-24&tz=UTC";

    [Theory]
    [InlineData("consultation", "/release", "Held for you until")]
    [InlineData("meeting", "/kim", "Book")]
    public async Task Without_a_script_it_goes_along_to_another_day_and_back(string type, string again, string asked)
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite);
        await app.OpenProviderAsync("kim");
        using var visitor = new Visitor(app);
        var details = await visitor.TapAsync(await visitor.OpenAsync($"/book/kim?type={type}&{Tuesday}"), "2026-11-24T10:00:00Z");
        var day = await visitor.SendAsync(details, again, ("firstName", "Zoë \"Z\""), ("phone", "030 49"), ("note", "Ground floor"));
        Assert.True(day.Status == 200 && day.Says("Tuesday 24 November"), day.Words);
        var next = await PressAsync(visitor, day, "Friday 27 November");
        Assert.True(next.Status == 200 && next.Says("Friday 27 November"), next.Words);
        var later = await PressAsync(visitor, await PressAsync(visitor, next, "December 2026"), "Wednesday 2 December");
        var asking = await visitor.TapAsync(later, "2026-12-02T10:00:00Z");
        Assert.True(asking.Says(asked), asking.Words);
        foreach (var typed in new[] { "value=\"Zoë &quot;Z&quot;\"", "value=\"030 49\"", "Ground floor</textarea>" })
        {
            Assert.Contains(typed, asking.Html, StringComparison.Ordinal);
        }

        Assert.All(
            new[] { day, next, later, asking },
            page => Assert.True(!page.Path.Contains("Zo", StringComparison.Ordinal) && !page.Path.Contains("030", StringComparison.Ordinal))
        );
        // The first time is free again, and the booking is whole.
        Assert.Contains("\"2026-11-24T10:00:00Z\"", (await visitor.OpenAsync($"/book/kim?type={type}&{Tuesday}")).Html);
        Assert.True((await visitor.ConfirmAsync(asking)).Says("You are booked"));
    }

    [InBrowser]
    public async Task With_a_script_it_does_too()
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite);
        await app.OpenProviderAsync("kim");
        var page = await Browser.OpenAsync(app, width: 390);
        var addresses = new List<string>();
        page.Request += (_, request) => addresses.Add(request.Url);
        await page.GotoAsync($"/book/kim?type=consultation&{Tuesday}");
        await page.Locator(".slots button").First.ClickAsync();
        await page.GetByLabel("First name").FillAsync("Zoë");
        await page.GetByRole(AriaRole.Button, new() { Name = "Choose another time" }).ClickAsync();
        await page.GetByLabel("Friday 27 November").ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Friday 27 November" }).WaitForAsync();
        await page.GetByLabel("Monday 30 November").ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Monday 30 November" }).WaitForAsync();
        await page.Locator(".slots button").First.ClickAsync();
        await Assertions.Expect(page.GetByLabel("First name")).ToHaveValueAsync("Zoë");
        Assert.DoesNotContain(addresses, address => address.Contains("Zo", StringComparison.Ordinal));
    }

    /// <summary>Presses the button that leads to another day or month.</summary>
    private static Task<VisitedPage> PressAsync(Visitor visitor, VisitedPage page, string name)
    {
        var button = page
            .Html.Split("<button ")
            .Single(b => b.Split('>')[0].Contains($"aria-label=\"{name}", StringComparison.Ordinal) && b.Contains("formaction"));
        var address = System.Net.WebUtility.HtmlDecode(button.Split("formaction=\"")[1].Split('"')[0]).Split('#')[0];
        Assert.Contains("form=\"typed\"", button, StringComparison.Ordinal);
        return visitor.PressAsync(address, page.Html.Split("<form id=\"typed\"")[1].Split("</form>")[0]);
    }
}
