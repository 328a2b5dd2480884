using Scheduler.Api.Access;

namespace Scheduler.Api.Http;

/// <summary>Lets web pages of other origins use the public keys that were made for them (the Fetch standard, 3.2), and no others.</summary>
public static class Origins
{
    /// <summary>Answers the question that a browser asks before it sends a key: it cannot say which.</summary>
    public static void UseOrigins(this WebApplication app)
    {
        var keys = app.Services.GetRequiredService<KeyRing>();
        app.UseWhen(
            IsQuestion,
            branch =>
                branch.Use(
                    async (http, next) =>
                    {
                        var origin = http.Request.Headers.Origin.ToString();
                        if (!await keys.AllowsAsync(origin, http.RequestAborted))
                        {
                            await next(http);
                            return;
                        }

                        var headers = http.Response.Headers;
                        http.Response.StatusCode = StatusCodes.Status204NoContent;
                        headers.AccessControlAllowOrigin = origin;
                        headers.AccessControlAllowMethods = "GET, POST";
                        headers.AccessControlAllowHeaders =
                            "authorization, content-type, idempotency-key, if-match, if-none-match, scheduler-seen";
                        headers.AccessControlMaxAge = "600";
                        headers.Vary = "Origin";
                    }
                )
        );
    }

    /// <summary>Lets a page of this origin see the answer.</summary>
    public static void Allow(HttpResponse response, string origin) =>
        // As late as that: a problem in place of an answer clears the headers first.
        response.OnStarting(() =>
        {
            response.Headers.AccessControlAllowOrigin = origin;
            response.Headers.AccessControlExposeHeaders = "ETag, Location, Retry-After, Idempotency-Replayed, Scheduler-Seen";
            response.Headers.Append("Vary", "Origin");
            return Task.CompletedTask;
        });

    private static bool IsQuestion(HttpContext http) =>
        HttpMethods.IsOptions(http.Request.Method)
        && http.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
        && http.Request.Headers.Origin.Count == 1
        && http.Request.Headers.AccessControlRequestMethod.Count == 1;
}
