namespace Scheduler.Api.Http;

/// <summary>Routing, in which HEAD is GET without the body (RFC 9110, 9.3.2).</summary>
public static class Routes
{
    public static void UseRoutes(this WebApplication app)
    {
        app.Use(
            (http, next) =>
            {
                if (HttpMethods.IsHead(http.Request.Method))
                {
                    http.Features.Set(new WasHead());
                    http.Request.Method = HttpMethods.Get;
                }

                return next(http);
            }
        );
        app.UseRouting();
        app.Use(
            (http, next) =>
            {
                if (HttpMethods.IsGet(http.Request.Method) && http.Features.Get<WasHead>() is not null)
                {
                    // The server leaves out the body of an answer to HEAD.
                    http.Request.Method = HttpMethods.Head;
                }

                return next(http);
            }
        );
    }

    /// <summary>A group of routes that would take any method, and takes GET alone.</summary>
    public static RouteGroupBuilder ForReading(this IEndpointRouteBuilder app) =>
        app.MapGroup("").WithMetadata(new HttpMethodMetadata([HttpMethods.Get]));

    private sealed class WasHead;
}
