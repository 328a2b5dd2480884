using Microsoft.Playwright;
using Scheduler.Api.Languages;
using Scheduler.Tests.Mail;
using Scheduler.Tests.Web.Support;

namespace Scheduler.Tests.Web;

/// <summary>
/// The way through a booking on a phone, in each language, as somebody goes who reads no other: everything can be used by everybody,
/// nothing scrolls sideways, and what was tapped is what is booked. As pictures too, where a folder for them is named.
/// </summary>
public sealed class BookingInEachLanguageTests
{
    private const int Phone = 390;

    private static readonly string? Folder = Environment.GetEnvironmentVariable("SCHEDULER_SCREENSHOTS");

    /// <summary>All of them at length; else the one with the longest words, and the one from right to left.</summary>
    public static TheoryData<string> Tags => AtLength.IsWanted || Folder is not null ? ["en", "de", "fr", "es", "ar"] : ["de", "ar"];

    [InBrowserWith, MemberData(nameof(Tags))]
    public async Task A_booking_on_a_phone(string tag)
    {
        using var mails = new MailFolder();
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite, TestApp.Now, mails.Settings);
        await Seeds.OfficeAsync(app);
        var page = await Browser.OpenAsync(app, width: Phone, zone: "Europe/Berlin");
        var (say, wrong, step) = (Language.All[tag], new List<string>(), 0);

        await page.GotoAsync($"/book?lang={tag}");
        await LookAsync("what");
        await page.GetByRole(AriaRole.Link, new() { Name = "Consultation" }).ClickAsync();
        await LookAsync("with-whom");
        await page.GetByRole(AriaRole.Link, new() { Name = "Anna Schmidt" }).ClickAsync();
        await page.Locator(".slots button").First.WaitForAsync();
        await LookAsync("times");
        var slot = page.Locator(".slots button").Nth(1);
        var start = await slot.GetAttributeAsync("value");
        var shown = (await slot.InnerTextAsync()).Trim();
        await slot.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = say["Details.Confirm"], Exact = true }).ClickAsync();
        await page.Locator(".alert").WaitForAsync();
        await LookAsync("details-missing");
        await page.Locator("#firstName").FillAsync("Noor");
        await page.Locator("#lastName").FillAsync("Haddad");
        await page.Locator("#email").FillAsync("noor.haddad@example.org");
        await LookAsync("details");
        await page.GetByRole(AriaRole.Button, new() { Name = say["Details.Confirm"], Exact = true }).ClickAsync();
        await page.GetByText(say["Own.Booked"]).First.WaitForAsync();
        await LookAsync("booked");
        var id = new Uri(page.Url).AbsolutePath.Split('/')[^1];
        Assert.Equal((start, "confirmed"), ((await app.FindAsync(id)).Text("start"), (await app.FindAsync(id)).Text("status")));
        Assert.Contains(shown, await page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
        // What is booked with whom reads in the direction of the page, whatever letters the names have.
        Assert.Equal(
            say.IsRightToLeft ? "rtl" : "ltr",
            await page.Locator("dd").First.EvaluateAsync<string>("e => getComputedStyle(e).direction")
        );
        await page.GetByRole(AriaRole.Link, new() { Name = say["Own.Move"], Exact = true }).ClickAsync();
        await page.Locator(".slots button").First.WaitForAsync();
        await LookAsync("move");
        await page.Locator(".slots button").Nth(3).ClickAsync();
        await page.GetByText(say["Own.Moved"]).First.WaitForAsync();
        await LookAsync("moved");
        await page.Locator("summary").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = say["Own.Cancel"], Exact = true }).ClickAsync();
        await page.GetByText(say["Own.Cancelled"]).First.WaitForAsync();
        await LookAsync("cancelled");
        Assert.Equal("cancelled", (await app.FindAsync(id)).Text("status"));
        foreach (
            var (name, path) in new[]
            {
                ("several-who", "/meet"),
                ("several-when", "/meet?provider=anna&provider=ben&minutes=90"),
                ("my", "/my"),
                ("sign-in", "/sign-in"),
                ("reset", "/sign-in/reset?done=sent"),
                ("setup", "/setup"),
                ("problem", "/problems/unavailable"),
                ("not-found", "/book/nobody?type=visit"),
            }
        )
        {
            await page.GotoAsync($"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}lang={tag}");
            await page.WaitForLoadStateAsync(LoadState.Load);
            await LookAsync(name);
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));

        async Task LookAsync(string name)
        {
            step++;
            if (Folder is not null)
            {
                var file = Path.Combine(Folder, $"language-{tag}-{step:00}-{name}.png");
                await page.ScreenshotAsync(
                    new()
                    {
                        Path = file,
                        FullPage = true,
                        Animations = ScreenshotAnimations.Disabled,
                    }
                );
            }

            Assert.Equal(tag, await page.Locator("html").GetAttributeAsync("lang"));
            wrong.AddRange(await Axe.FindAsync(page, name, Axe.All));
            await page.SetViewportSizeAsync(320, 900);
            if (await Axe.SidewaysAsync(page) > 0)
            {
                wrong.Add($"{name} scrolls sideways at 320 pixels.");
            }

            await page.SetViewportSizeAsync(Phone, 900);
        }
    }
}
