using Scheduler.Api.Http;

namespace Scheduler.Api.Web.Booking;

/// <summary>
/// Keeps the key of one appointment in the browser for a while, so that it stands in no address: it came in one,
/// from where it would go into logs, histories and whatever is copied.
/// </summary>
internal static class LinkCookie
{
    /// <summary>The field of a form, or the parameter of an address, with the key.</summary>
    public const string Field = "key";

    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    /// <summary>Sent to the appointment's own pages alone.</summary>
    public static void Set(HttpContext http, Guid id, string key)
    {
        foreach (var path in new[] { OwnLinks.Appointment(id, null), OwnLinks.Held(id, null) })
        {
            http.Response.Cookies.Append(Name(id), key, Cookies.Options(http, path, Lifetime));
        }
    }

    /// <summary>
    /// The key that came with a request: in its address where somebody has just opened the link, in a form inside another site's page, else
    /// in the cookie.
    /// </summary>
    public static string? KeyOf(HttpContext http, Guid id) =>
        http.Request.Query[Field] is [{ Length: > 0 } given] ? given
        : http.Request.HasFormContentType && http.Request.Form[Field] is [{ Length: > 0 } sent] ? sent
        : http.Request.Cookies[Name(id)];

    private static string Name(Guid id) => $"link-{id:N}";
}
