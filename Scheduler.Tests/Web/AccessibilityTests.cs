using Microsoft.Playwright;
using Scheduler.Tests.Mail;
using Scheduler.Tests.Web.Support;

namespace Scheduler.Tests.Web;

/// <summary>
/// Every page and state against WCAG 2.2 AA and axe's best practice, and none scrolls sideways; as screenshots too, where a folder
/// for them is named.
/// </summary>
public sealed class AccessibilityTests
{
    private const int Phone = 390;
    private const int Desk = 1280;

    private static readonly string? Folder = Environment.GetEnvironmentVariable("SCHEDULER_SCREENSHOTS");

    [InBrowser]
    public async Task A_page_that_is_wrong_is_found()
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite);
        var page = await Browser.OpenAsync(app, width: Phone);
        await page.GotoAsync("/health/live");
        await page.SetContentAsync(
            "<!doctype html><html lang=en><title>T</title><main><h1>H</h1><img src=x.png><p style='color:#ccc'>Pale"
        );
        var found = await Axe.FindAsync(page, "wrong", Axe.All);
        Assert.Contains(found, line => line.Contains("image-alt", StringComparison.Ordinal));
        Assert.Contains(await Axe.FindAsync(page, "wrong", Axe.Colours), line => line.Contains("#cccccc", StringComparison.Ordinal));
    }

    [InBrowser]
    public async Task Every_page_and_state_can_be_used_by_everybody()
    {
        using var mails = new MailFolder();
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite, TestApp.Now, mails.Settings);
        var office = await Seeds.OfficeAsync(app);
        var page = await Browser.OpenAsync(app, width: Phone);
        var wrong = new List<string>();
        page.PageError += (_, error) => wrong.Add($"script: {error}");
        page.Dialog += (_, dialog) => wrong.Add($"a name ran as a script: {dialog.Message}");
        await Tour.WalkAsync(
            app,
            office,
            mails,
            page,
            async name =>
            {
                wrong.AddRange(await LookAsync(page, $"{name}-{Phone}-light", Axe.All));
                await Axe.InTheDarkAsync(page, async () => wrong.AddRange(await LookAsync(page, $"{name}-{Phone}-dark", Axe.Colours)));
                // What 1280 pixels become at a zoom of 400 %.
                await page.SetViewportSizeAsync(320, 900);
                if (await Axe.SidewaysAsync(page) > 0)
                {
                    wrong.Add($"{name}: scrolls sideways at 320 pixels");
                }

                await page.SetViewportSizeAsync(Desk, 900);
                wrong.AddRange(await LookAsync(page, $"{name}-{Desk}-light", Axe.Places));
                if (Folder is not null)
                {
                    await Axe.InTheDarkAsync(page, () => PictureAsync(page, $"{name}-{Desk}-dark"));
                    await PrintAsync(page, name);
                }

                await page.SetViewportSizeAsync(Phone, 900);
            }
        );
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    private static async Task PrintAsync(IPage page, string name)
    {
        if (name != "week")
        {
            return;
        }

        // A4 across, less its margins, at 96 pixels an inch.
        await page.SetViewportSizeAsync(1047, 718);
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        await page.ScreenshotAsync(new() { Path = Path.Combine(Folder!, "week-print.png") });
        await page.EmulateMediaAsync(new() { Media = Media.Screen });
    }

    private static Task PictureAsync(IPage page, string name) =>
        page.ScreenshotAsync(
            new()
            {
                Path = Path.Combine(Folder!, $"{name}.png"),
                FullPage = true,
                Animations = ScreenshotAnimations.Disabled,
            }
        );

    private static async Task<IEnumerable<string>> LookAsync(IPage page, string name, string[] rules)
    {
        if (Folder is not null)
        {
            await PictureAsync(page, name);
        }

        return await Axe.FindAsync(page, name, rules);
    }
}
