using Scheduler.Api.Office;

namespace Scheduler.Api.Web.Booking;

/// <summary>What the practice says about privacy.</summary>
internal static class PrivacyPages
{
    public static void MapPrivacyPage(this IEndpointRouteBuilder app) =>
        app.MapPage(
            "/privacy",
            (OfficeProfile profile) => profile.Last.PrivacyText is { } text ? Pages.Show<PrivacyPage>(text) : Pages.NotFound()
        );
}
