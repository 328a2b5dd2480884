using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Scheduler.Tests.Web.Support;

namespace Scheduler.Tests.Web;

/// <summary>Every page and state against WCAG 2.2 AA and axe's best practice, and none scrolls sideways; as screenshots too, where a folder for them is named.</summary>
public sealed class AccessibilityTests
{
    private static readonly AxeRunOptions Rules = new()
    {
        RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] },
    };

    [InBrowserWith]
    [InlineData(320, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Dark)]
    [InlineData(1280, ColorScheme.Light)]
    [InlineData(1280, ColorScheme.Dark)]
    public async Task Every_page_and_state_can_be_used_by_everybody(int width, ColorScheme scheme)
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite);
        var office = await Seeds.OfficeAsync(app);
        var page = await Browser.OpenAsync(app, width: width, scheme: scheme);
        var folder = Environment.GetEnvironmentVariable("SCHEDULER_SCREENSHOTS");
        var wrong = new List<string>();
        page.PageError += (_, error) => wrong.Add($"script: {error}");
        page.Dialog += (_, dialog) => wrong.Add($"a name ran as a script: {dialog.Message}");
        await Tour.WalkAsync(app, office, page, async name =>
        {
            if (folder is not null && width != 320)
            {
                await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}-{width}-{scheme}.png".ToLowerInvariant()), FullPage = true, Animations = ScreenshotAnimations.Disabled });
            }

            var found = await page.RunAxe(Rules);
            wrong.AddRange(found.Violations.Select(v => $"{name}: {v.Id}: {v.Help}: {string.Join(" | ", v.Nodes.Take(3).Select(n => $"{n.Html} ({string.Join(';', n.Any.Select(a => a.Message))})"))}"));
            if (await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth") > 0)
            {
                wrong.Add($"{name}: scrolls sideways at {width} pixels");
            }
        });
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }
}
