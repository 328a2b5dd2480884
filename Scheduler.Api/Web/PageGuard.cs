using Microsoft.Extensions.Options;
using Scheduler.Api.Access;
using Scheduler.Api.Office;

namespace Scheduler.Api.Web;

/// <summary>The headers of every page.</summary>
internal static class PageGuard
{
    private const string ContentSecurityPolicy =
        "default-src 'self'; img-src 'self' data:; style-src-attr 'unsafe-inline'; "
        + "base-uri 'none'; form-action 'self'; object-src 'none'; frame-ancestors ";

    /// <summary>What other sites may show inside their own pages, where the settings name them.</summary>
    private static readonly string[] Embedded = ["/book", "/meet"];

    public static async ValueTask<object?> RunAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var response = http.Response;
        // Every page shows the practice's name and colours: they are read before it is composed.
        await http.RequestServices.GetRequiredService<OfficeProfile>().ReadAsync(http.RequestAborted);
        SetHeaders(http);
        response.OnStarting(
            static response =>
            {
                // Meant for a script of the framework's that no page loads.
                ((HttpResponse)response).Headers.Remove("blazor-enhanced-nav");
                return Task.CompletedTask;
            },
            response
        );
        return await next(context);
    }

    public static void SetHeaders(HttpContext http)
    {
        var headers = http.Response.Headers;
        // Only where nothing can be done that is not begun there: an appointment's own page stays out of others' frames.
        var ancestors = Embedded.Any(path => http.Request.Path.StartsWithSegments(path, StringComparison.OrdinalIgnoreCase))
            ? http.RequestServices.GetRequiredService<IOptions<PublicOptions>>().Value.FrameAncestors
            : "'none'";
        headers.ContentSecurityPolicy = ContentSecurityPolicy + ancestors;
        headers.XContentTypeOptions = "nosniff";
        // The address of an appointment has its key.
        headers["Referrer-Policy"] = "same-origin";
        // Not no-store: that would keep a page from coming back at once with the Back button.
        headers.CacheControl = "private, no-cache";
    }
}
