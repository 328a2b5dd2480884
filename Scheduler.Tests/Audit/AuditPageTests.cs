using Microsoft.Playwright;
using Scheduler.Tests.Web.Support;

namespace Scheduler.Tests.Audit;

/// <summary>The page of the audit, in a browser.</summary>
public sealed class AuditPageTests
{
    [InBrowser]
    public async Task It_is_read_filtered_and_turned_by_everybody()
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite);
        for (var i = 0; i < 51; i++)
        {
            (await app.BookVisitAsync($"user{i}", "2026-11-23T09:00:00Z")).Expect(201);
        }

        var page = await Browser.OpenAsync(app, width: 390);
        await page.GotoAsync("/audit");
        await Axe.CheckAsync(page, "first");
        await page.GetByRole(AriaRole.Link, new() { Name = "Earlier" }).ClickAsync();
        await Assertions.Expect(page.Locator(".rows li")).ToHaveCountAsync(1);
        await Axe.CheckAsync(page, "last");
        await page.GetByLabel("Who").FillAsync("Nobody at all");
        await page.GetByRole(AriaRole.Button, new() { Name = "Show" }).ClickAsync();
        await Assertions.Expect(page.Locator("#actor-error")).ToBeVisibleAsync();
        await Axe.CheckAsync(page, "wrong");
    }
}
