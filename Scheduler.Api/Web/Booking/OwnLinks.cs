using Microsoft.AspNetCore.Http.Extensions;

namespace Scheduler.Api.Web.Booking;

/// <summary>The addresses of one appointment, for a browser that has its key in a cookie.</summary>
internal static class OwnLinks
{
    public static string Appointment(Guid id, string? tz, string? done = null) => $"/appointments/{id}" + Query(tz, done);

    public static string Of(Guid id, string what, string? tz) => $"/appointments/{id}/{what}" + Query(tz, null);

    public static string Held(Guid id, string? tz, string what = "") => $"/book/held/{id}{what}" + Query(tz, null);

    private static QueryBuilder Query(string? tz, string? done)
    {
        var query = new QueryBuilder();
        if (!string.IsNullOrEmpty(tz))
        {
            query.Add("tz", tz);
        }

        if (done is not null)
        {
            query.Add("done", done);
        }

        return query;
    }
}
