using Scheduler.Api.Scheduling;

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

    /// <summary>
    /// The name by which a zone goes today: Asia/Kolkata for Asia/Calcutta. A place that shares its rules with another keeps its own.
    /// </summary>
    /// <returns>Null where there is no such zone.</returns>
    public static string? Present(string? id) => ZoneRules.TryGet(id, out var zone) ? zone.PresentId : null;

    /// <summary>The common ones, after those that this page is about.</summary>
    public static IEnumerable<string> For(params string?[] first) => first.OfType<string>().Concat(Common).Distinct(StringComparer.Ordinal);
}
