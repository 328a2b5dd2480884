using Microsoft.AspNetCore.Http.Extensions;

namespace Scheduler.Api.Web.Booking;

/// <summary>The addresses that open one appointment to whoever has its key.</summary>
internal static class OwnLinks
{
    public static string Appointment(Guid id, string key, string? tz, string? done = null) => $"/appointments/{id}" + Query(key, tz, done);

    public static string Of(Guid id, string what, string key, string? tz) => $"/appointments/{id}/{what}" + Query(key, tz, null);

    public static string Held(Guid id, string key, string? tz, string what = "") => $"/book/held/{id}{what}" + Query(key, tz, null);

    private static QueryBuilder Query(string key, string? tz, string? done)
    {
        var query = new QueryBuilder { { "key", key } };
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
