using System.Text.Json;
using System.Text.Json.Nodes;

namespace Scheduler.Tests.Http;

/// <summary>What to try where a schema states bounds.</summary>
internal static class BoundaryValues
{
    /// <summary>Values on each bound and one beyond it.</summary>
    public static IEnumerable<(JsonNode Value, bool IsWithin)> Of(JsonElement schema)
    {
        foreach (var (keyword, beyond) in new[] { ("minimum", -1), ("maximum", 1) })
        {
            if (schema.TryGetProperty(keyword, out var bound))
            {
                yield return (JsonValue.Create(bound.GetInt32()), true);
                yield return (JsonValue.Create(bound.GetInt32() + beyond), false);
            }
        }

        if (schema.TryGetProperty("maxLength", out var longest))
        {
            yield return (JsonValue.Create(new string('x', longest.GetInt32() + 1)), false);
            if (!schema.TryGetProperty("pattern", out _) && longest.GetInt32() > 40)
            {
                yield return (JsonValue.Create(new string('x', longest.GetInt32())), true);
            }
        }

        if (schema.TryGetProperty("minLength", out _))
        {
            yield return (JsonValue.Create(""), false);
        }

        if (schema.TryGetProperty("pattern", out _) || schema.TryGetProperty("format", out var format) && format.GetString() != "int32")
        {
            yield return (JsonValue.Create("?"), false);
        }

        if (schema.TryGetProperty("allOf", out var words))
        {
            yield return (JsonValue.Create("?"), false);
            foreach (var word in words[0].GetProperty("enum").EnumerateArray())
            {
                yield return (JsonValue.Create(word.GetString()!), true);
            }
        }

        if (schema.TryGetProperty("maxItems", out var most))
        {
            var areIds = schema.GetProperty("items").TryGetProperty("pattern", out _);
            var items = Enumerable
                .Range(0, most.GetInt32() + 1)
                .Select(i => areIds ? (JsonNode)JsonValue.Create($"p{i}") : new JsonObject());
            yield return (new JsonArray([.. items]), false);
        }

        if (schema.TryGetProperty("maxProperties", out var days))
        {
            yield return (Dates(days.GetInt32()), true);
            yield return (Dates(days.GetInt32() + 1), false);
        }
    }

    private static JsonObject Dates(int count) =>
        new(
            Enumerable
                .Range(0, count)
                .Select(i => KeyValuePair.Create($"{new DateOnly(2030, 1, 1).AddDays(i):yyyy-MM-dd}", (JsonNode?)null))
        );
}
