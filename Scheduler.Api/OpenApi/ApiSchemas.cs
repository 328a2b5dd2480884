using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Scheduler.Api.OpenApi;

/// <summary>What the types alone do not say: the problem, and the types that have a JSON converter of their own.</summary>
internal static class ApiSchemas
{
    public static void Complete(OpenApiSchema schema, OpenApiSchemaTransformerContext context)
    {
        var type = context.JsonTypeInfo.Type;
        if (type == typeof(System.Text.Json.JsonElement))
        {
            (schema.Type, schema.Description, schema.AdditionalPropertiesAllowed) = (
                JsonSchemaType.Object,
                "Members that depend on what happened; in an event, its subject as it was right after.",
                true
            );
            return;
        }

        if (type == typeof(ProblemDetails))
        {
            CompleteProblem(schema);
            return;
        }

        var bare = Nullable.GetUnderlyingType(type) ?? type;
        if (bare == typeof(string) || bare == typeof(DateTime) || bare == typeof(DateOnly))
        {
            var mayBeNull =
                context.JsonPropertyInfo is { IsGetNullable: true } property && property.DeclaringType != typeof(ProblemDetails);
            var nullable = bare != type || mayBeNull;
            schema.Type = nullable ? JsonSchemaType.String | JsonSchemaType.Null : JsonSchemaType.String;
            schema.Format =
                bare == typeof(DateTime) ? "date-time"
                : bare == typeof(DateOnly) ? "date"
                : schema.Format;
        }
    }

    private static void CompleteProblem(OpenApiSchema schema)
    {
        schema.Description = "A problem (RFC 9457). `type` names a page on this server; some types have members of their own.";
        schema.Required = new HashSet<string>(StringComparer.Ordinal) { "type", "title", "status", "detail", "instance", "traceId" };
        schema.Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal)
        {
            ["type"] = Text("What kind of problem it is: the path of a page on this server, `/problems/<slug>`.", "uri-reference"),
            ["title"] = Text("The kind of problem in a few words."),
            ["status"] = new OpenApiSchema
            {
                Type = JsonSchemaType.Integer,
                Format = "int32",
                Description = "The HTTP status.",
            },
            ["detail"] = Text("What happened here, for a person."),
            ["instance"] = Text("The path of the request.", "uri-reference"),
            ["traceId"] = Text("Names this answer in the log."),
            ["errors"] = new OpenApiSchema
            {
                Type = JsonSchemaType.Object,
                Description = "For `invalid-request`: what is wrong with each field, by the field's path.",
                AdditionalProperties = new OpenApiSchema
                {
                    Type = JsonSchemaType.Array,
                    Items = new OpenApiSchema { Type = JsonSchemaType.String },
                },
            },
        };
        schema.AdditionalPropertiesAllowed = true;
        schema.AdditionalProperties = null;
    }

    private static OpenApiSchema Text(string description, string? format = null) =>
        new()
        {
            Type = JsonSchemaType.String,
            Format = format,
            Description = description,
        };
}
