namespace Scheduler.Api.Http;

/// <summary>
/// Headers of every answer: no guessing of types; nothing of the API is kept by a cache; nothing is shown inside another site's page.
/// </summary>
public static class SafeHeaders
{
    /// <summary>For pages that have their style inside, and for the API's description.</summary>
    private const string Documents =
        "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; "
        + "base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'";
    private const string Data = "default-src 'none'; frame-ancestors 'none'";

    public static void UseSafeHeaders(this WebApplication app) =>
        app.Use(
            (http, next) =>
            {
                // As late as that: a problem in place of an answer clears the headers first.
                http.Response.OnStarting(static context => SetAsync((HttpContext)context), http);
                return next(http);
            }
        );

    private static Task SetAsync(HttpContext http)
    {
        var (path, headers) = (http.Request.Path, http.Response.Headers);
        headers.XContentTypeOptions = "nosniff";
        if (path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase))
        {
            headers.CacheControl = "no-store";
            headers.ContentSecurityPolicy = Data;
        }
        else if (
            path.StartsWithSegments("/problems", StringComparison.OrdinalIgnoreCase)
            || path.StartsWithSegments("/swagger", StringComparison.OrdinalIgnoreCase)
        )
        {
            headers.ContentSecurityPolicy = Documents;
        }

        return Task.CompletedTask;
    }
}
