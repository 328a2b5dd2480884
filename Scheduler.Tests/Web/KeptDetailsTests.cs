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

    [Theory]
    [InlineData("/book/kim?", "/book/kim")]
    [InlineData("/meet?provider=kim&provider=ann&", "/meet")]
    public async Task Without_a_script_it_goes_along_to_another_zone_and_length(string opened, string asked)
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite);
        await app.OpenProviderAsync("kim");
        await app.OpenProviderAsync("ann");
        using var visitor = new Visitor(app);
        var details = await visitor.TapAsync(await visitor.OpenAsync($"{opened}type=meeting&{Tuesday}&lang=de"), "2026-11-24T10:00:00Z");
        var page = await visitor.SendAsync(details, asked, ("firstName", "Zoë"), ("phone", "030 49"));
        var tokyo = await visitor.SendAsync(page, asked, ("minutes", "60"), ("tz", "Asia/Tokyo"));
        Assert.Equal((200, asked), (tokyo.Status, tokyo.Path.Split('?')[0]));
        Assert.Contains("<option value=\"Asia/Tokyo\" selected", tokyo.Html, StringComparison.Ordinal);
        Assert.Contains("<option value=\"60\" selected", tokyo.Html, StringComparison.Ordinal);
        Assert.Contains("<html lang=\"de\"", tokyo.Html, StringComparison.Ordinal);
        var asking = await visitor.TapAsync(tokyo, "2026-11-24T10:30:00Z");
        Assert.True(asking.Says("19:30") && asking.Html.Contains("value=\"Zoë\"", StringComparison.Ordinal), asking.Words);
        Assert.DoesNotContain("Zo", page.Path + tokyo.Path + asking.Path, StringComparison.Ordinal);
        var booked = await visitor.ConfirmAsync(asking);
        var appointment = await app.FindAsync(booked.Path.Split('?')[0].Split('/')[^1]);
        Assert.Equal(("2026-11-24T10:30:00Z", "2026-11-24T11:30:00Z"), (appointment.Text("start"), appointment.Text("end")));
    }

    [Theory]
    [InlineData("consultation", "/release")]
    [InlineData("meeting", "/meet")]
    public async Task Where_several_meet_it_goes_along_to_later_times(string type, string again)
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite);
        await app.OpenProviderAsync("kim");
        await app.OpenProviderAsync("ann");
        using var visitor = new Visitor(app);
        var several = await visitor.OpenAsync($"/meet?provider=kim&provider=ann&type={type}&tz=UTC&day=2026-11-24");
        var details = await visitor.TapAsync(several, "2026-11-24T10:00:00Z");
        var chosen = await visitor.SendAsync(details, again, ("firstName", "Zoë \"Z\""), ("note", "Ground floor"));
        Assert.True(chosen.Status == 200 && chosen.Says("All are free"), chosen.Words);
        var later = await PressAsync(visitor, chosen, "Later times");
        Assert.True(later.Status == 200 && !later.Html.Contains("2026-11-24T", StringComparison.Ordinal), later.Words);
        var asking = await visitor.TapAsync(later, later.Html.Split("name=\"start\" value=\"")[1].Split('"')[0]);
        Assert.Contains("value=\"Zoë &quot;Z&quot;\"", asking.Html, StringComparison.Ordinal);
        Assert.Contains("Ground floor</textarea>", asking.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("Zo", chosen.Path + later.Path + asking.Path, StringComparison.Ordinal);
        var booked = await visitor.ConfirmAsync(asking);
        Assert.True(booked.Says("You are booked") && booked.Says("Provider ann, Provider kim"), booked.Words);
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
            .Single(b =>
                b.Contains("formaction")
                && (b.Split('>')[0].Contains($"aria-label=\"{name}", StringComparison.Ordinal) || b.Contains($">{name}</button>"))
            );
        var address = System.Net.WebUtility.HtmlDecode(button.Split("formaction=\"")[1].Split('"')[0]).Split('#')[0];
        Assert.Contains("form=\"typed\"", button, StringComparison.Ordinal);
        return visitor.PressAsync(address, page.Html.Split("<form id=\"typed\"")[1].Split("</form>")[0]);
    }
}
