using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace Scheduler.Api.OpenApi;

/// <summary>What a schema can say of its values, for the table in <see cref="ApiBounds"/>.</summary>
internal static class BoundKinds
{
    public static Action<OpenApiSchema> Matches(string pattern, int? maxLength = null) =>
        schema => (schema.Pattern, schema.MaxLength) = (pattern, maxLength);

    public static Action<OpenApiSchema> Text(int maxLength, int? minLength = null) =>
        schema => (schema.MaxLength, schema.MinLength) = (maxLength, minLength);

    public static Action<OpenApiSchema> Between(int minimum, int maximum, int? byDefault = null) =>
        schema =>
        {
            (schema.Minimum, schema.Maximum) = ($"{minimum}", $"{maximum}");
            schema.Default ??= byDefault is { } value ? JsonValue.Create(value) : null;
        };

    public static Action<OpenApiSchema> Holds(int min, int max, Action<OpenApiSchema>? item = null) =>
        schema =>
        {
            (schema.MinItems, schema.MaxItems) = (min, max);
            Each(item)(schema);
        };

    public static Action<OpenApiSchema> Each(Action<OpenApiSchema>? item = null) =>
        schema =>
        {
            if (item is not null)
            {
                var items = new OpenApiSchema { Type = JsonSchemaType.String };
                item(items);
                schema.Items = items;
            }
        };

    /// <remarks>
    /// The words stand in an <c>allOf</c>, and generators see a text that has them. Of a plain <c>enum</c> NSwag makes a type whose
    /// members System.Text.Json neither reads nor writes as they are on the wire (<c>start-date</c>), unless told that library's version.
    /// </remarks>
    public static Action<OpenApiSchema> OneOf(params string[] words) =>
        schema => schema.AllOf = [new OpenApiSchema { Enum = [.. words.Select(word => (JsonNode)JsonValue.Create(word))] }];

    public static void Date(OpenApiSchema schema) => schema.Format = "date";

    public static void Dates(OpenApiSchema schema)
    {
        (schema.MinProperties, schema.MaxProperties) = (1, 366);
        if (schema.AdditionalProperties is OpenApiSchema day)
        {
            (day.Type, day.MaxItems) = (JsonSchemaType.Array | JsonSchemaType.Null, 48);
        }
    }
}
