using System.Net;
using System.Text.RegularExpressions;

namespace Scheduler.Tests.Web.Support;

/// <summary>Forms without a browser.</summary>
internal static partial class Forms
{
    /// <summary>Sends a form as the site's own page does, and goes where the answer leads.</summary>
    public static Task<Answer> SendFormAsync(this TestApp app, string path, params (string Name, string Value)[] fields) =>
        app.SendFormWithAsync(path, ("Sec-Fetch-Site", "same-origin"), fields);

    public static async Task<Answer> SendFormWithAsync(
        this TestApp app,
        string path,
        (string Name, string Value) header,
        params (string Name, string Value)[] fields
    )
    {
        using var form = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));
        return await app.SendAsync(HttpMethod.Post, path, form, header);
    }

    /// <summary>Who somebody is, as the page of details asks for it.</summary>
    public static readonly (string Name, string Value)[] Noor =
    [
        ("firstName", "Noor"),
        ("lastName", "Haddad"),
        ("email", "noor@example.org"),
    ];

    /// <summary>Sends a form, and says to which address the answer leads; null where it leads nowhere.</summary>
    public static async Task<string?> LeadsToAsync(this TestApp app, string path, params (string Name, string Value)[] fields) =>
        (await PostAsync(app, path, fields)).Location;

    /// <summary>Holds a time on the booking page, in a browser of its own.</summary>
    public static async Task<Hold> HoldAsync(this TestApp app, string provider, string type, string start)
    {
        var (link, cookie) = await PostAsync(app, $"/book/{provider}/hold", [("type", type), ("start", start), ("tz", "UTC")]);
        Assert.StartsWith("/book/held/", link, StringComparison.Ordinal);
        return new Hold(link!.Split('/', '?')[3], link, cookie);
    }

    /// <summary>Sends a form from the browser that holds the time.</summary>
    public static async Task<Answer> SendFormAsync(this TestApp app, Hold hold, string path, params (string Name, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));
        return await app.SendAsync(HttpMethod.Post, path, form, ("Sec-Fetch-Site", "same-origin"), ("Cookie", hold.Cookie));
    }

    private static async Task<(string? Location, string Cookie)> PostAsync(TestApp app, string path, (string Name, string Value)[] fields)
    {
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = app.Url };
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value))),
        };
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        using var answer = await http.SendAsync(request);
        var cookies = answer.Headers.TryGetValues("Set-Cookie", out var set) ? set.Select(c => c.Split(';')[0]) : [];
        return (answer.Headers.Location?.ToString(), string.Join("; ", cookies));
    }

    /// <summary>The value of the first field of this name on a page.</summary>
    public static string Field(this Answer page, string name) =>
        Fields()
            .Matches(page.Body)
            .Where(m => m.Groups["name"].Value == name)
            .Select(m => WebUtility.HtmlDecode(m.Groups["value"].Value))
            .First();

    [GeneratedRegex("<input[^>]*? name=\"(?<name>[^\"]+)\"[^>]*? value=\"(?<value>[^\"]*)\"", RegexOptions.ExplicitCapture)]
    private static partial Regex Fields();
}
