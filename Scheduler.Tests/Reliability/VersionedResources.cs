namespace Scheduler.Tests.Reliability;

/// <summary>What is read and changed by its version.</summary>
internal static class VersionedResources
{
    /// <summary>Each single resource, with a change that any version takes; open hours last, for the others need them.</summary>
    public static readonly (string Path, HttpMethod Method, string Change, object Body)[] All =
    [
        ("/api/appointments/{id}", HttpMethod.Post, "/api/appointments/{id}/reschedule", new { start = "2026-11-27T10:00:00Z" }),
        ("/api/appointments/{id}", HttpMethod.Post, "/api/appointments/{id}/confirm", new { }),
        ("/api/appointments/{id}", HttpMethod.Post, "/api/appointments/{id}/cancel", new { reason = "ill" }),
        ("/api/clients/alice", HttpMethod.Patch, "/api/clients/alice", new { phone = "1" }),
        ("/api/providers/dr-who", HttpMethod.Patch, "/api/providers/dr-who", new { email = "who@example.org" }),
        ("/api/appointment-types/visit", HttpMethod.Patch, "/api/appointment-types/visit", new { name = "Visit" }),
        (
            "/api/providers/dr-who/hours",
            HttpMethod.Put,
            "/api/providers/dr-who/hours",
            new
            {
                weekly = new[]
                {
                    new
                    {
                        day = "friday",
                        start = "09:00",
                        end = "12:00",
                    },
                },
            }
        ),
        (
            "/api/providers/dr-who/hours",
            HttpMethod.Put,
            "/api/providers/dr-who/hours/dates",
            new { dates = new Dictionary<string, object[]> { ["2026-12-25"] = [] } }
        ),
        (
            "/api/providers/dr-who/hours",
            HttpMethod.Post,
            "/api/providers/dr-who/availability",
            new { start = "2026-11-28T09:00:00Z", end = "2026-11-28T10:00:00Z" }
        ),
    ];
}
