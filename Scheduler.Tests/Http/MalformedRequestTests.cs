using System.Net.Http.Headers;
using System.Text;

namespace Scheduler.Tests.Http;

/// <summary>Whatever is sent, the answer is a problem of the 400s, and nothing is stored.</summary>
public sealed class MalformedRequestTests
{
    private static readonly string Long = new('x', 10_000);

    /// <summary>Body and the field that the answer must name; the body as a whole is the empty name.</summary>
    private static readonly (string Body, string Field)[] Bodies =
    [
        ("", ""),
        ("{", ""),
        ("nonsense", ""),
        ("null", ""),
        ("[]", ""),
        ("\"text\"", ""),
        ("5", ""),
        ("{\"userId\":\"a\",\"start\":\"2026-11-23T09:00\"} {}", ""),
        ("{\"userId\":\"a\",}", ""),
        ("{}", "userId"),
        ("{\"userId\":5,\"start\":\"2026-11-23T09:00\"}", "userId"),
        ("{\"userId\":null,\"start\":\"2026-11-23T09:00\"}", "userId"),
        ("{\"userId\":[\"a\"],\"start\":\"2026-11-23T09:00\"}", "userId"),
        ("{\"userId\":{},\"start\":\"2026-11-23T09:00\"}", "userId"),
        ("{\"userId\":\"\",\"start\":\"2026-11-23T09:00\"}", "userId"),
        ("{\"userId\":\"a b\",\"start\":\"2026-11-23T09:00\"}", "userId"),
        ("{\"userId\":\"a\\u0000b\",\"start\":\"2026-11-23T09:00\"}", "userId"),
        ("{\"userId\":\"a\\ud800b\",\"start\":\"2026-11-23T09:00\"}", "userId"),
        ("{\"userId\":\"" + Long + "\",\"start\":\"2026-11-23T09:00\"}", "userId"),
        ("{\"userId\":\"a\",\"user\":\"b\",\"start\":\"2026-11-23T09:00\"}", "user"),
        ("{\"UserId\":\"a\",\"start\":\"2026-11-23T09:00\"}", "UserId"),
        ("{\"userId\":\"a\",\"userId\":\"b\",\"start\":\"2026-11-23T09:00\"}", "userId"),
        ("{\"userId\":\"a\"}", "start"),
        ("{\"userId\":\"a\",\"start\":20261123}", "start"),
        ("{\"userId\":\"a\",\"start\":\"tomorrow\"}", "start"),
        ("{\"userId\":\"a\",\"start\":\"2026-02-30T09:00\"}", "start"),
        ("{\"userId\":\"a\",\"start\":\"2026-11-23T24:30\"}", "start"),
        ("{\"userId\":\"a\",\"start\":\"2026-11-23T09:00+25:00\"}", "start"),
        ("{\"userId\":\"a\",\"start\":\"0001-01-01T00:00:00+14:00\"}", "start"),
        ("{\"userId\":\"a\",\"start\":\"9999-12-31T23:30\"}", "start"),
        ("{\"userId\":\"a\",\"start\":\"2026-11-23\"}", "start"),
        ("{\"userId\":\"a\",\"date\":\"2026-02-30\",\"time\":\"09:00\"}", "date"),
        ("{\"userId\":\"a\",\"date\":\"2026-11-23\",\"time\":\"24:30\"}", "time"),
        ("{\"userId\":\"a\",\"date\":\"2026-11-23\",\"time\":\"24:00\"}", "time"),
        ("{\"userId\":\"a\",\"date\":\"2026-11-23\"}", "time"),
        ("{\"userId\":\"a\",\"start\":\"2026-11-23T09:00\",\"date\":\"2026-11-23\",\"time\":\"09:00\"}", "start"),
        ("{\"userId\":\"a\",\"start\":\"2026-11-23T09:00\",\"minutes\":0}", "minutes"),
        ("{\"userId\":\"a\",\"start\":\"2026-11-23T09:00\",\"minutes\":\"30\"}", "minutes"),
        ("{\"userId\":\"a\",\"start\":\"2026-11-23T09:00\",\"minutes\":30.5}", "minutes"),
        ("{\"userId\":\"a\",\"start\":\"2026-11-23T09:00\",\"minutes\":99999999999999999999}", "minutes"),
        ("{\"userId\":\"a\",\"start\":\"2026-11-23T09:00\",\"end\":\"2026-11-23T08:00\"}", "end"),
        ("{\"userId\":\"a\",\"start\":\"2026-11-23T09:00\",\"providerIds\":\"x\"}", "providerIds"),
        ("{\"userId\":\"a\",\"start\":\"2026-11-23T09:00\",\"providerIds\":[null]}", "providerIds[0]"),
        ("{\"userId\":\"a\",\"start\":\"2026-11-23T09:00\",\"providerIds\":[\"x\",\"x\"]}", "providerIds"),
        ("{\"userId\":\"a\",\"start\":" + new string('[', 500) + new string(']', 500) + "}", "start"),
        ("{\"userId\":\"a\",\"start\":\"2026-11-23T09:00\",\"note\":\"" + Long + "\"}", "note"),
    ];

