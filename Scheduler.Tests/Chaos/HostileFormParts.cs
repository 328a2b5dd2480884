namespace Scheduler.Tests.Chaos;

/// <summary>What <see cref="HostileForms"/> puts requests together from.</summary>
internal static class HostileFormParts
{
    public static readonly string[] Paths =
    [
        "/",
        "/book",
        "/book/{id}",
        "/book/{id}/hold",
        "/book/{id}/details",
        "/book/held/{id}",
        "/book/held/{id}/release",
        "/appointments/{id}",
        "/appointments/{id}/calendar.ics",
        "/appointments/{id}/move",
        "/appointments/{id}/cancel",
        "/providers",
        "/providers/new",
        "/providers/{id}",
        "/providers/{id}/hours",
        "/providers/{id}/dates",
        "/providers/{id}/week",
        "/providers/{id}/time",
        "/providers/{id}/appointments/{id}",
        "/providers/{id}/appointments/{id}/move",
        "/providers/{id}/appointments/{id}/confirm",
        "/providers/{id}/appointments/{id}/cancel",
        "/clients",
        "/clients/new",
        "/clients/{id}",
        "/clients/{id}/edit",
        "/types",
        "/types/new",
        "/types/{id}",
        "/live/{id}",
        "/problems",
        "/problems/{id}",
        "/health/live",
        "/health/ready",
    ];

    // csharpier-ignore
    public static readonly string[] Fields =
    [
        "type", "month", "day", "tz", "minutes", "start", "date", "time", "from", "to", "key", "q", "done", "cursor", "firstName",
        "lastName", "email", "phone", "note", "reason", "id", "name", "timeZone", "offers", "version", "monday", "ranges",
        "minMinutes", "maxMinutes", "stepMinutes", "gridMinutes", "bufferBefore", "dailyLimit", "provider", "client", "userId",
        "until", "weekly", "dates", "confirm",
    ];

    // csharpier-ignore
    public static readonly string[] Texts =
    [
        "", " ", "\0", "a\0b", "%00", "\u0001", "\r\n", "\u202Egnp", "\uFFFF", "'; DROP TABLE clients; --",
        "<script>alert(1)</script>", "../..", "0", "-1", "1e9", "99999999999999999999", "NaN", "true", new('x', 300),
        new('é', 3000), "2026-11-23", "2026-11", "0000-00", "9999-12", "0001-01-01", "9999-12-31", "2026-02-30",
        "2026-11-23T09:00:00Z", "9999-12-31T23:59:59Z", "0001-01-01T00:00:00+14:00", "24:00", "09:00-12:00", "12:00-09:00",
        "25:99", "UTC", "Pacific/Apia", "../etc/passwd", "Mars/Olympus", "any", "some", "visit", "Anna", "a@example.org",
        "\"a\"@example.org",
    ];

    public static readonly string[] MediaTypes =
    [
        "application/x-www-form-urlencoded; charset=utf-7",
        "application/x-www-form-urlencoded; charset=\"utf-8\"",
        "application/x-www-form-urlencoded; charset=foo",
        "application/json",
        "text/plain",
        "nonsense",
        "",
        "multipart/form-data",
        "multipart/form-data; boundary=",
        "multipart/form-data; boundary=x",
        "multipart/form-data; boundary=\"x\"; charset=utf-7",
        $"multipart/form-data; boundary={new string('b', 300)}",
        "application/x-www-form-urlencoded, text/html",
    ];

    public static readonly (string Name, string Value)[] Headers =
    [
        ("Accept", "text/html"),
        ("Accept", "nonsense;;;q=x"),
        ("Accept-Language", "xx-YY-zz;q=9,,,*"),
        ("Accept-Language", "\u00ff"),
        ("Cookie", "a=b; =; ;;\"x"),
        ("If-None-Match", "\"\"\""),
        ("If-Match", "*"),
        ("Range", "bytes=9999999-,-5"),
        ("If-Modified-Since", "yesterday"),
        ("Accept-Encoding", "br;q=x, gzip;q=2"),
        ("X-Forwarded-For", "999.1.1.1, \"[::"),
        ("X-Forwarded-Host", "evil.example"),
        ("Forwarded", "for=;;;"),
        ("Origin", "null"),
        ("Sec-Fetch-Site", "cross-site"),
        ("Idempotency-Key", "k"),
        ("Idempotency-Key", new string('k', 300)),
        ("Host", "evil.example"),
        ("X-HTTP-Method-Override", "DELETE"),
        ("Upgrade", "h2c"),
        ("traceparent", "00-x-y-z"),
        ("Referer", "\u0001"),
    ];
}
