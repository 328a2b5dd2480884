using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;
using Scheduler.Tests.Web.Support;

namespace Scheduler.Tests.Web;

/// <summary>The booking page inside a practice's own site.</summary>
public sealed class EmbedTests
{
    [Fact]
    public async Task Only_the_sites_in_the_settings_may_show_it_and_only_where_one_books()
    {
        await using var app = await TestApp.StartAsync(
            DatabaseProvider.Sqlite,
            TestApp.Now,
            "Public:EmbedOrigins",
            "https://practice.example, https://other.example:8443"
        );
        await using var closed = await TestApp.StartAsync(DatabaseProvider.Sqlite);
        Assert.Equal("https://practice.example https://other.example:8443", await AncestorsAsync(app, "/book"));
        Assert.Equal("https://practice.example https://other.example:8443", await AncestorsAsync(app, "/meet"));
        Assert.Equal("'none'", await AncestorsAsync(app, "/clients"));
        Assert.Equal("'none'", await AncestorsAsync(app, $"/appointments/{Guid.Empty}"));
        Assert.Equal("'none'", await AncestorsAsync(closed, "/book"));
        Assert.Contains(
            "javascript",
            (await app.GetAsync("/embed.js")).Expect(200).ContentHeaders.ContentType!.MediaType,
            StringComparison.Ordinal
        );
    }

    /// <summary>No cookie comes back to a page inside another site's, as browsers are set more and more.</summary>
    [InBrowserWith, InlineData("consultation"), InlineData("meeting")]
    public async Task A_booking_inside_another_site_needs_no_cookie_and_the_frame_grows_with_it(string type)
    {
        await using var site = await PracticeAsync();
        var origin = site.Urls.First().Replace("127.0.0.1", "localhost", StringComparison.Ordinal);
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite, TestApp.Now, "Public:EmbedOrigins", origin);
        await Seeds.AnnaAsync(app);
        var page = await Browser.OpenAsync(app, width: 800);
        var cookies = new List<string>();
        page.Request += async (_, request) =>
        {
            if (request.Url.StartsWith(app.Url.ToString(), StringComparison.Ordinal) && request.Headers.TryGetValue("cookie", out var sent))
            {
                cookies.Add($"{request.Url}: {sent}");
            }

            await Task.CompletedTask;
        };
        await page.GotoAsync($"{origin}/?at={Uri.EscapeDataString(app.Url.ToString())}&type={type}");
        var frame = page.FrameLocator("iframe");
        await frame.GetByRole(AriaRole.Link, new() { Name = "Anna Schmidt" }).ClickAsync();
        await frame.GetByRole(AriaRole.Link, new() { Name = "Tuesday 24 November" }).ClickAsync();
        await frame.GetByRole(AriaRole.Button, new() { Name = "10:00", Exact = true }).ClickAsync();
        await frame.GetByLabel("First name").FillAsync("Noor");
        await frame.GetByLabel("Last name").FillAsync("Haddad");
        await frame.GetByLabel("E-mail").FillAsync("noor@example.org");
        await frame.GetByRole(AriaRole.Button, new() { Name = type == "meeting" ? "Book" : "Confirm", Exact = true }).ClickAsync();
        await Assertions.Expect(frame.GetByRole(AriaRole.Heading, new() { Name = "You are booked" })).ToBeVisibleAsync();
        Assert.Equal("_blank", await frame.GetByRole(AriaRole.Link, new() { Name = "Open your appointment" }).GetAttributeAsync("target"));
        // All of the page is seen: nothing scrolls inside the frame.
        await page.WaitForFunctionAsync("() => document.querySelector('iframe').style.height.endsWith('px')");
        var hidden = await frame.Locator("html").EvaluateAsync<int>("html => html.scrollHeight - html.clientHeight");
        Assert.InRange(hidden, 0, 1);
        Assert.Empty(cookies);
        Assert.Equal("confirmed", Assert.Single(await app.AllAsync("/api/appointments?providerId=anna")).GetProperty("status").GetString());
    }

    private static async Task<string> AncestorsAsync(TestApp app, string path)
    {
        var policy = (await app.GetAsync(path, ("Accept", "text/html"))).Headers.GetValues("Content-Security-Policy").Single();
        return policy.Split("frame-ancestors ")[1].Split(';')[0];
    }

    /// <summary>A site of its own, with a page that has the script.</summary>
    private static async Task<WebApplication> PracticeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var site = builder.Build();
        site.MapGet(
            "/",
            (string at, string type) =>
                Results.Content(
                    "<!DOCTYPE html><html lang=\"en\"><title>Practice</title><h1>Practice</h1>"
                        + $"<script src=\"{at}embed.js\" data-type=\"{type}\"></script></html>",
                    "text/html"
                )
        );
        await site.StartAsync();
        return site;
    }
}
