using System.Text.Json;

namespace Scheduler.Tests.Http;

/// <summary>The document describes everything it names, and says the bounds of all that has some. What fails names what lacks
/// them.</summary>
public sealed class DescriptionTests
{
    /// <summary>What the service writes for people has no bound; neither has a list that grows with what is stored or asked for.</summary>
    private static readonly string[] Unbounded =
    [
        "ProblemDetails.title",
        "ProblemDetails.detail",
        "ProblemDetails.traceId",
        "ProblemDetails.errors{}",
        "ProblemDetails.errors{}[]",
        "ExplainReason.detail",
        "ExplainResponse.reasons",
        "DayAvailability.open",
        "DayAvailability.free",
        "DayAvailability.appointments",
        "HoursResponse.dates{}",
        "HoursChangedResponse.dates{}",
        "HoursChangedResponse.affected",
        "OverlapsResponse.items",
        "SlotResponse.providerIds",
        "DeliveryResponse.attempts",
        "ProviderChangedResponse.affected",
        "ClientExportResponse.appointments",
        "ClientExportResponse.audit",
    ];

    [Fact]
    public async Task Everything_is_described()
    {
        var document = await DocumentAsync();
        var described = Properties(document).Concat(Parameters(document)).Concat(Operations(document)).Concat(Others(document)).ToList();
        var lacking = described.Where(d => !HasText(d.Of)).Select(d => d.Name).ToList();
        Assert.True(lacking.Count == 0, $"Say what these are, in XML documentation or in OpenApi/*Texts.cs: {string.Join(", ", lacking)}");
        var counts = (Properties(document).Count(), Parameters(document).Count(), Operations(document).Count());
        Assert.True(counts is (>= 160, >= 81, >= 28), $"Something is counted no more: {counts}");
    }

    [Fact]
    public async Task An_operation_says_more_than_its_summary()
    {
        var operations = Operations(await DocumentAsync());
        var silent = operations.Where(o => Text(o.Of, "description").Trim() == Text(o.Of, "summary").Trim()).Select(o => o.Name).ToList();
        Assert.True(silent.Count == 0, $"Say more in OpenApi/OperationTexts.cs: {string.Join(", ", silent)}");
    }

    [Fact]
    public async Task What_has_bounds_says_them()
    {
        var document = await DocumentAsync();
        var parameters = Parameters(document).Select(p => (p.Name, Of: p.Of.GetProperty("schema")));
        var schemas = Properties(document).Concat(parameters).SelectMany(p => WithParts(p.Name, p.Of));
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
        from path in document.GetProperty("paths").EnumerateObject()
        from operation in path.Value.EnumerateObject()
        select (Text(operation.Value, "operationId"), operation.Value);

    private static IEnumerable<(string Name, JsonElement Of)> Parameters(JsonElement document) =>
        from operation in Operations(document)
        where operation.Of.TryGetProperty("parameters", out _)
        from parameter in operation.Of.GetProperty("parameters").EnumerateArray()
        select ($"{operation.Name}.{Text(parameter, "name")}", parameter);

    private static IEnumerable<(string Name, JsonElement Of)> Others(JsonElement document)
    {
        var components = document.GetProperty("components");
        return document
            .GetProperty("tags")
            .EnumerateArray()
            .Select(tag => ($"tag {Text(tag, "name")}", tag))
            .Concat(components.GetProperty("schemas").EnumerateObject().Select(schema => ($"schema {schema.Name}", schema.Value)))
            .Concat(components.GetProperty("headers").EnumerateObject().Select(header => ($"header {header.Name}", header.Value)));
    }

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
        IEnumerable<string?> types =
            !schema.TryGetProperty("type", out var type) ? []
            : type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Select(t => t.GetString())
            : [type.GetString()];
        return types.All(t =>
            t switch
            {
                "string" => new[] { "maxLength", "pattern", "format", "allOf", "enum" }.Any(keyword => Has(schema, keyword)),
                "integer" or "number" => Has(schema, "minimum") && Has(schema, "maximum"),
                "array" => Has(schema, "maxItems"),
                _ => true,
            }
        );
    }

    private static bool Has(JsonElement schema, string keyword) => schema.TryGetProperty(keyword, out _);

    private static bool HasText(JsonElement element) => Text(element, "description").Trim().Length > 0;

    private static string Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var text) ? text.GetString() ?? "" : "";
}
