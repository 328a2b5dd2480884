using Microsoft.OpenApi;

namespace Scheduler.Api.OpenApi;

/// <summary>Describes what no XML documentation and no attribute has described: operations, parameters, properties, tags.</summary>
internal static class ApiTexts
{
    public static void Complete(OpenApiDocument document)
    {
        foreach (var operation in document.Paths.Values.SelectMany(path => path.Operations!.Values))
        {
            var id = operation.OperationId ?? "";
            operation.Description ??= OperationTexts.Operations.GetValueOrDefault(id);
            var tags = (operation.Tags ?? new HashSet<OpenApiTagReference>()).Select(tag => tag.Name).ToList();
            foreach (var parameter in operation.Parameters ?? [])
            {
                parameter.Description ??= ParameterTexts.Of(id, tags, parameter.Name ?? "");
            }
        }

        var schemas = document.Components!.Schemas!.Values;
        foreach (var (name, property) in schemas.SelectMany(schema => schema.Properties ?? new Dictionary<string, IOpenApiSchema>()))
        {
            property.Description ??= PropertyTexts.Known.GetValueOrDefault(name);
        }

        foreach (var tag in document.Tags ?? new HashSet<OpenApiTag>())
        {
            tag.Description ??= OperationTexts.Tags.GetValueOrDefault(tag.Name ?? "");
        }
    }
}
