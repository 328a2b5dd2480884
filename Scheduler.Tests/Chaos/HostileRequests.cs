using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;

namespace Scheduler.Tests.Chaos;

/// <summary>One request to an operation of the document.</summary>
/// <param name="Responses">What the document says of its answers.</param>
public sealed record HostileRequest(
    string Method,
    string Path,
    IReadOnlyList<(string Name, string Value)> Headers,
    byte[]? Body,
    string MediaType,
    bool MayMissItsRoute,
    JsonElement Responses
)
{
    public HttpRequestMessage ToMessage(Uri server)
    {
        var message = new HttpRequestMessage(
            new HttpMethod(Method),
            new Uri(
                server.GetLeftPart(UriPartial.Authority) + Path,
                new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }
            )
        );
        foreach (var (name, value) in Headers)
        {
            message.Headers.TryAddWithoutValidation(name, value);
        }

        if (Body is not null)
        {
            message.Content = new ByteArrayContent(Body);
            message.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(MediaType);
        }

        return message;
    }

    public override string ToString() =>
        $"{Method} {Path} [{string.Join("; ", Headers.Select(h => $"{h.Name}: {h.Value}"))}] "
        + (
            Body is null ? ""
            : Encoding.UTF8.GetString(Body) is { Length: > 500 } text ? text[..500]
            : Encoding.UTF8.GetString(Body)
        );
}

/// <summary>Makes requests from an OpenAPI document: each value is right, or wrong in one of many ways.</summary>
public static class HostileRequests
{
    public static Gen<HostileRequest> Generator(JsonElement document, string[] ids)
    {
        var values = new HostileValues(document, ids);
        var operations = document
            .GetProperty("paths")
            .EnumerateObject()
            .SelectMany(path =>
                path.Value.EnumerateObject()
                    .Select(operation => Request(path.Name, operation.Name.ToUpperInvariant(), operation.Value, values))
            );
        return Gen.OneOf(operations);
    }

    private static Gen<HostileRequest> Request(string template, string method, JsonElement operation, HostileValues values) =>
        from parameters in Gen.CollectToList(Parameters(operation), p => values.Parameter(p))
        from body in Body(operation, values)
        from media in Gen.Frequency(
            (30, Gen.Constant("application/json")),
            (1, Gen.Elements("text/plain", "application/xml", "application/json; charset=utf-16", "multipart/form-data; boundary=x"))
        )
        let path = parameters
            .Where(p => p.In == "path")
            .Aggregate(template, (all, p) => all.Replace("{" + p.Name + "}", p.Text, StringComparison.Ordinal))
        let query = string.Join('&', parameters.Where(p => p.In == "query" && p.Text.Length > 0).Select(p => $"{p.Name}={p.Text}"))
        let headers = parameters
            .Where(p => p.In == "header" && p.Raw.Length > 0 && !p.Raw.AsSpan().ContainsAny('\r', '\n', '\0'))
            .Select(p => (p.Name, p.Raw))
            .ToList()
        select new HostileRequest(
            method,
            query.Length == 0 ? path : $"{path}?{query}",
            headers,
            body,
            media,
            parameters.Any(p => p.In == "path" && (p.Raw.Length == 0 || p.Raw.AsSpan().ContainsAny('/', '.', '%') || p.Raw is "explain")),
            operation.GetProperty("responses")
        );

    private static List<JsonElement> Parameters(JsonElement operation) =>
        operation.TryGetProperty("parameters", out var parameters) ? [.. parameters.EnumerateArray()] : [];

    private static Gen<byte[]?> Body(JsonElement operation, HostileValues values)
    {
        if (!operation.TryGetProperty("requestBody", out var body))
        {
            return Gen.Constant<byte[]?>(null);
        }

        var schema = body.GetProperty("content").GetProperty("application/json").GetProperty("schema");
        var json = values
            .Json(schema, depth: 0)
            .Select(node =>
                (byte[]?)
                    Encoding.UTF8.GetBytes(
                        (node?.ToJsonString() ?? "null").Replace(HostileValues.HalfOfPair, @"\ud800", StringComparison.Ordinal)
                    )
            );
        return Gen.Frequency(
            (20, json),
            (2, from bytes in json from broken in HostileValues.Broken(bytes!) select broken),
            (
                1,
                Gen.Elements<byte[]?>(
                    null,
                    [],
                    "{"u8.ToArray(),
                    "[]"u8.ToArray(),
                    "\xEF\xBB\xBF{}"u8.ToArray(),
                    [0xFF, 0xFE, 0x7B, 0],
                    [0xC0, 0x80],
                    Encoding.UTF8.GetBytes(new string('[', 5000)),
                    Encoding.UTF8.GetBytes(new string(' ', 70_000) + "{}")
                )
            )
        );
    }
}
