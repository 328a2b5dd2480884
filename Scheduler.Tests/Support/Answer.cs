using System.Net.Http.Headers;
using System.Text.Json;

namespace Scheduler.Tests.Support;

/// <summary>What came back: status, headers and JSON. A wrong status fails with the whole body.</summary>
public sealed class Answer(string request, int status, HttpResponseHeaders headers, HttpContentHeaders contentHeaders, string text)
{
    public int Status => status;
    public string Body => text;
    public HttpResponseHeaders Headers => headers;
    public HttpContentHeaders ContentHeaders => contentHeaders;

    /// <summary>The problem's slug, or null for an answer that is none.</summary>
    public string? Problem =>
        contentHeaders.ContentType?.MediaType == "application/problem+json" ? this["type"].GetString()!["/problems/".Length..] : null;

    public JsonElement Json => JsonDocument.Parse(text).RootElement;

    /// <summary>A member of the body, deeper ones parted by dots.</summary>
    public JsonElement this[string path] =>
        path.Split('.').Aggregate(Json, (json, name) => int.TryParse(name, out var i) ? json[i] : json.GetProperty(name));

    public string Text(string path) => this[path].ToString();

    public Answer Expect(int expected)
    {
        Assert.True(status == expected, $"{request}: {status} where {expected} was expected.\n{text}");
        return this;
    }

    public Answer Expect(int expected, string problem)
    {
        Expect(expected);
        Assert.True(Problem == problem, $"{request}: {Problem ?? "no problem"} where {problem} was expected.\n{text}");
        return this;
    }
}
