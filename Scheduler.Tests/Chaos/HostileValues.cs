using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;

namespace Scheduler.Tests.Chaos;

/// <summary>Values for a schema: right ones three times in four, so that requests get past the first check, and wrong ones.</summary>
public sealed class HostileValues(JsonElement document, string[] ids)
{
    /// <summary>Stands for half of a surrogate pair, which a JSON text can carry and .NET's own tree cannot.</summary>
    public const string HalfOfPair = "HALF-OF-A-PAIR";

    public Gen<(string In, string Name, string Text, string Raw)> Parameter(JsonElement parameter)
    {
        var (place, name) = (parameter.GetProperty("in").GetString()!, parameter.GetProperty("name").GetString()!);
        return Text(name)
            .Or(Scalar(parameter.GetProperty("schema")))
            .Select(raw =>
                // A path without its id is another path.
                (place, name, Escape(place == "path" && raw.Length == 0 ? "%20" : raw), raw)
            );
    }

    /// <summary>A value of the schema, or one that is not.</summary>
    public Gen<JsonNode?> Json(JsonElement schema, int depth)
    {
        if (schema.TryGetProperty("$ref", out var reference))
        {
            return Json(reference.GetString()!.Split('/').Skip(1).Aggregate(document, (json, part) => json.GetProperty(part)), depth);
        }

        if (schema.TryGetProperty("oneOf", out var choices))
        {
            return Gen.OneOf(choices.EnumerateArray().Select(choice => Json(choice, depth)));
        }

        var type = schema.TryGetProperty("type", out var t)
            ? t.ValueKind == JsonValueKind.Array
                ? t[t.GetArrayLength() - 1].GetString()
                : t.GetString()
            : "object";
        var right =
            depth > 4
                ? Gen.Constant<JsonNode?>(null)
                : type switch
                {
                    "object" when schema.TryGetProperty("properties", out var properties) => Object(properties, depth),
                    "object"
                        when schema.TryGetProperty("additionalProperties", out var values) && values.ValueKind == JsonValueKind.Object =>
                        Dictionary(values, depth),
                    "array" => Json(schema.GetProperty("items"), depth + 1)
                        .ListOf(3)
                        .Select(items => (JsonNode?)new JsonArray([.. items.Select(i => i?.DeepClone())])),
                    "integer" or "number" => Gen.Elements(HostileScalars.Numbers).Select(n => JsonNode.Parse(n)),
                    "boolean" => Gen.Elements(true, false).Select(b => (JsonNode?)JsonValue.Create(b)),
                    _ => Scalar(schema).Select(text => (JsonNode?)JsonValue.Create(text)),
                };
        return Gen.Frequency((12, right), (1, Wrong()));
    }

    /// <summary>A body with a byte changed, cut, doubled or put in.</summary>
    public static Gen<byte[]?> Broken(byte[] body) =>
        from position in Gen.Choose(0, Math.Max(0, body.Length - 1))
        from change in Gen.Choose(0, 3)
        from noise in Gen.Choose(0, 255)
        select (byte[]?)(
            change switch
            {
                0 => [.. body[..position], (byte)noise, .. body[Math.Min(body.Length, position + 1)..]],
                1 => body[..position],
                2 => [.. body, .. body],
                _ => [.. body[..position], (byte)noise, .. body[position..]],
            }
        );

    private static Gen<JsonNode?> Wrong() =>
        Gen.OneOf(
            Gen.Elements(HostileScalars.Texts).Select(text => (JsonNode?)JsonValue.Create(text)),
            Gen.Elements(HostileScalars.Numbers).Select(n => JsonNode.Parse(n)),
            Gen.Elements("null", "true", "[]", "{}", "[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]", "{\"a\":1}", $"\"{HalfOfPair}\"")
                .Select(text => JsonNode.Parse(text))
        );

    /// <summary>An object with any of its members; now and then with one that it does not have.</summary>
    private Gen<JsonNode?> Object(JsonElement properties, int depth)
    {
        var members = properties.EnumerateObject().ToList();
        return from values in Gen.CollectToList(members, m => Member(m.Name, Json(m.Value, depth + 1)))
            from kept in Gen.Choose(0, 5).ListOf(members.Count)
            from stranger in Gen.Choose(0, 30)
            select (JsonNode?)
                new JsonObject(
                    members
                        .Select((m, i) => (m.Name, Value: values[i], Keep: kept[i]))
                        .Where(m => m.Keep > 0)
                        .Select(m => KeyValuePair.Create(m.Name, m.Value?.DeepClone()))
                        .Concat(stranger == 0 ? [KeyValuePair.Create<string, JsonNode?>("stranger", null)] : [])
                );
    }

