namespace Scheduler.Api.Web;

/// <summary>Answers a browser that asked for nothing known with a page; programs keep their problem.</summary>
internal static class NotFoundPages
{
    private static readonly string[] NoPages = ["/api", "/openapi", "/health", "/problems"];

    public static async Task RunAsync(HttpContext http, RequestDelegate next)
    {
        await next(http);
        if (http.Response is { StatusCode: StatusCodes.Status404NotFound, HasStarted: false, ContentLength: null }
            && http.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal)
            && !Array.Exists(NoPages, prefix => http.Request.Path.StartsWithSegments(prefix, StringComparison.Ordinal)))
        {
            PageGuard.SetHeaders(http.Response.Headers);
            await Pages.NotFound().ExecuteAsync(http);
        }
    }
}
