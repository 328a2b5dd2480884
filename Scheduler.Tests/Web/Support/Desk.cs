using Microsoft.Playwright;

namespace Scheduler.Tests.Web.Support;

/// <summary>Somebody at the front desk, whose every press is counted.</summary>
internal sealed class Desk
{
    public const int Phone = 390;
    private const int Computer = 1000;
    private const int Height = 660;

    private static readonly string? Folder = Environment.GetEnvironmentVariable("SCHEDULER_SCREENSHOTS");

    private readonly IPage page;
    private int pressed;
    private int typed;
    private int loaded;

    public Desk(IPage page)
    {
        this.page = page;
        page.DOMContentLoaded += (_, _) => loaded++;
    }

    public string Counts => $"{pressed} / {typed} / {loaded}";

    public ILocator Link(string name) => page.GetByRole(AriaRole.Link, new() { Name = name });

    public ILocator Button(string name) => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    /// <summary>Where a folder for pictures is named: what is seen around <paramref name="what"/>.</summary>
    /// <param name="pressedNext">Whether it is marked as what is pressed next.</param>
    public async Task PictureAsync(string name, ILocator what, int width = Computer, bool pressedNext = true)
    {
        if (Folder is null)
        {
            return;
        }

        await page.SetViewportSizeAsync(width, Height);
        await what.EvaluateAsync(
            """
            async (e, marked) => {
              const drawn = () => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
              document.activeElement.blur();
              e.style.outline = marked ? '3px solid #c5221f' : '';
              await drawn();
              e.scrollIntoView({ block: 'center', inline: 'center' });
              await drawn();
            }
            """,
            pressedNext
        );
        await page.ScreenshotAsync(new() { Path = Path.Combine(Folder, $"{name}.png"), Animations = ScreenshotAnimations.Disabled });
        await what.EvaluateAsync("e => { e.style.outline = ''; }");
        await page.SetViewportSizeAsync(1280, 900);
    }

    public async Task BeginAsync()
    {
        await page.GotoAsync("/");
        (pressed, typed, loaded) = (0, 0, 0);
    }

    public async Task PressAsync(ILocator what)
    {
        await what.ClickAsync();
        pressed++;
    }

    public async Task TypeAsync(ILocator where, string text)
    {
        await where.FillAsync(text);
        typed++;
    }

    public async Task SeesAsync(ILocator what)
    {
        await Assertions.Expect(what).ToBeVisibleAsync();
        // What is seen may be there before its page counts as loaded.
        await page.WaitForLoadStateAsync(LoadState.Load);
    }
}