    [Theory, OnEachDatabase]
    public async Task Every_malformed_body_is_named_and_refused(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        foreach (var (body, field) in Bodies)
        {
            var answer = await app.PostAsync("/api/appointments", body);
            answer.Expect(400, "invalid-request");
            Assert.True(
                answer["errors"].TryGetProperty(field, out _),
                $"{body[..Math.Min(body.Length, 120)]}: '{field}' is not named in\n{answer.Body}"
            );
            Assert.DoesNotContain("System.", answer.Body);
        }

        Assert.Empty((await app.GetAsync("/api/users/a/appointments")).Expect(200)["items"].EnumerateArray());
    }

    [Theory, OnEachDatabase]
    public async Task Bodies_that_are_no_JSON_or_too_large_are_refused(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        (await app.PostAsync("/api/appointments", Content("userId=a", "application/x-www-form-urlencoded"))).Expect(
            415,
            "unsupported-media-type"
        );
        (await app.PostAsync("/api/appointments", Content("{}", "text/plain"))).Expect(415, "unsupported-media-type");
        (await app.PostAsync("/api/appointments", "{\"userId\":\"" + new string('x', 1_000_000) + "\"}")).Expect(413, "payload-too-large");
        var invalidUtf8 = new ByteArrayContent([.. "{\"userId\":\""u8, 0xFF, 0xFE, .. "\"}"u8])
        {
            Headers = { ContentType = new MediaTypeHeaderValue("application/json") },
        };
        (await app.PostAsync("/api/appointments", invalidUtf8)).Expect(400, "invalid-request");
    }

    [Theory, OnEachDatabase]
    public async Task Paths_and_queries_that_make_no_sense_are_refused(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        foreach (
            var path in new[]
            {
                "/api/clients/..%2f..%2fetc",
                $"/api/clients/{Long[..1000]}",
                "/api/appointments/nope",
                "/api/nothing",
                "/api/providers/%ED%A0%80/hours",
            }
        )
        {
            (await app.GetAsync(path)).Expect(404, "not-found");
        }

        // The server itself refuses a NUL in a path.
        (await app.GetAsync("/api/clients/%00")).Expect(400);
        foreach (
            var query in new[]
            {
                "limit=0",
                "limit=201",
                "limit=many",
                "limit=99999999999",
                "cursor=forged",
                "cursor=%00",
                "from=yesterday",
                "from=2026-02-30",
                "status=gone",
            }
        )
        {
            (await app.GetAsync($"/api/appointments?userId=a&{query}")).Expect(400, "invalid-request");
        }

        (await app.GetAsync("/api/clients?q=a%00b")).Expect(400, "invalid-request");
        (await app.GetAsync("/api/clients?q=%27%25_\\")).Expect(200);
        (await app.SendAsync(HttpMethod.Delete, "/api/appointments", null)).Expect(405, "method-not-allowed");
    }

    [Fact]
    public async Task Every_problem_type_has_its_page()
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite);
        var index = (await app.GetAsync("/problems")).Expect(200).Body;
        var slugs = index.Split("href=\"/problems/").Skip(1).Select(part => part[..part.IndexOf('"')]).ToList();
        Assert.Contains("daily-limit-reached", slugs);
        Assert.Contains("slot-taken", slugs);
        foreach (var slug in slugs)
        {
            Assert.Contains("What to do", (await app.GetAsync($"/problems/{slug}")).Expect(200).Body);
        }

        (await app.GetAsync("/problems/none-such")).Expect(404, "not-found");
    }

    private static StringContent Content(string text, string type) => new(text, Encoding.UTF8, new MediaTypeHeaderValue(type));
}
