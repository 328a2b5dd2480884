using Scheduler.Api.Access;
using Scheduler.Api.Audit;
using Scheduler.Api.Events;

namespace Scheduler.Api.Http;

/// <summary>Tells the audit of what was denied to somebody who is known: to an account or a key, also to a key whose time is over.</summary>
/// <remarks>What strangers are denied is told nowhere: they can ask as often as they like, and nobody knows who they are.</remarks>
public static class Denials
{
    public static void UseDenials(this WebApplication app)
    {
        var refusals = app.Services.GetRequiredService<AuditRefusals>();
        app.Use(
            async (http, next) =>
            {
                await next(http);
                if (
                    http.Response.StatusCode is StatusCodes.Status401Unauthorized or StatusCodes.Status403Forbidden
                    && http.Features.Get<Actor>() is { } actor
                )
                {
                    refusals.Tell(Denied(http, actor));
                }
            }
        );
    }

    private static Refused Denied(HttpContext http, Actor actor)
    {
        var endpoint = http.GetEndpoint();
        var permission = endpoint?.Metadata.GetMetadata<Permission>()?.Name;
        // The route and not the path: that may have ids.
        var route = (endpoint as RouteEndpoint)?.RoutePattern.RawText?.TrimEnd('/');
        return new Refused(
            AuditActions.Denied,
            permission is null ? EventSubjects.Office : AuditSubjects.Permission,
            permission ?? AuditSubjects.Nobody,
            actor with
            {
                Address = http.RequestServices.GetRequiredService<OperationContext>().Address,
            },
            $"{http.Response.StatusCode} {http.Request.Method} {route}"
        );
    }
}
