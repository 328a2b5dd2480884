using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Scheduler.Api.Access;

namespace Scheduler.Api.OpenApi;

/// <summary>How one says who asks, and which roles each operation lets in.</summary>
internal static class ApiSecurity
{
    private const string Key = "key";
    private const string Session = "session";
    private const string Roles = "x-roles";

    public static void Describe(OpenApiDocument document)
    {
        document.AddComponent(
            Key,
            new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                Description = "A key of `POST /api/keys`: `Authorization: Bearer sk_…`. None is needed as long as the service is open.",
            }
        );
        document.AddComponent(
            Session,
            new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.ApiKey,
                In = ParameterLocation.Cookie,
                Name = "__Host-scheduler",
                Description = "The session of somebody who has signed in, as the pages have it.",
            }
        );
    }

    /// <summary>Names the schemes, and the roles in <c>x-roles</c> and in the description.</summary>
    public static void Complete(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        operation.Security = [Needs(Key, context.Document!), Needs(Session, context.Document!)];
        if (context.Description.ActionDescriptor.EndpointMetadata.OfType<Permission>().LastOrDefault() is not { } permission)
        {
            return;
        }

        var roles = new JsonObject();
        foreach (var role in Enum.GetValues<Role>().Where(role => permission.Of(role) != Reach.None))
        {
            roles[RoleWords.Of(role)] = permission.Of(role) == Reach.Own ? "own" : "all";
        }

        operation.Extensions ??= new Dictionary<string, IOpenApiExtension>(StringComparer.Ordinal);
        operation.Extensions[Roles] = new JsonNodeExtension(roles);
    }

    private static OpenApiSecurityRequirement Needs(string scheme, OpenApiDocument document) =>
        new() { [new OpenApiSecuritySchemeReference(scheme, document)] = [] };
}
