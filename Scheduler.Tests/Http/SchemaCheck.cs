using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Scheduler.Tests.Http;

/// <summary>
/// Compares JSON with the parts of JSON Schema 2020-12 that the OpenAPI document uses; an unknown keyword is an error, so that
/// nothing goes unchecked.
/// </summary>
internal sealed class SchemaCheck(JsonElement document)
{
    private static readonly string[] Known =
    [
        "$ref",
        "type",
        "format",
        "description",
        "default",
        "example",
        "required",
        "properties",
        "additionalProperties",
        "items",
        "enum",
        "pattern",
        "maxLength",
        "minLength",
        "minimum",
        "maximum",
        "minItems",
        "maxItems",
        "minProperties",
        "maxProperties",
        "oneOf",
        "allOf",
    ];

    /// <summary>What is wrong, each with its path; empty when the value fits.</summary>
    public List<string> Errors(JsonElement value, JsonElement schema, string path = "$")
    {
        var errors = new List<string>();
        if (schema.TryGetProperty("$ref", out var reference))
        {
            return Errors(value, Resolve(reference.GetString()!), path);
        }

        errors.AddRange(schema.EnumerateObject().Where(k => !Known.Contains(k.Name)).Select(k => $"{path}: unknown keyword {k.Name}"));
        if (schema.TryGetProperty("type", out var type) && !Types(type).Contains(TypeOf(value)))
        {
            errors.Add($"{path}: {TypeOf(value)} where {type} is documented");
            return errors;
        }

        if (schema.TryGetProperty("enum", out var words) && !words.EnumerateArray().Any(w => w.ToString() == value.ToString()))
        {
            errors.Add($"{path}: '{value}' is none of {words}");
        }

        if (
            schema.TryGetProperty("oneOf", out var choices)
            && choices.EnumerateArray().Count(choice => Errors(value, choice, path).Count == 0) != 1
        )
        {
            errors.Add($"{path}: fits not one of {choices}");
        }

        if (schema.TryGetProperty("allOf", out var all))
        {
            errors.AddRange(all.EnumerateArray().SelectMany(part => Errors(value, part, path)));
        }

        Size(value, schema, path, errors);
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                Text(value.GetString()!, schema, path, errors);
                break;
            case JsonValueKind.Array when schema.TryGetProperty("items", out var items):
                errors.AddRange(value.EnumerateArray().SelectMany((item, i) => Errors(item, items, $"{path}[{i}]")));
                break;
            case JsonValueKind.Object:
                Members(value, schema, path, errors);
                break;
        }

        return errors;
    }

    private static void Size(JsonElement value, JsonElement schema, string path, List<string> errors)
    {
        var (size, least, most) = value.ValueKind switch
        {
            JsonValueKind.String => (value.GetString()!.Length, "minLength", "maxLength"),
            JsonValueKind.Array => (value.GetArrayLength(), "minItems", "maxItems"),
            JsonValueKind.Object => (value.EnumerateObject().Count(), "minProperties", "maxProperties"),
            JsonValueKind.Number => (value.GetInt64(), "minimum", "maximum"),
            _ => (0L, "", ""),
        };
        if (
            (schema.TryGetProperty(least, out var min) && size < min.GetInt64())
            || (schema.TryGetProperty(most, out var max) && size > max.GetInt64())
        )
        {
            errors.Add($"{path}: {size} is beyond {least} or {most}");
        }
    }

    private void Members(JsonElement value, JsonElement schema, string path, List<string> errors)
    {
        if (schema.TryGetProperty("required", out var required))
        {
            errors.AddRange(
                required
                    .EnumerateArray()
                    .Where(name => !value.TryGetProperty(name.GetString()!, out _))
                    .Select(name => $"{path}: lacks {name}")
            );
        }

        foreach (var member in value.EnumerateObject())
        {
            if (schema.TryGetProperty("properties", out var properties) && properties.TryGetProperty(member.Name, out var property))
            {
                errors.AddRange(Errors(member.Value, property, $"{path}.{member.Name}"));
            }
            else if (schema.TryGetProperty("additionalProperties", out var additional))
            {
                if (additional.ValueKind == JsonValueKind.False)
                {
                    errors.Add($"{path}.{member.Name}: not documented");
                }
                else if (additional.ValueKind == JsonValueKind.Object)
                {
                    errors.AddRange(Errors(member.Value, additional, $"{path}.{member.Name}"));
                }
            }
        }
    }

    private static void Text(string text, JsonElement schema, string path, List<string> errors)
    {
        if (schema.TryGetProperty("pattern", out var pattern) && !Regex.IsMatch(text, pattern.GetString()!))
        {
            errors.Add($"{path}: '{text}' does not match {pattern}");
        }

        var format = schema.TryGetProperty("format", out var f) ? f.GetString() : null;
        var fits = format switch
        {
            null => true,
            "date" => DateOnly.TryParseExact(text, "yyyy-MM-dd", out _),
            "date-time" => Regex.IsMatch(text, @"\A\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z\z")
                && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out _),
            "uri-reference" => Uri.IsWellFormedUriString(text, UriKind.RelativeOrAbsolute),
            "uuid" => Guid.TryParseExact(text, "D", out _),
            _ => false,
        };
        if (!fits)
        {
            errors.Add($"{path}: '{text}' is no {format}");
        }
    }

    private JsonElement Resolve(string reference) =>
        reference.Split('/').Skip(1).Aggregate(document, (json, name) => json.GetProperty(name));

    private static IEnumerable<string> Types(JsonElement type) =>
        type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().SelectMany(Types)
        : type.GetString() == "integer" ? ["integer"]
        : [type.GetString()!];

    private static string TypeOf(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Object => "object",
            JsonValueKind.Array => "array",
            JsonValueKind.String => "string",
            JsonValueKind.Number => value.TryGetInt64(out _) ? "integer" : "number",
            JsonValueKind.True or JsonValueKind.False => "boolean",
            _ => "null",
        };
}
