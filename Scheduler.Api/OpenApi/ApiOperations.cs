using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Scheduler.Api.Http;

namespace Scheduler.Api.OpenApi;

/// <summary>What every operation has beyond its own types: problem types by status, headers and examples.</summary>
internal static class ApiOperations
{
    /// <summary>Any operation may answer these.</summary>
    private static readonly RefusalType[] Common =
    [
        RefusalType.InvalidRequest,
        RefusalType.Unauthenticated,
        RefusalType.Forbidden,
        RefusalType.TooManyRequests,
        RefusalType.Unavailable,
    ];

    /// <summary>Any POST may, when it has an <c>Idempotency-Key</c>.</summary>
    private static readonly RefusalType[] WithKey = [RefusalType.IdempotencyKeyReused, RefusalType.IdempotencyKeyInUse];

    /// <summary>Query parameters that must be given; the handlers say so in their own words, so their types leave them out.</summary>
    private static readonly (string Operation, string Parameter)[] RequiredParameters =
    [
        ("ListSlots", "appointmentType"),
        ("ExplainSlot", "appointmentType"),
        ("ExplainSlot", "start"),
        ("ListOverlaps", "provider"),
        ("ListMessages", "appointmentId"),
    ];

    public static void Complete(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        var name = operation.OperationId ?? "";
        var method = context.Description.HttpMethod;
        var declared = context.Description.ActionDescriptor.EndpointMetadata.OfType<ProblemMetadata.Declared>().SelectMany(d => d.Types);
        AddProblems(operation, declared.Concat(Common).Concat(method == HttpMethods.Post ? WithKey : []).Distinct(), context);
        if (method == HttpMethods.Post)
        {
            AddHeader(operation, "Idempotency-Key");
        }

        var isSingle = operation.Responses!.ContainsKey("304");
        if (isSingle)
        {
            AddHeader(operation, "If-None-Match");
            operation.Responses["304"] = new OpenApiResponse { Description = "Not changed since the version that If-None-Match names" };
        }

        foreach (var parameter in (operation.Parameters ?? []).OfType<OpenApiParameter>())
        {
            parameter.Required |= RequiredParameters.Contains((name, parameter.Name ?? ""));
        }

        ApiSecurity.Complete(operation, context);
        AddExamples(operation, name);
        ApiHeaders.Complete(operation, context.Document!, new HttpMethod(method ?? ""), isSingle);
    }

    private static void AddHeader(OpenApiOperation operation, string name)
    {
        operation.Parameters ??= [];
        operation.Parameters.Add(
            new OpenApiParameter
            {
                Name = name,
                In = ParameterLocation.Header,
                Schema = new OpenApiSchema { Type = JsonSchemaType.String },
            }
        );
    }

    private static void AddProblems(OpenApiOperation operation, IEnumerable<RefusalType> types, OpenApiOperationTransformerContext context)
    {
        operation.Responses ??= [];
        var schema = new OpenApiSchemaReference(nameof(ProblemDetails), context.Document);
        foreach (var status in types.Select(ProblemCatalog.Describe).GroupBy(d => d.Status))
        {
            operation.Responses[status.Key.ToString()] = new OpenApiResponse
            {
                Description = string.Join("; ", status.Select(d => $"`{d.Slug}`: {d.Title.ToLowerInvariant()}")),
                Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
                {
                    [Problem.ContentType] = new OpenApiMediaType { Schema = schema, Example = ApiExamples.OfProblem(status.First()) },
                },
            };
        }
    }

    private static void AddExamples(OpenApiOperation operation, string name)
    {
        if (operation.RequestBody?.Content is { } request && ApiExamples.Requests.TryGetValue(name, out var sent))
        {
            foreach (var media in request.Values)
            {
                media.Example = ApiDescription.Node(sent);
            }
        }

        foreach (var (status, response) in operation.Responses!)
        {
            if (status is "200" or "201" && response.Content is { } content && ApiExamples.Responses.TryGetValue(name, out var answered))
            {
                foreach (var media in content.Values)
                {
                    media.Example = ApiDescription.Node(answered);
                }
            }
        }
    }
}
