using Microsoft.Extensions.Primitives;
using Scheduler.Api.Web.Parts;
using Scheduler.Data.Databases;

namespace Scheduler.Api.Web;

/// <summary>What holds for every page: its headers, forms from this site alone, and a kind answer when nothing can be stored.</summary>
internal static class PageGuard
{
    private const string ContentSecurityPolicy =
        "default-src 'self'; img-src 'self' data:; style-src-attr 'unsafe-inline'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'";

    public static async ValueTask<object?> RunAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        SetHeaders(http.Response.Headers);
        http.Response.OnStarting(static response =>
        {
            // Meant for a script of the framework's that no page loads.
            ((HttpResponse)response).Headers.Remove("blazor-enhanced-nav");
            return Task.CompletedTask;
        }, http.Response);
        if (HttpMethods.IsPost(http.Request.Method) && !IsFromHere(http.Request))
        {
            return Pages.Of<MessagePage>(
                new() { [nameof(MessagePage.Title)] = "Not done", [nameof(MessagePage.Text)] = "This form was sent from another site. Open the page here and send it again." },
                StatusCodes.Status403Forbidden);
        }

        try
        {
            return await next(context);
        }
        catch (WriteQueueUnavailableException)
        {
            http.Response.Headers.RetryAfter = "1";
            return Pages.Of<MessagePage>(
                new() { [nameof(MessagePage.Title)] = "Not saved", [nameof(MessagePage.Text)] = "The service is busy, and nothing was changed. Go back and try again in a moment." },
                StatusCodes.Status503ServiceUnavailable);
        }
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

    /// <summary>Whether a form was sent from a page of this site: the browser says so, or names the origin, or is none.</summary>
    private static bool IsFromHere(HttpRequest request)
    {
        var site = request.Headers["Sec-Fetch-Site"];
        if (!StringValues.IsNullOrEmpty(site))
        {
            return site == "same-origin" || site == "none";
        }

        var origin = request.Headers.Origin;
        return StringValues.IsNullOrEmpty(origin) || origin == $"{request.Scheme}://{request.Host}";
    }
}
