using System.Text.Json;

namespace Scheduler.Tests.Http;

/// <summary>The document describes everything it names, and says the bounds of all that has some. What fails names what lacks them.</summary>
public sealed class DescriptionTests
{
    /// <summary>What the service writes for people has no bound; neither has a list that grows with what is stored or asked for.</summary>
    private static readonly string[] Unbounded =
    [
        "ProblemDetails.title", "ProblemDetails.detail", "ProblemDetails.traceId", "ProblemDetails.errors{}", "ProblemDetails.errors{}[]", "ExplainReason.detail", "ExplainResponse.reasons",
        "DayAvailability.open", "DayAvailability.free", "DayAvailability.appointments", "HoursResponse.dates{}", "HoursChangedResponse.dates{}", "HoursChangedResponse.affected",
        "OverlapsResponse.items", "SlotResponse.providerIds",
    ];

    [Fact]
    public async Task Everything_is_described()
    {
        var document = await DocumentAsync();
        var described = Properties(document).Concat(Parameters(document)).Concat(Operations(document)).Concat(Others(document)).ToList();
        var lacking = described.Where(d => !HasText(d.Of)).Select(d => d.Name).ToList();
        Assert.True(lacking.Count == 0, $"Say what these are, in XML documentation or in OpenApi/*Texts.cs: {string.Join(", ", lacking)}");
        Assert.True(Properties(document).Count() >= 160 && Parameters(document).Count() >= 81 && Operations(document).Count() >= 28, "Something is counted no more.");
    }

    [Fact]
    public async Task An_operation_says_more_than_its_summary()
    {
        var silent = Operations(await DocumentAsync()).Where(o => Text(o.Of, "description").Trim() == Text(o.Of, "summary").Trim()).Select(o => o.Name).ToList();
        Assert.True(silent.Count == 0, $"Say more in OpenApi/OperationTexts.cs: {string.Join(", ", silent)}");
    }

    [Fact]
    public async Task What_has_bounds_says_them()
    {
        var document = await DocumentAsync();
        var schemas = Properties(document).Concat(Parameters(document).Select(p => (p.Name, p.Of.GetProperty("schema")))).SelectMany(p => WithParts(p.Name, p.Item2));
        var open = schemas.Where(s => !IsBounded(s.Of)).Select(s => s.Name).Except(Unbounded).ToList();
        Assert.True(open.Count == 0, $"Say their bounds in OpenApi/ApiBounds.cs: {string.Join(", ", open)}");
    }

    private static async Task<JsonElement> DocumentAsync()
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite);
        return (await app.GetAsync("/openapi/v1.json")).Expect(200).Json;
    }

    private static IEnumerable<(string Name, JsonElement Of)> Properties(JsonElement document) =>
        from schema in document.GetProperty("components").GetProperty("schemas").EnumerateObject()
        where schema.Value.TryGetProperty("properties", out _)
        from property in schema.Value.GetProperty("properties").EnumerateObject()
        select ($"{schema.Name}.{property.Name}", property.Value);

    private static IEnumerable<(string Name, JsonElement Of)> Operations(JsonElement document) =>
        document.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject()).Select(o => (Text(o.Value, "operationId"), o.Value));

    private static IEnumerable<(string Name, JsonElement Of)> Parameters(JsonElement document) =>
        from operation in Operations(document)
        where operation.Of.TryGetProperty("parameters", out _)
        from parameter in operation.Of.GetProperty("parameters").EnumerateArray()
        select ($"{operation.Name}.{Text(parameter, "name")}", parameter);

    private static IEnumerable<(string Name, JsonElement Of)> Others(JsonElement document) =>
        document.GetProperty("tags").EnumerateArray().Select(tag => ($"tag {Text(tag, "name")}", tag))
            .Concat(document.GetProperty("components").GetProperty("schemas").EnumerateObject().Where(s => !s.Name.StartsWith("PageOf", StringComparison.Ordinal)).Select(s => ($"schema {s.Name}", s.Value)))
            .Concat(document.GetProperty("components").GetProperty("headers").EnumerateObject().Select(h => ($"header {h.Name}", h.Value)));

    /// <summary>A schema, its items and its additional properties; what is referred to is looked at where it stands.</summary>
    private static IEnumerable<(string Name, JsonElement Of)> WithParts(string name, JsonElement schema)
    {
        var parts = new List<(string Name, JsonElement Of)> { (name, schema) };
        if (schema.TryGetProperty("items", out var items))
        {
            parts.AddRange(WithParts($"{name}[]", items));
        }

        if (schema.TryGetProperty("additionalProperties", out var values) && values.ValueKind == JsonValueKind.Object)
        {
            parts.AddRange(WithParts($"{name}{{}}", values));
        }

        return parts;
    }

    private static bool IsBounded(JsonElement schema)
    {
        var types = !schema.TryGetProperty("type", out var type) ? [] : type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Select(t => t.GetString()) : [type.GetString()];
        return types.All(t => t switch
        {
            "string" => Has(schema, "maxLength") || Has(schema, "pattern") || Has(schema, "format") || Has(schema, "allOf") || Has(schema, "enum"),
            "integer" or "number" => Has(schema, "minimum") && Has(schema, "maximum"),
            "array" => Has(schema, "maxItems"),
            _ => true,
        });
    }

    private static bool Has(JsonElement schema, string keyword) => schema.TryGetProperty(keyword, out _);

    private static bool HasText(JsonElement element) => Text(element, "description").Trim().Length > 0;

    private static string Text(JsonElement element, string name) => element.TryGetProperty(name, out var text) ? text.GetString() ?? "" : "";
}