    /// <summary>Mostly what the name of the member asks for, so that some requests are right throughout.</summary>
    private static Gen<JsonNode?> Member(string name, Gen<JsonNode?> any)
    {
        string[] known = name switch
        {
            "userId" => ["\"alice\"", "\"bob\"", "\"carol@example.org\""],
            "providerId" => ["\"dr-who\"", "\"kim\"", "\"any\"", "null"],
            "providerIds" => ["null", "[\"dr-who\",\"kim\"]", "[\"any\"]", "[]"],
            "appointmentType" => ["\"visit\"", "\"meeting\"", "\"consultation\""],
            "start" => ["\"2026-11-24T10:00:00Z\"", "\"2026-11-25T11:30:00+01:00\"", "\"2026-12-01 09:00\"", "\"09:00\""],
            "end" => ["null", "\"2026-11-24T10:30:00Z\"", "\"17:00\"", "\"24:00\""],
            "date" or "time" or "id" or "email" or "phone" or "note" => ["null"],
            "minutes" => ["15", "30", "null"],
            "timeZone" => ["\"UTC\"", "\"Asia/Kathmandu\""],
            "day" => ["\"monday\"", "\"sunday\""],
            _ => [],
        };
        return known.Length == 0 ? any : Gen.Frequency((6, Gen.Elements(known).Select(text => JsonNode.Parse(text))), (1, any));
    }

    private Gen<JsonNode?> Dictionary(JsonElement schema, int depth) =>
        from names in Gen.Elements([.. HostileScalars.Texts, "2026-12-24", "2026-12-25"]).ListOf(2)
        from value in Json(schema, depth + 1)
        select (JsonNode?)new JsonObject(names.Distinct().Select(name => KeyValuePair.Create(name, value?.DeepClone())));

    /// <summary>A text that the schema's format, or the meaning of its pattern, asks for.</summary>
    private Gen<string> Scalar(JsonElement schema)
    {
        var format = schema.TryGetProperty("format", out var f) ? f.GetString() : null;
        var right = format switch
        {
            "date-time" => from day in Gen.Choose(-400, 800)
            from quarter in Gen.Choose(0, 95)
            select new DateTime(2026, 11, 21).AddDays(day).AddMinutes(15 * quarter).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'"),
            "date" => Gen.Choose(-400, 800).Select(day => new DateOnly(2026, 11, 21).AddDays(day).ToString("yyyy-MM-dd")),
            _ when schema.TryGetProperty("enum", out var words) => Gen.Elements(words.EnumerateArray().Select(w => w.ToString())),
            _ => Gen.Elements([.. ids, "09:00", "17:30", "Name", "a@example.org"]),
        };
        return Gen.Frequency(
            (10, right),
            (1, Gen.Elements(HostileScalars.Texts)),
            (1, Gen.Elements(HostileScalars.Numbers)),
            (1, Gen.Choose(0, 0xFFFF).ListOf(8).Select(points => new string([.. points.Select(p => (char)p)])))
        );
    }

    /// <summary>What the name of a parameter asks for.</summary>
    private Gen<string> Text(string name) =>
        name switch
        {
            "from" or "to" => Gen.Elements("2026-11-23", "2026-11-25", "2026-11-30T00:00:00Z", "2026-12-24"),
            "start" => Gen.Elements("2026-11-23T09:00:00Z", "2026-12-01T00:30:00+05:45"),
            "limit" or "minutes" or "atLeast" => Gen.Elements("1", "2", "15", "30", "200"),
            "timeZone" => Gen.Elements("UTC", "Australia/Lord_Howe", "Pacific/Apia", "America/Sao_Paulo"),
            "status" => Gen.Elements("held", "confirmed", "cancelled", "expired"),
            "cursor" => Gen.Constant(""),
            _ => Gen.Elements(ids),
        };

    private static string Escape(string text)
    {
        // Half of a surrogate pair has no UTF-8: it goes over the wire as it would from a client that does not care.
        var bytes = Encoding.UTF8.GetBytes(text);
        return text == "%20" || text.Contains("%2", StringComparison.Ordinal)
            ? text
            : string.Concat(bytes.Select(b => b < 128 && char.IsAsciiLetterOrDigit((char)b) ? ((char)b).ToString() : $"%{b:X2}"));
    }
}

file static class Generators
{
    /// <summary>Mostly the first.</summary>
    public static Gen<T> Or<T>(this Gen<T> gen, Gen<T> other) => Gen.Frequency((3, gen), (1, other));
}
