using System.IO.Compression;
using System.Text;
using Microsoft.Playwright;
using Scheduler.Tests.Web.Support;

namespace Scheduler.Tests.Web;

/// <summary>Everybody's day side by side.</summary>
public sealed class BoardTests(ITestOutputHelper output)
{
    private const int Rounds = 30;

    [InBrowser]
    public async Task The_board_is_walked_with_the_arrows_follows_bookings_and_shows_now()
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite, settings: ["Scheduling:TimeZone", "Europe/Berlin"]);
        await Seeds.OfficeAsync(app);
        var page = await Browser.OpenAsync(app);
        await page.GotoAsync("/");
        var columns = page.Locator(".column");
        await Assertions.Expect(columns).ToHaveCountAsync(3);
        // 09:20 in Berlin.
        Assert.Equal("560", await page.Locator(".board").EvaluateAsync<string>("b => b.style.getPropertyValue('--now').trim()"));

        // One stop for Tab; from a time of one column to the same time of the next.
        Assert.Equal(1, await page.Locator(".board .track a[tabindex='0']").CountAsync());
        await columns.Nth(0).Locator("a", new() { HasText = "10:00" }).FocusAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        await Assertions.Expect(columns.Nth(0).Locator("a", new() { HasText = "10:30" })).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("ArrowRight");
        await Assertions.Expect(columns.Nth(1).Locator("a", new() { HasText = "10:30" })).ToBeFocusedAsync();

        await page.WaitForFunctionAsync("() => new Promise(done => setTimeout(() => done(true), 1500))");
        (await app.BookAsync("jonas", "meeting", "anna", "2026-11-24T09:30:00Z", 30)).Expect(201);
        await Assertions
            .Expect(columns.Nth(1).Locator(".entry", new() { HasText = "Jonas Weber" }))
            .ToHaveCountAsync(1, new() { Timeout = Browser.Soon });
        await Assertions.Expect(page.Locator("[data-part=count]")).ToHaveTextAsync("5 appointments");
    }

    [InBrowser]
    public async Task A_drag_asks_before_it_moves()
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite);
        var office = await Seeds.OfficeAsync(app);
        var page = await Browser.OpenAsync(app, height: 1600);
        await page.GotoAsync("/?date=2026-11-25");
        var entry = page.Locator($".entry a[href$='{office.Appointment}']");
        var from = (await entry.BoundingBoxAsync())!;
        await DragAsync(96);
        await page.GetByRole(AriaRole.Button, new() { Name = "No" }).ClickAsync();
        Assert.Equal("2026-11-25T14:00:00Z", (await app.FindAsync(office.Appointment)).Text("start"));
        // 96 pixels are an hour.
        await DragAsync(96);
        await Assertions.Expect(page.GetByText("Move Noor Haddad to 15:00, Anna Schmidt?")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Move" }).ClickAsync();
        await Assertions.Expect(page.GetByText("The appointment has its new time")).ToBeVisibleAsync();
        Assert.Equal("2026-11-25T15:00:00Z", (await app.FindAsync(office.Appointment)).Text("start"));

        async Task DragAsync(float down)
        {
            await page.Mouse.MoveAsync(from.X + 20, from.Y + 4);
            await page.Mouse.DownAsync();
            await page.Mouse.MoveAsync(from.X + 20, from.Y + 4 + down, new() { Steps = 6 });
            await page.Mouse.UpAsync();
        }
    }

    /// <summary>Ten columns fit at 1280 pixels, and a quarter of an hour has room for a name.</summary>
    [InBrowser]
    public async Task Ten_providers_with_two_hundred_appointments_fit_and_are_small_and_quick()
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite);
        await BusyDayAsync(app);
        // The day itself: half of them have begun, and each has its buttons.
        app.Clock.Set("2026-11-24T11:30:00Z");
        await app.GetAsync("/?date=2026-11-24");
        var (before, html) = (Environment.CpuUsage.TotalTime, Array.Empty<byte>());
        for (var i = 0; i < Rounds; i++)
        {
            html = await app.Http.GetByteArrayAsync("/?date=2026-11-24");
        }

        var each = (Environment.CpuUsage.TotalTime - before).TotalMilliseconds / Rounds;

        using var compressed = new MemoryStream();
        await using (var brotli = new BrotliStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            await brotli.WriteAsync(html);
        }

        output.WriteLine(
            $"{html.Length} bytes, {compressed.Length} compressed, {each:0.0} ms of processor time each, that of the test included"
        );
        Assert.InRange(compressed.Length, 1, 20 * 1024);

        var page = await Browser.OpenAsync(app);
        await page.GotoAsync("/?date=2026-11-24");
        Assert.Equal(200, await page.Locator(".entry").CountAsync());
        Assert.Equal(0, await page.Locator(".scroll").EvaluateAsync<int>("s => s.scrollWidth - s.clientWidth"));
        var cut = await page.EvaluateAsync<int>(
            "() => [...document.querySelectorAll('.entry')].filter(e => { const [a, b] = [e.getBoundingClientRect(), e.querySelector('b').getBoundingClientRect()]; return b.height < 12 || b.bottom > a.bottom + 1 || b.width < 60; }).length"
        );
        Assert.Equal(0, cut);
        await page.SetViewportSizeAsync(390, 800);
        Assert.Equal(0, await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth"));
    }

    /// <summary>Ten providers, each with twenty appointments of a quarter of an hour.</summary>
    internal static async Task BusyDayAsync(TestApp app)
    {
        await Parallel.ForEachAsync(
            Enumerable.Range(0, 10),
            new ParallelOptions { MaxDegreeOfParallelism = 4 },
            async (p, _) =>
            {
                await app.OpenProviderAsync($"p{p}");
                for (var i = 0; i < 20; i++)
                {
                    var id = $"client-{p}-{i}";
                    await Seeds.ClientAsync(app, id, Seeds.HardNames[1].First[..3], $"Client{(p * 37 + i * 101) % 997}");
                    var start = new DateTime(2026, 11, 24, 9, 0, 0, DateTimeKind.Utc).AddMinutes((i * 24) / 15 * 15);
                    var type = i % 2 == 0 ? "meeting" : "consultation";
                    var booked = (await app.BookAsync(id, type, $"p{p}", $"{start:yyyy-MM-ddTHH:mm:ssZ}", 15)).Expect(201);
                    if (booked.Text("status") == "held")
                    {
                        (await app.ConfirmAsync(booked.Text("id"))).Expect(200);
                    }
                }
            }
        );
    }
}
