namespace Scheduler.Api.Web;

/// <summary>A short choice of time zones; any other IANA name works in the address.</summary>
internal static class Zones
{
    private static readonly string[] Common =
    [
        "Pacific/Honolulu",
        "America/Anchorage",
        "America/Los_Angeles",
        "America/Denver",
        "America/Chicago",
        "America/New_York",
        "America/Halifax",
        "America/Sao_Paulo",
        "UTC",
        "Europe/London",
        "Europe/Berlin",
        "Europe/Athens",
        "Europe/Istanbul",
        "Africa/Lagos",
        "Africa/Johannesburg",
        "Africa/Nairobi",
        "Asia/Dubai",
        "Asia/Karachi",
        "Asia/Kolkata",
        "Asia/Dhaka",
        "Asia/Bangkok",
        "Asia/Shanghai",
        "Asia/Tokyo",
        "Australia/Sydney",
        "Pacific/Auckland",
    ];

    /// <summary>The common ones, after those that this page is about.</summary>
    public static IEnumerable<string> For(params string?[] first) => first.OfType<string>().Concat(Common).Distinct(StringComparer.Ordinal);
}
