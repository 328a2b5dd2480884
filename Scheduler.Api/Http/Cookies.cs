namespace Scheduler.Api.Http;

/// <summary>How every cookie of the service is set: for no script, never in the clear where the page was not, and not from other sites.</summary>
internal static class Cookies
{
    /// <param name="path">Below which the browser sends it.</param>
    /// <param name="lifetime">Null: until the browser is closed.</param>
    public static CookieOptions Options(HttpContext http, string path = "/", TimeSpan? lifetime = null) =>
        new()
        {
            Path = path,
            MaxAge = lifetime,
            HttpOnly = true,
            Secure = http.Request.IsHttps,
            SameSite = SameSiteMode.Lax,
            IsEssential = true,
        };
}
