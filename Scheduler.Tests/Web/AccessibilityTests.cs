using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Scheduler.Tests.Web.Support;

namespace Scheduler.Tests.Web;

/// <summary>
/// Every page and state against WCAG 2.2 AA and axe's best practice, and none scrolls sideways; as screenshots too, where a folder
/// for them is named.
/// </summary>
public sealed class AccessibilityTests
{
    private static readonly AxeRunOptions Rules = new()
    {
        RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] },
    };

    /// <summary>Colours are all that the dark scheme changes.</summary>
    private static readonly AxeRunOptions Colours = new()
    {
        RunOnly = new RunOnlyOptions { Type = "rule", Values = ["color-contrast"] },
    };

    private static readonly string? Folder = Environment.GetEnvironmentVariable("SCHEDULER_SCREENSHOTS");

    [InBrowserWith, InlineData(390), InlineData(1280)]
    public async Task Every_page_and_state_can_be_used_by_everybody(int width)
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite);
        var office = await Seeds.OfficeAsync(app);
        var page = await Browser.OpenAsync(app, width: width);
        var wrong = new List<string>();
        page.PageError += (_, error) => wrong.Add($"script: {error}");
        page.Dialog += (_, dialog) => wrong.Add($"a name ran as a script: {dialog.Message}");
        await Tour.WalkAsync(
            app,
            office,
            page,
            async name =>
            {
                wrong.AddRange(await LookAsync(page, $"{name}-{width}-light", Rules));
                // Neither the colours nor what 1280 pixels become at a zoom of 400 % depends on the width: once is enough, but for
                // pictures.
                if (width > 390 && Folder is null)
                {
                    return;
                }

                await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
                wrong.AddRange(await LookAsync(page, $"{name}-{width}-dark", Colours));
                await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
                await page.SetViewportSizeAsync(320, 900);
                if (await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth") > 0)
                {
                    wrong.Add($"{name}: scrolls sideways at 320 pixels");
                }

                await page.SetViewportSizeAsync(width, 900);
                if (Folder is not null && name == "week" && width > 390)
                {
                    // A4 across, less its margins, at 96 pixels an inch.
                    await page.SetViewportSizeAsync(1047, 718);
                    await page.EmulateMediaAsync(new() { Media = Media.Print });
                    await page.ScreenshotAsync(new() { Path = Path.Combine(Folder, "week-print.png") });
                    await page.EmulateMediaAsync(new() { Media = Media.Screen });
                    await page.SetViewportSizeAsync(width, 900);
                }
            }
        );
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    private static async Task<IEnumerable<string>> LookAsync(IPage page, string name, AxeRunOptions rules)
    {
        if (Folder is not null)
        {
            await page.ScreenshotAsync(
                new()
                {
                    Path = Path.Combine(Folder, $"{name}.png"),
                    FullPage = true,
                    Animations = ScreenshotAnimations.Disabled,
                }
            );
        }

        var found = await page.RunAxe(rules);
        return found.Violations.Select(v =>
            $"{name}: {v.Id}: {v.Help}: "
            + $"{string.Join(" | ", v.Nodes.Take(3).Select(n => $"{n.Html} ({string.Join(';', n.Any.Select(a => a.Message))})"))}"
        );
    }
}
