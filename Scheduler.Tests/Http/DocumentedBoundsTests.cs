using System.Text.Json;
using System.Text.Json.Nodes;

namespace Scheduler.Tests.Http;

/// <summary>The bounds that the document states are the service's own: one beyond is refused with the field's name, and the bound itself
/// is not.</summary>
public sealed class DocumentedBoundsTests
{
    [Fact]
    public async Task Beyond_each_bound_of_a_body_the_field_is_named()
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite);
        await app.PostAsync(
            "/api/providers",
            new
            {
                id = "any-id",
                firstName = "Robin",
                lastName = "Lee",
            }
        );
        var webhook = (await app.PostAsync("/api/webhooks", new { url = "https://example.org/in" })).Expect(201).Text("id");
        // Keys and accounts that are made here close the door to whoever has none.
        var key = await app.MakeKeyAsync("owner");
        var account = (
            await app.PostAsync(
                "/api/accounts",
                new
                {
                    email = "kim@example.org",
                    name = "Kim",
                    role = "reception",
                },
                key
            )
        ).Expect(201).Text("id");
        var document = (await app.GetAsync("/openapi/v1.json")).Expect(200).Json;
        var schemas = document.GetProperty("components").GetProperty("schemas");
        var tried = 0;
        var wrong = new List<string>();
        foreach (var (path, method, operation) in Operations(document, "requestBody"))
        {
            var media = operation.GetProperty("requestBody").GetProperty("content").GetProperty("application/json");
            var schema = Reference(media.GetProperty("schema"));
            foreach (var property in schemas.GetProperty(schema).GetProperty("properties").EnumerateObject())
            {
                foreach (var (value, isWithin) in BoundaryValues.Of(property.Value))
                {
                    var body = Body(media.GetProperty("example"), property.Name);
                    body[property.Name] = value;
                    var named = await NamedAsync(
                        app,
                        method,
                        Filled(path).Replace("webhooks/visit", $"webhooks/{webhook}").Replace("accounts/visit", $"accounts/{account}"),
                        body,
                        key
                    );
                    tried++;
                    if (isWithin == named.Any(field => field.Split('.', '[')[0] == property.Name))
                    {
                        wrong.Add($"{method} {path} {property.Name} = {Short(value)}: {string.Join(", ", named)}");
                    }
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.True(tried > 100, $"Only {tried} values were tried.");
    }

    [Fact]
    public async Task Beyond_each_bound_of_a_query_the_parameter_is_named()
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite);
        await app.PostAsync(
            "/api/providers",
            new
            {
                id = "any-id",
                firstName = "Robin",
                lastName = "Lee",
            }
        );
        var document = (await app.GetAsync("/openapi/v1.json")).Expect(200).Json;
        var tried = 0;
        var wrong = new List<string>();
        foreach (var (path, method, operation) in Operations(document, "parameters"))
        {
            foreach (
                var parameter in operation.GetProperty("parameters").EnumerateArray().Where(p => p.GetProperty("in").GetString() == "query")
            )
            {
                var name = parameter.GetProperty("name").GetString()!;
                foreach (var (value, isWithin) in BoundaryValues.Of(parameter.GetProperty("schema")))
                {
                    var texts = value is JsonArray many ? many.Select(v => v!.ToString()) : [value.ToString()];
                    var query = string.Join('&', texts.Select(t => $"{name}={Uri.EscapeDataString(t)}"));
                    var named = await NamedAsync(app, method, $"{Filled(path)}?{Others(path, name)}{query}", null);
                    tried++;
                    // How many of the providers there must be depends on how many are given. An id that none can have is not found.
                    if (isWithin ? name != "atLeast" && named.Contains(name) : !named.Contains(name) && named is not ["404"])
                    {
                        wrong.Add($"{path} {name} = {Short(value)}: {string.Join(", ", named)}");
                    }
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.True(tried > 60, $"Only {tried} values were tried.");
    }

    /// <returns>The fields that a 400 names; another refusal's status alone.</returns>
    private static async Task<List<string>> NamedAsync(
        TestApp app,
        HttpMethod method,
        string path,
        JsonNode? body,
        params (string, string)[] headers
    )
    {
        var answer = await app.SendAsync(method, path, body, headers);
        if (answer.Status != 400)
        {
            return answer.Status < 400 ? [] : [answer.Status.ToString()];
        }

        return [.. answer["errors"].EnumerateObject().Select(error => error.Name)];
    }

    private static IEnumerable<(string Path, HttpMethod Method, JsonElement Operation)> Operations(JsonElement document, string with) =>
        from path in document.GetProperty("paths").EnumerateObject()
        from operation in path.Value.EnumerateObject()
        where operation.Value.TryGetProperty(with, out _)
        select (path.Name, new HttpMethod(operation.Name.ToUpperInvariant()), operation.Value);

    private static string Filled(string path) =>
        path.Replace("{id}", path.StartsWith("/api/providers", StringComparison.Ordinal) ? "any-id" : "visit", StringComparison.Ordinal)
            .Replace("{userId}", "alice", StringComparison.Ordinal);

    /// <summary>The example, without what bounds or excludes the property.</summary>
    private static JsonObject Body(JsonElement example, string property)
    {
        var body = JsonNode.Parse(example.GetRawText())!.AsObject();
        if (property == "maxMinutes")
        {
            body["minMinutes"] = 1;
        }
        else if (property == "time")
        {
            body.Remove("start");
            body["date"] = "2026-11-23";
        }

        return body;
    }

    /// <summary>What must be given, too.</summary>
    private static string Others(string path, string name) =>
        path switch
        {
            "/api/slots/explain" when name == "appointmentType" => "start=2026-11-23&",
            "/api/slots/explain" when name != "start" => "appointmentType=visit&start=2026-11-23&",
            "/api/slots" or "/api/slots/explain" when name != "appointmentType" => "appointmentType=visit&",
            "/api/overlaps" when name != "provider" => "provider=a&provider=b&",
            "/api/appointments" when name != "userId" => "userId=alice&",
            _ => "",
        };

    /// <summary>A body that may be left out is one of nothing and its schema.</summary>
    private static string Reference(JsonElement schema)
    {
        var named = schema.TryGetProperty("oneOf", out var choices)
            ? choices.EnumerateArray().First(c => c.TryGetProperty("$ref", out _))
            : schema;
        return named.GetProperty("$ref").GetString()!.Split('/')[^1];
    }

    private static string Short(JsonNode value) => value.ToJsonString() is { Length: > 60 } text ? text[..60] + "…" : value.ToJsonString();
}
