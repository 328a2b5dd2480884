using System.Net;

namespace Scheduler.Tests.Reliability;

/// <summary>Times that are held on the public pages, from any address.</summary>
internal static class PublicHolds
{
    /// <summary>Each hold has two, and all tests share one browser.</summary>
    private const int Cookies = 10_000;

    private static readonly HttpClient Browser = new(
        new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            CookieContainer = new CookieContainer { Capacity = Cookies, PerDomainCapacity = Cookies },
        }
    );

    /// <summary>An app behind a proxy that says whose request it is, with a type whose holds no daily limit stops.</summary>
    public static async Task<TestApp> StartAsync(DatabaseProvider database, params string[] settings)
    {
        var app = await TestApp.StartAsync(database, TestApp.Now, ["ProxyNetworks", "127.0.0.0/8", .. settings]);
        await app.CreateTypeAsync(
            new
            {
                id = "tasting",
                name = "Tasting",
                minMinutes = 10,
                maxMinutes = 10,
                holdSeconds = 1800,
                provider = "required",
                dailyLimit = "none",
            }
        );
        return app;
    }

    /// <summary>Instants that are an hour apart, twenty a day.</summary>
    public static string Start(int index) => $"2026-11-{23 + (index / 20)}T{index % 20:00}:00:00Z";

    /// <summary>The appointment, from the address of the page that shows it held.</summary>
    public static string Id(string held) => held["/book/held/".Length..held.IndexOf('?', StringComparison.Ordinal)];

    public static Task<Visit> HoldAsync(TestApp app, string provider, int index, string address = "192.0.2.1") =>
        SendAsync(app, $"/book/{provider}/hold", address, ("type", "tasting"), ("minutes", "10"), ("start", Start(index)), ("tz", "UTC"));

    public static async Task<Visit> SendAsync(TestApp app, string path, string address, params (string Name, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));
        form.Headers.Add("X-Forwarded-For", address);
        using var answer = await Browser.PostAsync(new Uri(app.Url, path), form);
        return new Visit(
            answer.StatusCode,
            answer.Headers.Location?.ToString(),
            answer.Headers.RetryAfter?.ToString(),
            await answer.Content.ReadAsStringAsync()
        );
    }

    public sealed record Visit(HttpStatusCode Status, string? Location, string? RetryAfter, string Page);
}
