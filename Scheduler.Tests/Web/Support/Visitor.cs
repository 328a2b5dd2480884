using System.Net;
using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace Scheduler.Tests.Web.Support;

/// <summary>Somebody at a browser without scripts, who keeps cookies, follows redirects and sends the forms that pages have.</summary>
internal sealed partial class Visitor(TestApp app, string language = "en-GB", string? frame = null) : IDisposable
{
    private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = frame is null })
    {
        BaseAddress = app.Url,
    };

    public Task<VisitedPage> OpenAsync(string path) => SendAsync(HttpMethod.Get, path, null);

    /// <summary>Goes back to a page: the browser shows what it kept, unless it was told to keep nothing.</summary>
    public Task<VisitedPage> BackAsync(VisitedPage page) => page.IsKept ? Task.FromResult(page) : OpenAsync(page.Path);

    /// <summary>Sends the first form of a page whose address ends like this, with what is typed or pressed besides.</summary>
    public Task<VisitedPage> SendAsync(VisitedPage page, string end, params (string Name, string Value)[] typed)
    {
        var form = page.Forms.First(f => f.Action.Split('?')[0].EndsWith(end, StringComparison.Ordinal));
        var fields = form
            .Fields.Where(f => typed.All(t => t.Name != f.Name))
            .Concat(typed)
            .Select(f => KeyValuePair.Create(f.Name, f.Value));
        return SendAsync(HttpMethod.Post, form.Action, fields);
    }

    /// <summary>Chooses a time.</summary>
    public Task<VisitedPage> TapAsync(VisitedPage page, string start) => SendAsync(page, "/hold", ("start", start));

    /// <summary>Writes who one is, and sends it.</summary>
    public Task<VisitedPage> ConfirmAsync(VisitedPage page, string name = "Noor") =>
        SendAsync(
            page,
            page.Html.Contains("/book/held/", StringComparison.Ordinal)
                ? page.Forms.First(f => f.Action.StartsWith("/book/held/", StringComparison.Ordinal)).Action.Split('?')[0]
                : "/details",
            ("firstName", name),
            ("lastName", "Haddad"),
            ("email", $"{name}-{Key}@example.org")
        );

    /// <summary>Sends the fields of a form somewhere else, as a button outside it does.</summary>
    public Task<VisitedPage> PressAsync(string address, string form) =>
        SendAsync(
            HttpMethod.Post,
            address,
            FormsOf($"<form {form}</form>").First().Fields.Select(f => KeyValuePair.Create(f.Name, f.Value))
        );

    /// <summary>Where a way goes on from.</summary>
    public VisitedPage? Last { get; set; }

    /// <summary>Somebody else.</summary>
    public Visitor Another() => new(app);

    /// <summary>Tells this visitor's e-mail address from everybody else's.</summary>
    public string Key { get; } = Convert.ToHexString(RandomNumberGenerator.GetBytes(8));

    public void Dispose() => http.Dispose();

    private async Task<VisitedPage> SendAsync(HttpMethod method, string path, IEnumerable<KeyValuePair<string, string>>? fields)
    {
        for (var hops = 0; ; hops++)
        {
            using var request = new HttpRequestMessage(method, path);
            if (fields is not null)
            {
                request.Content = new FormUrlEncodedContent(fields);
            }

            request.Headers.Add("Sec-Fetch-Site", "same-origin");
            request.Headers.Add("Sec-Fetch-Dest", frame ?? "document");
            request.Headers.Add("Accept", "text/html");
            request.Headers.Add("Accept-Language", language);
            using var answer = await http.SendAsync(request);
            if (answer.Headers.Location is not { } next)
            {
                return new VisitedPage(
                    (int)answer.StatusCode,
                    path,
                    answer.Headers.CacheControl?.NoStore != true,
                    await answer.Content.ReadAsStringAsync()
                );
            }

            Assert.True(hops < 5, $"{path} leads round and round.");
            (method, path, fields) = (HttpMethod.Get, next.ToString(), null);
        }
    }

    internal static IEnumerable<VisitedForm> FormsOf(string html) =>
        Forms()
            .Matches(html)
            .SelectMany(form =>
                Buttons()
                    .Matches(form.Groups["body"].Value)
                    .Select(button => Value(button.Value, "formaction"))
                    .Prepend(Value(form.Groups["head"].Value, "action"))
                    .Select(action => (form, action))
            )
            .Select(sent => new VisitedForm(
                sent.action,
                [
                    .. Fields()
                        .Matches(sent.form.Groups["body"].Value)
                        .Select(field => (Value(field.Value, "name"), Value(field.Value, "value")))
                        .Where(field => field.Item1.Length > 0),
                ]
            ));

    private static string Value(string tag, string name) =>
        Regex.Match(tag, $" {name}=\"(?<value>[^\"]*)\"", RegexOptions.ExplicitCapture) is { Success: true } match
            ? WebUtility.HtmlDecode(match.Groups["value"].Value)
            : "";

    [GeneratedRegex("<form(?<head>[^>]*)>(?<body>.*?)</form>", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Forms();

    [GeneratedRegex("<button[^>]* formaction=[^>]*>")]
    private static partial Regex Buttons();

    [GeneratedRegex("<input[^>]*>")]
    private static partial Regex Fields();
}

/// <param name="IsKept">Whether the Back button shows it as it was.</param>
internal sealed record VisitedPage(int Status, string Path, bool IsKept, string Html)
{
    public IReadOnlyList<VisitedForm> Forms => [.. Visitor.FormsOf(Html)];

    /// <summary>The words of the page, as they are read.</summary>
    public string Words => WebUtility.HtmlDecode(Regex.Replace(Html[Html.IndexOf("<body", StringComparison.Ordinal)..], "<[^>]*>", " "));

    public bool Says(string words) => Words.Contains(words, StringComparison.Ordinal);
}

internal sealed record VisitedForm(string Action, IReadOnlyList<(string Name, string Value)> Fields);
