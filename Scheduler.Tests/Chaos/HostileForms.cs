using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Scheduler.Tests.Chaos;

/// <summary>One request to a page, with whatever a stranger's program may send in place of a browser.</summary>
public sealed record HostileForm(string Method, string Path, IReadOnlyList<(string Name, string Value)> Headers, byte[]? Body)
{
    public HttpRequestMessage ToMessage(Uri server)
    {
        var message = new HttpRequestMessage(
            new HttpMethod(Method),
            new Uri(
                server.GetLeftPart(UriPartial.Authority) + Path,
                new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }
            )
        );
        message.Content = Body is null ? null : new ByteArrayContent(Body);
        foreach (var (name, value) in Headers)
        {
            if (!message.Headers.TryAddWithoutValidation(name, value))
            {
                message.Content?.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return message;
    }

    public override string ToString() =>
        $"{Method} {Path} [{string.Join("; ", Headers.Select(h => $"{h.Name}: {h.Value}"))}] {(Body is null ? "" : Encoding.UTF8.GetString(Body.AsSpan(0, Math.Min(Body.Length, 500))))}";
}

/// <summary>Makes requests to pages: known addresses, fields and headers, each with a right value or a wrong one.</summary>
public static class HostileForms
{
    private static readonly string[] Paths =
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

    private static readonly string[] Fields =
    [
        "type",
        "month",
        "day",
        "tz",
        "minutes",
        "start",
        "date",
        "time",
        "from",
        "to",
        "key",
        "q",
        "done",
        "cursor",
        "firstName",
        "lastName",
        "email",
        "phone",
        "note",
        "reason",
        "id",
        "name",
        "timeZone",
        "offers",
        "version",
        "monday",
        "ranges",
        "minMinutes",
        "maxMinutes",
        "stepMinutes",
        "gridMinutes",
        "bufferBefore",
        "dailyLimit",
        "provider",
        "client",
        "userId",
        "until",
        "weekly",
        "dates",
        "confirm",
    ];

    private static readonly string[] Texts =
    [
        "",
        " ",
        "\0",
        "a\0b",
        "%00",
        "\u0001",
        "\r\n",
        "\u202Egnp",
        "\uFFFF",
        "'; DROP TABLE clients; --",
        "<script>alert(1)</script>",
        "../..",
        "0",
        "-1",
        "1e9",
        "99999999999999999999",
        "NaN",
        "true",
        new('x', 300),
        new('é', 3000),
        "2026-11-23",
        "2026-11",
        "0000-00",
        "9999-12",
        "0001-01-01",
        "9999-12-31",
        "2026-02-30",
        "2026-11-23T09:00:00Z",
        "9999-12-31T23:59:59Z",
        "0001-01-01T00:00:00+14:00",
        "24:00",
        "09:00-12:00",
        "12:00-09:00",
        "25:99",
        "UTC",
        "Pacific/Apia",
        "../etc/passwd",
        "Mars/Olympus",
        "any",
        "some",
        "visit",
        "Anna",
        "a@example.org",
        "\"a\"@example.org",
    ];

    private static readonly string[] FormTypes =
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

    private static readonly (string Name, string Value)[] Headers =
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

    public static Gen<HostileForm> Generator(string[] ids)
    {
        var id = Gen.Frequency((8, Gen.Elements(ids)), (1, Gen.Elements(Texts)));
        var value = Gen.Frequency((1, Gen.Elements(ids)), (3, Gen.Elements(Texts)));
        var field = from name in Gen.Elements(Fields) from text in value select $"{name}={Uri.EscapeDataString(text)}";
        var fields = Gen.Frequency((9, field.ListOf(8)), (1, field.ListOf(40))).Select(all => string.Join('&', all));
        var path =
            from template in Gen.Elements(Paths)
            from first in id
            from second in id
            select string.Join(
                '/',
                template
                    .Split('/')
                    .Select(
                        (part, i) =>
                            part != "{id}" ? part : Uri.EscapeDataString((i == 2 ? first : second) is { Length: > 0 } text ? text : "x")
                    )
            );
        return from method in Gen.Frequency(
                (5, Gen.Constant("GET")),
                (6, Gen.Constant("POST")),
                (1, Gen.Elements("HEAD", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "FOO"))
            )
            from address in path
            from query in Gen.Frequency((1, Gen.Constant("")), (2, fields))
            from headers in Gen.Elements(Headers).ListOf(3)
            from type in Gen.Frequency((8, Gen.Constant("application/x-www-form-urlencoded")), (3, Gen.Elements(FormTypes)))
            from body in Gen.Frequency((8, fields.Select(Encoding.UTF8.GetBytes)), (2, Raw()))
            let all = headers.DistinctBy(h => h.Name).Concat(type.Length > 0 ? [("Content-Type", type)] : [])
            select new HostileForm(
                method,
                query.Length == 0 ? address : $"{address}?{query}",
                [.. all],
                method is "POST" or "PUT" or "PATCH" ? body : null
            );
    }

    private static Gen<byte[]> Raw() =>
        Gen.Elements(
            [],
            [0xFF, 0xFE, 0x00],
            Encoding.UTF8.GetBytes(string.Join('&', Enumerable.Range(0, 1500).Select(i => $"a{i}="))),
            Encoding.UTF8.GetBytes(new string('n', 5000) + "=1"),
            Encoding.UTF8.GetBytes(new string('&', 60_000)),
            Encoding.UTF8.GetBytes("firstName=" + new string('x', 70_000)),
            "firstName=%&lastName=%zz&=%00&%00=a"u8.ToArray(),
            "--x\r\nContent-Disposition: form-data; name=\"firstName\"\r\n\r\nA\r\n--x--\r\n"u8.ToArray(),
            "--x\r\nContent-Disposition: form-data; name=\"f\"; filename=\"../../x\"\r\nContent-Type: text/html\r\n\r\nA\r\n--x--\r\n"u8.ToArray(),
            "--x\r\nContent-Disposition: ;;\r\n"u8.ToArray(),
            "--x"u8.ToArray(),
            "{}"u8.ToArray()
        );
}
