using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace Scheduler.Api.OpenApi;

/// <summary>The OpenAPI 3.1 document and its page.</summary>
public static class ApiDescription
{
    private const string Description = """
        Appointments without conflicts: visits, consultations, availability and meetings.

        Instants are answered in UTC; a request may use any offset, and UTC is meant without one. Ranges include their start and not
        their end. Unknown fields are refused. Errors are RFC 9457 problems; the `type` of each is a page on this server.
        """;

    public static void AddApiDescription(this WebApplicationBuilder builder) =>
        builder.Services.AddOpenApi(
            "v1",
            options =>
            {
                options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
                options.AddDocumentTransformer(
                    (document, _, _) =>
                    {
                        document.Info = new OpenApiInfo
                        {
                            Title = "Scheduler",
                            Version = "1",
                            Description = Description,
                        };
                        // Relative, so that the document is the same wherever the service stands.
                        document.Servers = [new OpenApiServer { Url = "/" }];
                        ApiHeaders.Describe(document);
                        ApiSecurity.Describe(document);
                        return Task.CompletedTask;
                    }
                );
                options.AddSchemaTransformer(
                    (schema, context, _) =>
                    {
                        ApiSchemas.Complete(schema, context);
                        return Task.CompletedTask;
                    }
                );
                options.AddOperationTransformer(
                    (operation, context, _) =>
                    {
                        ApiOperations.Complete(operation, context);
                        return Task.CompletedTask;
                    }
                );
                options.AddDocumentTransformer(
                    (document, _, _) =>
                    {
                        ApiTexts.Complete(document);
                        ApiBounds.Complete(document);
                        return Task.CompletedTask;
                    }
                );
            }
        );

    public static void MapApiDescription(this IEndpointRouteBuilder app) => app.MapOpenApi("/openapi/{documentName}.json");

    /// <summary>The page under <c>/swagger</c> that shows the document.</summary>
    public static void UseApiPage(this WebApplication app) =>
        // It would look at the path of every request, with a regular expression.
        app.UseWhen(
            http => http.Request.Path.StartsWithSegments("/swagger"),
            page =>
                page.UseSwaggerUI(options =>
                {
                    options.RoutePrefix = "swagger";
                    options.SwaggerEndpoint("/openapi/v1.json", "Scheduler");
                    options.DocumentTitle = "Scheduler API";
                })
        );

    internal static JsonNode Node(string json) => JsonNode.Parse(json)!;
}
