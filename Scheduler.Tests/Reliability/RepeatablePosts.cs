namespace Scheduler.Tests.Reliability;

/// <summary>
/// POSTs of the API with what they need, as a path and a body, that have an effect or are refused when they are done again.
/// </summary>
internal static class RepeatablePosts
{
    public static readonly string[] All =
    [
        """/api/clients {"firstName":"A","lastName":"B"}""",
        """/api/providers {"firstName":"A","lastName":"B"}""",
        """/api/appointment-types {"name":"Check","minMinutes":30,"maxMinutes":30}""",
        """/api/providers/dr-who/availability {"start":"2026-12-05T10:00:00Z","end":"2026-12-05T11:00:00Z"}""",
        """/api/appointments {"userId":"zoe@example.org","start":"2026-12-01T09:00:00Z","note":"Ünïcode 🎉"}""",
        """/api/appointments {"userId":"bob","appointmentType":"meeting","providerId":"any","start":"2026-11-23T09:00:00Z"}""",
        """/api/users/carol/appointments {"date":"2026-12-01","time":"09:00"}""",
        "/api/appointments/{held}/confirm ",
        """/api/appointments/{held}/cancel {"reason":"ill"}""",
        """/api/appointments/{held}/reschedule {"start":"2026-11-27T10:00:00Z"}""",
    ];
}
