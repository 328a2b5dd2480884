namespace Scheduler.Api.Web.Booking;

/// <summary>
/// The booking pages inside a practice's own site: there no cookie may come back, so a form carries the key that a cookie would.
/// </summary>
internal static class Frame
{
    /// <summary>Whether a page is asked for by a frame; every browser says so, and no script can.</summary>
    public static bool Holds(HttpRequest request) => request.Headers["Sec-Fetch-Dest"].ToString() is "iframe" or "frame";
}
