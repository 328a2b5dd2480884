using Scheduler.Api.Office;

namespace Scheduler.Api.Web;

/// <summary>The headers of every page.</summary>
internal static class PageGuard
{
    private const string ContentSecurityPolicy =
        "default-src 'self'; img-src 'self' data:; style-src-attr 'unsafe-inline'; "
        + "base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'";

    public static async ValueTask<object?> RunAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var response = http.Response;
        // Every page shows the practice's name and colours: they are read before it is composed.
        await http.RequestServices.GetRequiredService<OfficeProfile>().ReadAsync(http.RequestAborted);
        SetHeaders(response.Headers);
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

    public static void SetHeaders(IHeaderDictionary headers)
    {
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        // The address of an appointment has its key.
        headers["Referrer-Policy"] = "same-origin";
        // Not no-store: that would keep a page from coming back at once with the Back button.
        headers.CacheControl = "private, no-cache";
    }
}
