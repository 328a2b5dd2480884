using System.Runtime.CompilerServices;
using Microsoft.Playwright;

namespace Scheduler.Tests.Web.Support;

/// <summary>One Chromium for all tests of a run; each test has contexts of its own in it.</summary>
public static class Browser
{
    private static readonly string[] Places =
    [
        Environment.GetEnvironmentVariable("SCHEDULER_TEST_CHROMIUM") ?? "/usr/bin/chromium",
        "/usr/bin/chromium-browser",
        "/usr/bin/google-chrome",
    ];
    private static readonly string? Executable = Array.Find(Places, File.Exists);

    /// <summary>
    /// Milliseconds within which a page must follow a change. It takes half a second; a machine that runs other tests beside is
    /// given more.
    /// </summary>
    public const int Soon = 4000;

    private static readonly Lazy<Task<IBrowser>> Launched = new(async () =>
    {
        Assertions.SetDefaultExpectTimeout(20_000);
        var playwright = await Playwright.CreateAsync();
        return await playwright.Chromium.LaunchAsync(
            new BrowserTypeLaunchOptions
            {
                ExecutablePath =
                    Executable
                    ?? throw new InvalidOperationException("There is no Chromium in /usr/bin, and SCHEDULER_TEST_CHROMIUM names none."),
                Args =
                [
                    "--headless",
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-quic",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync",
                ],
            }
        );
    });

    /// <summary>
    /// Why tests in a browser are skipped; null when they run. With <c>CI</c> set they run, and fail for want of a browser.
    /// </summary>
    public static string? WhyMissing =>
        Executable is not null || Environment.GetEnvironmentVariable("CI") == "true"
            ? null
            : "There is no Chromium: apt-get install chromium, or name one in SCHEDULER_TEST_CHROMIUM.";

    /// <summary>A new window on the service.</summary>
    public static async Task<IPage> OpenAsync(
        TestApp app,
        bool scripts = true,
        int width = 1280,
        int height = 900,
        ColorScheme scheme = ColorScheme.Light,
        string zone = "UTC"
    )
    {
        var browser = await Launched.Value;
        var context = await browser.NewContextAsync(
            new BrowserNewContextOptions
            {
                BaseURL = app.Url.ToString(),
                JavaScriptEnabled = scripts,
                Locale = "en-GB",
                TimezoneId = zone,
                ColorScheme = scheme,
                ViewportSize = new ViewportSize { Width = width, Height = height },
                AcceptDownloads = true,
            }
        );
        context.SetDefaultTimeout(30_000);
        return await context.NewPageAsync();
    }
}

/// <summary>A test that needs a browser.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class InBrowserAttribute : FactAttribute
{
    public InBrowserAttribute([CallerFilePath] string? file = null, [CallerLineNumber] int line = -1)
        : base(file, line) => Skip = Browser.WhyMissing;
}

/// <summary>The same, with arguments.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class InBrowserWithAttribute : TheoryAttribute
{
    public InBrowserWithAttribute([CallerFilePath] string? file = null, [CallerLineNumber] int line = -1)
        : base(file, line) => Skip = Browser.WhyMissing;
}
