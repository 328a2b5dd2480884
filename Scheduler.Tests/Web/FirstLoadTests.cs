using Microsoft.Playwright;
using Scheduler.Tests.Web.Support;

namespace Scheduler.Tests.Web;

/// <summary>What a first visit to a page loads, compressed as a browser asks for it.</summary>
public sealed class FirstLoadTests(ITestOutputHelper output)
{
    private const string Measure = """
        () => { const all = [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource').filter(e => !e.name.startsWith('data:') && !e.name.includes('/live/'))];
                return [all.length, all.reduce((sum, e) => sum + e.transferSize, 0)]; }
        """;

    [InBrowserWith]
    [InlineData("/book", 4, 15)]
    [InlineData("/book?type=consultation", 4, 15)]
    [InlineData("/book/anna?type=consultation&tz=UTC", 4, 15)]
    [InlineData("/", 4, 20)]
    [InlineData("/providers/anna/week?from=2026-11-23", 5, 20)]
    [InlineData("/providers/anna/hours", 4, 20)]
    [InlineData("/clients", 4, 20)]
    [InlineData("/clients/noor", 4, 20)]
    [InlineData("/providers", 4, 20)]
    [InlineData("/types", 4, 20)]
    [InlineData("/types/consultation", 4, 20)]
    public async Task A_page_is_small(string path, int requests, int kilobytes)
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite);
        await Seeds.OfficeAsync(app);
        var page = await Browser.OpenAsync(app);
        await page.GotoAsync(path, new() { WaitUntil = WaitUntilState.Load });
        var measured = await page.EvaluateAsync<int[]>(Measure);
        output.WriteLine($"{path}: {measured[0]} requests, {measured[1]} bytes with headers");
        Assert.InRange(measured[0], 1, requests);
        Assert.InRange(measured[1], 1, kilobytes * 1024);
    }
}
