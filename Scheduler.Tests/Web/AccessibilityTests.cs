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
    private const int Phone = 390;
    private const int Desk = 1280;

    private static readonly AxeRunOptions Rules = new()
    {
        RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] },
    };

    /// <summary>Colours are all that the dark scheme changes.</summary>
    private static readonly AxeRunOptions Colours = Only("color-contrast");

    /// <summary>What depends on the width: where things stand, and what is shown at all. The elements are the same.</summary>
    private static readonly AxeRunOptions Places = Only(
        "color-contrast",
        "target-size",
        "scrollable-region-focusable",
        "heading-order",
        "link-name",
        "button-name",
        "region"
    );

    private static readonly string? Folder = Environment.GetEnvironmentVariable("SCHEDULER_SCREENSHOTS");

    [InBrowser]
    public async Task Every_page_and_state_can_be_used_by_everybody()
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite);
        var office = await Seeds.OfficeAsync(app);
        var page = await Browser.OpenAsync(app, width: Phone);
        var wrong = new List<string>();
        page.PageError += (_, error) => wrong.Add($"script: {error}");
        page.Dialog += (_, dialog) => wrong.Add($"a name ran as a script: {dialog.Message}");
        await Tour.WalkAsync(
            app,
            office,
            page,
            async name =>
            {
                wrong.AddRange(await LookAsync(page, $"{name}-{Phone}-light", Rules));
                await InTheDarkAsync(page, async () => wrong.AddRange(await LookAsync(page, $"{name}-{Phone}-dark", Colours)));
                // What 1280 pixels become at a zoom of 400 %.
                await page.SetViewportSizeAsync(320, 900);
                if (await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth") > 0)
                {
                    wrong.Add($"{name}: scrolls sideways at 320 pixels");
                }

                if (Folder is not null || AtLength.IsWanted)
                {
                    await page.SetViewportSizeAsync(Desk, 900);
                    wrong.AddRange(await LookAsync(page, $"{name}-{Desk}-light", Places));
                }

                if (Folder is not null)
                {
                    await InTheDarkAsync(page, () => PictureAsync(page, $"{name}-{Desk}-dark"));
                    await PrintAsync(page, name);
                }

                await page.SetViewportSizeAsync(Phone, 900);
            }
        );
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    private static AxeRunOptions Only(params string[] rules) =>
        new()
        {
            RunOnly = new RunOnlyOptions { Type = "rule", Values = [.. rules] },
        };

    private static async Task InTheDarkAsync(IPage page, Func<Task> look)
    {
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await look();
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
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

    private static async Task<IEnumerable<string>> LookAsync(IPage page, string name, AxeRunOptions rules)
    {
        if (Folder is not null)
        {
            await PictureAsync(page, name);
        }

        var found = await page.RunAxe(rules);
        return found.Violations.Select(v =>
            $"{name}: {v.Id}: {v.Help}: "
            + $"{string.Join(" | ", v.Nodes.Take(3).Select(n => $"{n.Html} ({string.Join(';', n.Any.Select(a => a.Message))})"))}"
        );
    }
}
