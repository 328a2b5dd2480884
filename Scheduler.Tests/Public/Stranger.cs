using System.Net;

namespace Scheduler.Tests.Public;

/// <summary>
/// Somebody at a browser without scripts, who comes from an address of their own and keeps the cookies that they are given.
/// </summary>
internal sealed class Stranger(TestApp app, string address = "192.0.2.1") : IDisposable
{
    /// <summary>The app must believe this machine when it says for whom it asks.</summary>
    public static readonly string[] BehindProxy = ["ProxyNetworks", "127.0.0.0/8"];

    private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() })
    {
        BaseAddress = app.Url,
    };

    public static readonly (string, string)[] Noor = [("firstName", "Noor"), ("lastName", "Haddad"), ("email", "noor@example.org")];

    public Task<Visit> GetAsync(string path) => SendAsync(new HttpRequestMessage(HttpMethod.Get, path));

    public Task<Visit> PostAsync(string path, params (string Name, string Value)[] fields) =>
        SendAsync(
            new HttpRequestMessage(HttpMethod.Post, path)
            {
                Content = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value))),
            }
        );

    public Task<Visit> HoldAsync(string provider, string type, string start) =>
        PostAsync($"/book/{provider}/hold", ("type", type), ("start", start), ("tz", "UTC"));

    /// <summary>Books a type that has no hold.</summary>
    public Task<Visit> BookAsync(string provider, string type, string start, params (string, string)[] who) =>
        PostAsync($"/book/{provider}/details", [("type", type), ("start", start), ("tz", "UTC"), .. who]);

    public void Dispose() => http.Dispose();

    private async Task<Visit> SendAsync(HttpRequestMessage request)
    {
        using (request)
        {
            request.Headers.Add("X-Forwarded-For", address);
            request.Headers.Add("Sec-Fetch-Site", "same-origin");
            using var answer = await http.SendAsync(request);
            return new Visit(
                (int)answer.StatusCode,
                answer.Headers.Location?.ToString() ?? "",
                answer.Headers.RetryAfter?.Delta,
                await answer.Content.ReadAsStringAsync(),
                answer.Headers.TryGetValues("Set-Cookie", out var cookies) ? [.. cookies] : []
            );
        }
    }
}

internal sealed record Visit(int Status, string Location, TimeSpan? RetryAfter, string Page, IReadOnlyList<string> Cookies)
{
    /// <summary>The appointment that the browser is sent to.</summary>
    public string Id => Location.Split('?')[0].Split('/')[^1];

    public Visit Expect(int status)
    {
        Assert.True(Status == status, $"{Status} where {status} was expected, at '{Location}'.\n{Page}");
        return this;
    }
}
