namespace Scheduler.Tests.Access;

/// <summary>Every route of the API, and what each role may do on it: owner, manager, reception, provider, public.</summary>
/// <remarks>A: all of it. O: one's own, and 404 for the rest. L: a list, with one's own alone in it. -: 403.</remarks>
internal static class MatrixRows
{
    // One row a line, however many members its body has.
    // csharpier-ignore
    public static readonly (string Method, string Path, object? Body, string May)[] All =
    [
        ("POST", "/api/clients", new { firstName = "A", lastName = "B" }, "AAA--"),
        ("GET", "/api/clients", null, "AAAL-"),
        ("GET", "/api/clients?q=client", null, "AAAL-"),
        ("GET", "/api/clients/{client}", null, "AAAO-"),
        ("PATCH", "/api/clients/{client}", new { phone = "1" }, "AAA--"),
        ("POST", "/api/providers", new { firstName = "A", lastName = "B", timeZone = "UTC" }, "AA---"),
        ("GET", "/api/providers", null, "AAAAA"),
        ("GET", "/api/providers/{provider}", null, "AAAAA"),
        ("PATCH", "/api/providers/{provider}", new { lastName = "C" }, "AA-O-"),
        ("POST", "/api/appointment-types", new { name = "T", minMinutes = 30, maxMinutes = 30 }, "AA---"),
        ("GET", "/api/appointment-types", null, "AAAAA"),
        ("GET", "/api/appointment-types/visit", null, "AAAAA"),
        ("PATCH", "/api/appointment-types/visit", new { name = "Visit" }, "AA---"),
        ("GET", "/api/providers/{provider}/hours", null, "AAAO-"),
        ("PUT", "/api/providers/{provider}/hours",
            new { weekly = new[] { new { day = "tuesday", start = "09:00", end = "17:00" } } }, "AAAO-"),
        ("PUT", "/api/providers/{provider}/hours/dates",
            new { dates = new Dictionary<string, object?> { ["2026-12-25"] = null } }, "AAAO-"),
        ("POST", "/api/providers/{provider}/availability", new { start = "2026-11-28T09:00:00Z", end = "2026-11-28T12:00:00Z" }, "AAAO-"),
        ("GET", "/api/providers/{provider}/availability?from=2026-11-24&to=2026-11-25", null, "AAAO-"),
        ("GET", "/api/slots?appointmentType=consultation&provider={provider}", null, "AAAAA"),
        ("GET", "/api/slots/explain?appointmentType=consultation&provider={provider}&start=2026-11-24T09:00:00Z", null, "AAAA-"),
        ("GET", "/api/overlaps?provider=anna&provider=ben", null, "AAAA-"),
        ("POST", "/api/appointments",
            new { userId = "somebody", appointmentType = "consultation", providerId = "{provider}", start = "2026-12-01T09:10:00Z" },
            "AAAOA"),
        ("GET", "/api/appointments?providerId={provider}", null, "AAAL-"),
        ("GET", "/api/appointments?userId={client}", null, "AAAL-"),
        ("GET", "/api/appointments/{appointment}", null, "AAAO-"),
        ("POST", "/api/appointments/{appointment}/confirm", null, "AAAO-"),
        ("POST", "/api/appointments/{appointment}/reschedule", new { start = "2026-11-24T15:07:00Z" }, "AAAO-"),
        ("GET", "/api/appointments", null, "AAAL-"),
        ("GET", "/api/appointments?displaced=true&expand=client,provider", null, "AAAL-"),
        ("PATCH", "/api/appointments/{appointment}", new { staffNote = "N" }, "AAAO-"),
        ("POST", "/api/appointments/{appointment}/attendance", new { attendance = "done" }, "AAAO-"),
        (
            "POST",
            "/api/appointments/move",
            new { moves = new[] { new { id = "{appointment}", start = "2026-11-24T15:07:00Z" } } },
            "AAAO-"
        ),
        (
            "POST",
            "/api/appointments/proposals",
            new { appointmentIds = new[] { "{appointment}" }, providers = "any" },
            "AAAO-"
        ),
        ("POST", "/api/appointments/{appointment}/cancel", null, "AAAO-"),
        ("GET", "/api/users/{client}/appointments", null, "AAAL-"),
        ("POST", "/api/users/{client}/appointments", new { start = "2026-12-02T09:10" }, "AAAAA"),
        ("GET", "/api/events?limit=200", null, "AAAL-"),
        // A stream does not end; a wrong place is said after the role was looked at.
        ("GET", "/api/events/stream?after=x", null, "AAAA-"),
        ("POST", "/api/appointments/{appointment}/manage-link", null, "AAAO-"),
        ("GET", "/api/messages?appointmentId={appointment}", null, "AAA--"),
        ("POST", "/api/messages/0000000000000000/retry", null, "AAA--"),
        ("GET", "/api/audit", null, "AA---"),
        ("GET", "/api/clients/{client}/export", null, "AA---"),
        ("POST", "/api/clients/{client}/erase", new { reason = 7 }, "AA---"),
        ("POST", "/api/webhooks", new { url = "nowhere" }, "AA---"),
        ("GET", "/api/webhooks", null, "AA---"),
        ("GET", "/api/webhooks/0000000000000000", null, "AA---"),
        ("PATCH", "/api/webhooks/0000000000000000", new { enabled = false }, "AA---"),
        ("DELETE", "/api/webhooks/0000000000000000", null, "AA---"),
        ("POST", "/api/webhooks/0000000000000000/rotate-secret", null, "AA---"),
        ("POST", "/api/webhooks/0000000000000000/test", null, "AA---"),
        ("POST", "/api/webhooks/0000000000000000/replay", new { after = "0" }, "AA---"),
        ("GET", "/api/webhooks/0000000000000000/deliveries", null, "AA---"),
        ("POST", "/api/webhooks/0000000000000000/deliveries/0000000000000000/retry", null, "AA---"),
        ("GET", "/api/keys", null, "AA---"),
        ("POST", "/api/keys", new { name = "K", role = "reception" }, "AA---"),
        ("DELETE", "/api/keys/0000000000000000", null, "AA---"),
        ("GET", "/api/me", null, "AAAAA"),
        ("GET", "/api/accounts", null, "A----"),
        ("POST", "/api/accounts", new { email = "", name = "N", role = "reception" }, "A----"),
        ("PATCH", "/api/accounts/0000000000000000", new { disabled = true }, "A----"),
    ];
}
