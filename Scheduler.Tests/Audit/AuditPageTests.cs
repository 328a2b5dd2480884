using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Scheduler.Tests.Web.Support;

namespace Scheduler.Tests.Audit;

/// <summary>The page of the audit, in a browser.</summary>
public sealed class AuditPageTests
{
    private static readonly AxeRunOptions Rules = new()
    {
        RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] },
    };

    [InBrowserWith, InlineData(390)]
    public async Task It_is_read_filtered_and_turned_by_everybody(int width)
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite);
        for (var i = 0; i < 51; i++)
        {
            (await app.BookVisitAsync($"user{i}", "2026-11-23T09:00:00Z")).Expect(201);
        }

        var page = await Browser.OpenAsync(app, width: width);
        await page.GotoAsync("/audit");
        await CheckAsync("first");
        await page.GetByRole(AriaRole.Link, new() { Name = "Earlier" }).ClickAsync();
        await Assertions.Expect(page.Locator(".rows li")).ToHaveCountAsync(1);
        await CheckAsync("last");
        await page.GetByLabel("Who").FillAsync("Nobody at all");
        await page.GetByRole(AriaRole.Button, new() { Name = "Show" }).ClickAsync();
        await Assertions.Expect(page.Locator("#actor-error")).ToBeVisibleAsync();
        await CheckAsync("wrong");

        async Task CheckAsync(string name)
        {
            foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
            {
                await page.EmulateMediaAsync(new() { ColorScheme = scheme });
                var found = await page.RunAxe(Rules);
                Assert.True(
                    found.Violations.Length == 0,
                    $"{name} {scheme}: {string.Join("; ", found.Violations.Select(v => $"{v.Id}: {v.Nodes[0].Html}"))}"
                );
            }

            Assert.True(
                await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0,
                $"{name} scrolls sideways at {width} pixels."
            );
        }
    }
}
