using System.Net;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace Scheduler.Api.Http;

/// <summary>
/// The cookie of a session. Over https it has the prefix that ties it to this host; plain http has one on this computer alone.
/// </summary>
internal sealed class SessionCookies : ICookieManager
{
    private const string Secure = "__Host-scheduler";
    private const string Local = "scheduler-local";

    /// <summary>Null where a session would be sent in the clear.</summary>
    public static string? NameFor(HttpRequest request) =>
        request.IsHttps ? Secure
        : CallerAddress.IsLocal(request.HttpContext) ? Local
        : null;

    public static bool IsThere(HttpRequest request) => NameFor(request) is { } name && request.Cookies.ContainsKey(name);

    public string? GetRequestCookie(HttpContext context, string key) =>
        NameFor(context.Request) is { } name ? context.Request.Cookies[name] : null;

    public void AppendResponseCookie(HttpContext context, string key, string? value, CookieOptions options)
    {
        if (NameFor(context.Request) is { } name)
        {
            context.Response.Cookies.Append(name, value ?? "", Options(context));
        }
    }

    public void DeleteCookie(HttpContext context, string key, CookieOptions options)
    {
        if (NameFor(context.Request) is { } name)
        {
            context.Response.Cookies.Delete(name, Options(context));
        }
    }

    /// <summary>It ends with the browser: what is in it says when it ends at the latest.</summary>
    private static CookieOptions Options(HttpContext context) => Cookies.Options(context);
}
