using System.IO.Compression;
using System.Text;
using Microsoft.Playwright;
using Scheduler.Tests.Web.Support;

namespace Scheduler.Tests.Web;

/// <summary>What a first visit to a page loads, compressed as a browser asks for it.</summary>
public sealed class FirstLoadTests(ITestOutputHelper output)
{
    /// <summary>What a file's headers take, on the safe side.</summary>
    private const int HeaderBytes = 400;

    private const string Loaded = """
        () => [String(performance.getEntriesByType('navigation')[0].transferSize),
               ...performance.getEntriesByType('resource').map(e => e.name)
                   .filter(name => !name.startsWith('data:') && !name.includes('/live/'))]
        """;

    [InBrowserWith]
    [InlineData("/book", 4, 10)]
    [InlineData("/book?type=consultation", 4, 10)]
    [InlineData("/book/anna?type=consultation&tz=UTC", 4, 10)]
    [InlineData("/book/anna?type=consultation&tz=UTC&lang=ar", 4, 10)]
    [InlineData("/meet?provider=anna&provider=ben", 4, 10)]
    [InlineData("/", 5, 20)]
    [InlineData("/day/book", 5, 20)]
    [InlineData("/providers/anna/week?from=2026-11-23", 5, 20)]
    [InlineData("/providers/anna/hours", 4, 20)]
    [InlineData("/clients", 4, 20)]
    [InlineData("/clients/noor", 4, 20)]
    [InlineData("/providers", 4, 20)]
    [InlineData("/types", 4, 20)]
    [InlineData("/types/consultation", 5, 20)]
    public async Task A_page_is_small(string path, int requests, int kilobytes)
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite);
        await Seeds.OfficeAsync(app);
        var page = await Browser.OpenAsync(app);
        await page.GotoAsync(path, new() { WaitUntil = WaitUntilState.Load });
        var loaded = await page.EvaluateAsync<string[]>(Loaded);
        var bytes = int.Parse(loaded[0]);
        foreach (var file in loaded[1..])
        {
            // A published build has these compressed beside them; the build that is tested has not.
            bytes += HeaderBytes + Compressed((await app.GetAsync(file)).Expect(200).Body);
        }

        output.WriteLine($"{path}: {loaded.Length} requests, {bytes} bytes with headers");
        Assert.InRange(loaded.Length, 1, requests);
        Assert.InRange(bytes, 1, kilobytes * 1024);
    }

    private static int Compressed(string text)
    {
        using var compressed = new MemoryStream();
        using (var brotli = new BrotliStream(compressed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            brotli.Write(Encoding.UTF8.GetBytes(text));
        }

        return (int)compressed.Length;
    }
}
