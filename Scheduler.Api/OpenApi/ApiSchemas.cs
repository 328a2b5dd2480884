using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Scheduler.Api.Availability;
using Scheduler.Data.Model;

namespace Scheduler.Api.OpenApi;

/// <summary>What the types alone do not say: formats, words, bounds, and the types that have a JSON converter of their own.</summary>
internal static class ApiSchemas
{
    private const string IdPattern = "^[A-Za-z0-9._@:+-]{1,64}$";
    private const string TimePattern = "^([01][0-9]|2[0-3]):[0-5][0-9]$";
    private const string EndPattern = "^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$";

    private static readonly Dictionary<string, string[]> Words = new(StringComparer.Ordinal)
    {
        ["status"] = ["held", "confirmed", "cancelled", "expired"],
        ["provider"] = ["none", "required"],
        ["dailyLimit"] = ["none", "start-date", "every-date"],
        ["day"] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"],
    };

    public static void Complete(OpenApiSchema schema, OpenApiSchemaTransformerContext context)
    {
        var type = context.JsonTypeInfo.Type;
        if (type == typeof(ProblemDetails))
        {
            CompleteProblem(schema);
            return;
        }

        var parameter = context.ParameterDescription;
        var name = context.JsonPropertyInfo?.Name ?? parameter?.Name ?? "";
        var nullable = Nullable.GetUnderlyingType(type) is not null || context.JsonPropertyInfo is { IsGetNullable: true };
        var bare = Nullable.GetUnderlyingType(type) ?? type;
        if (bare == typeof(string) || bare == typeof(DateTime) || bare == typeof(DateOnly))
        {
            schema.Type = nullable ? JsonSchemaType.String | JsonSchemaType.Null : JsonSchemaType.String;
            schema.Format = bare == typeof(DateTime) ? "date-time" : bare == typeof(DateOnly) ? "date" : schema.Format;
            CompleteText(schema, name, context.JsonPropertyInfo?.DeclaringType, isQuery: parameter is not null && parameter.Source.Id != "Path", nullable);
        }
        else if (typeof(IEnumerable<string>).IsAssignableFrom(bare))
        {
            schema.Items ??= new OpenApiSchema { Type = JsonSchemaType.String, Pattern = IdPattern };
        }
        else if (bare == typeof(PutDateHoursRequest) && schema.Properties?["dates"] is OpenApiSchema { AdditionalProperties: OpenApiSchema { Type: JsonSchemaType.Array } day })
        {
            day.Type = JsonSchemaType.Array | JsonSchemaType.Null;
        }
        else if (name == "limit")
        {
            (schema.Minimum, schema.Maximum, schema.Default) = ("1", "200", JsonValue.Create(50));
        }
    }

    private static void CompleteText(OpenApiSchema schema, string name, Type? owner, bool isQuery, bool nullable)
    {
        var isLocalTime = owner == typeof(HoursRange) || owner == typeof(WeeklyRange) || owner == typeof(DayAppointment);
        if (Words.TryGetValue(name, out var words) && !(isQuery && name == "provider"))
        {
            schema.Enum = words.Select(word => (JsonNode)JsonValue.Create(word)).ToList();
            if (nullable)
            {
                schema.Enum.Add(JsonNullSentinel.JsonNull);
            }
        }
        else if (name is "id" or "userId" or "providerId" or "appointmentType" or "provider")
        {
            schema.Pattern = IdPattern;
        }
        else if (name == "time" || (isLocalTime && name == "start"))
        {
            schema.Pattern = TimePattern;
        }
        else if (isLocalTime && name == "end")
        {
            schema.Pattern = EndPattern;
        }
        else if (isQuery && (name is "from" or "to" or "start"))
        {
            schema.Description = "A date such as 2026-11-23, or an instant such as 2026-11-23T09:00:00Z.";
        }

        schema.MaxLength = name switch
        {
            "firstName" or "lastName" or "name" or "q" => Limits.Name,
            "email" => Limits.Email,
            "phone" => Limits.Phone,
            "note" or "reason" => Limits.Note,
            _ => schema.MaxLength,
        };
    }

    private static void CompleteProblem(OpenApiSchema schema)
    {
        schema.Description = "A problem (RFC 9457). `type` names a page on this server; some types have members of their own.";
        schema.Required = new HashSet<string>(StringComparer.Ordinal) { "type", "title", "status", "detail", "instance", "traceId" };
        schema.Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal)
        {
            ["type"] = Text("/problems/<slug>"),
            ["title"] = Text("What kind of problem it is."),
            ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int32", Description = "The HTTP status." },
            ["detail"] = Text("What happened here, for a person."),
            ["instance"] = Text("The path of the request."),
            ["traceId"] = Text("Names this answer in the log."),
            ["errors"] = new OpenApiSchema
            {
                Type = JsonSchemaType.Object, Description = "For invalid-request: what is wrong with each field.",
                AdditionalProperties = new OpenApiSchema { Type = JsonSchemaType.Array, Items = new OpenApiSchema { Type = JsonSchemaType.String } },
            },
        };
        schema.AdditionalPropertiesAllowed = true;
        schema.AdditionalProperties = null;
    }

    private static OpenApiSchema Text(string description) => new() { Type = JsonSchemaType.String, Description = description };
}
