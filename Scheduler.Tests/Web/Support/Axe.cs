using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Scheduler.Tests.Web.Support;

/// <summary>What axe finds wrong on a page, in the page's own frame.</summary>
/// <remarks>
/// It runs here and not by the package's runner for Playwright, which opens a window and loads axe anew for each look: three quarters
/// of the time.
/// </remarks>
public static class Axe
{
    private static readonly string Script = new BundledAxeScriptProvider().GetScript();

    /// <summary>WCAG 2.2 AA and axe's best practice.</summary>
    public static readonly string[] All = ["tag", "wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

    /// <summary>Colours are all that the dark scheme changes.</summary>
    public static readonly string[] Colours = ["rule", "color-contrast"];

    /// <summary>What depends on the width: where things stand, and what is shown at all. The elements are the same.</summary>
    public static readonly string[] Places =
    [
        "rule",
        "color-contrast",
        "target-size",
        "scrollable-region-focusable",
        "heading-order",
        "link-name",
        "button-name",
        "region",
    ];

    /// <summary>A line for each rule that is broken, with the elements that break it.</summary>
    public static async Task<IReadOnlyList<string>> FindAsync(IPage page, string name, string[] rules)
    {
        if (!await page.EvaluateAsync<bool>("() => 'axe' in window"))
        {
            await page.EvaluateAsync(Script);
        }

        // What passes is only counted: to describe each element of it takes long.
        var found = await page.EvaluateAsync<string[]>(
            """
            async ([type, ...values]) => {
              const found = await axe.run(document, { runOnly: { type, values }, resultTypes: ["violations"] });
              const describe = n => `${n.html} (${n.any.map(a => a.message).join(";")})`;
              return found.violations.map(v => `${v.id}: ${v.help}: ${v.nodes.slice(0, 3).map(describe).join(" | ")}`);
            }
            """,
            rules
        );
        return [.. found.Select(line => $"{name}: {line}")];
    }

    /// <summary>In the light everything, in the dark its colours; and nothing scrolls sideways.</summary>
    public static async Task CheckAsync(IPage page, string name)
    {
        var wrong = new List<string>(await FindAsync(page, $"{name} in the light", All));
        await InTheDarkAsync(page, async () => wrong.AddRange(await FindAsync(page, $"{name} in the dark", Colours)));
        if (await SidewaysAsync(page) > 0)
        {
            wrong.Add($"{name} scrolls sideways.");
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    /// <summary>Pixels by which the page is wider than its window.</summary>
    public static Task<int> SidewaysAsync(IPage page) =>
        page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");

    public static async Task InTheDarkAsync(IPage page, Func<Task> look)
    {
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await look();
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
    }
}
