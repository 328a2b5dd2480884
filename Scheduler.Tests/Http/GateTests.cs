using System.Net.Http.Headers;

namespace Scheduler.Tests.Http;

/// <summary>What holds for every route, whatever it does.</summary>
public sealed class GateTests
{
    private static readonly string[] Read =
    [
        "/api/clients",
        "/api/providers",
        "/api/appointment-types",
        "/api/clients/alice",
        "/openapi/v1.json",
        "/problems",
        "/problems/slot-taken",
        "/health/live",
        "/health/startup",
        "/health/ready",
        "/",
        "/book",
        "/clients",
    ];

    [Fact]
    public async Task HEAD_is_GET_without_the_body()
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite);
        (
            await app.PostAsync(
                "/api/clients",
                new
                {
                    id = "alice",
                    firstName = "A",
                    lastName = "B",
                }
            )
        ).Expect(201);
        foreach (var path in Read)
        {
            var (get, head) = ((await app.GetAsync(path)).Expect(200), (await app.SendAsync(HttpMethod.Head, path, null)).Expect(200));
            Assert.NotEmpty(get.Body);
            Assert.Empty(head.Body);
            Assert.Equal(get.ContentHeaders.ContentType, head.ContentHeaders.ContentType);
            Assert.Equal(get.Headers.ETag, head.Headers.ETag);
        }

        (await app.SendAsync(HttpMethod.Head, "/api/clients/nobody", null)).Expect(404);
        (await app.SendAsync(HttpMethod.Head, "/api/clients/alice", null, ("If-None-Match", "\"1\""))).Expect(304);
        (await app.SendAsync(HttpMethod.Head, "/live/any?from=2026-11-01&to=2026-12-01", null)).Expect(200);
    }

    [Theory]
    [InlineData("/api/clients", "DELETE", "GET, HEAD, POST")]
    [InlineData("/health/live", "POST", "GET, HEAD")]
    [InlineData("/health/ready", "DELETE", "GET, HEAD")]
    [InlineData("/openapi/v1.json", "PUT", "GET, HEAD")]
    [InlineData("/problems", "POST", "GET, HEAD")]
    public async Task Another_method_is_refused_and_told_which_there_are(string path, string method, string allowed)
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite);
        var answer = (await app.SendAsync(new HttpMethod(method), path, null)).Expect(405);
        Assert.Equal(allowed, string.Join(", ", answer.ContentHeaders.Allow.Order(StringComparer.Ordinal)));
    }

    /// <summary>A page elsewhere can make a browser send these; with a session they would be whoever looks at it.</summary>
    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site", 403)]
    [InlineData("Sec-Fetch-Site", "same-site", 403)]
    [InlineData("Sec-Fetch-Site", "same-origin", 200)]
    [InlineData("Sec-Fetch-Site", "none", 200)]
    [InlineData("Origin", "https://elsewhere.example", 403)]
    [InlineData("Origin", "null", 403)]
    [InlineData("X-Nothing", "said", 200)]
    public async Task A_change_by_a_page_of_another_site_is_refused(string header, string value, int status)
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite);
        await app.OpenProviderAsync("anna");
        var id = (await app.BookAsync("alice", "consultation", "anna", "2026-11-24T10:00:00Z")).Expect(201).Text("id");
        var answer = (await app.PostAsync($"/api/appointments/{id}/confirm", null, (header, value))).Expect(status);
        Assert.Equal(status == 200 ? null : "forbidden", answer.Problem);
        (await app.PatchAsync("/api/providers/anna", new { lastName = "B" }, (header, value))).Expect(status);
        // Reading is not changing, and a page elsewhere does not get to see the answer.
        (await app.GetAsync($"/api/appointments/{id}", (header, value))).Expect(200);
    }

    [Fact]
    public async Task Every_answer_has_the_headers_that_keep_it_where_it_belongs()
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite);
        string[] paths =
        [
            .. Read[..3],
            "/api/clients/nobody",
            "/api/nothing",
            "/api/clients?limit=x",
            "/openapi/v1.json",
            "/problems",
            "/problems/slot-taken",
            "/swagger/index.html",
            "/health/live",
            "/health/startup",
            "/book",
            "/app.css",
            "/nothing",
        ];
        foreach (var path in paths)
        {
            var answer = await app.GetAsync(path);
            Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
            if (path.StartsWith("/api", StringComparison.Ordinal))
            {
                Assert.True(answer.Headers.CacheControl is { NoStore: true }, path);
            }

            if (answer.ContentHeaders.ContentType?.MediaType == "text/html")
            {
                Assert.Contains("frame-ancestors 'none'", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")));
            }
        }

        var replayed = new[] { ("Idempotency-Key", "k") };
        (await app.PostAsync("/api/clients", new { firstName = "A", lastName = "B" }, replayed)).Expect(201);
        Assert.True(
            (await app.PostAsync("/api/clients", new { firstName = "A", lastName = "B" }, replayed)).Expect(201).Headers.CacheControl
                is { NoStore: true }
        );
    }

    /// <summary>One endpoint, whatever case and slash its path is written with.</summary>
    [Theory, OnEachDatabase]
    public async Task A_key_is_the_same_on_every_spelling_of_a_path(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        var bodies = new HashSet<string>();
        foreach (var path in new[] { "/api/clients", "/api/clients/", "/API/Clients", "/api/%63lients" })
        {
            bodies.Add((await app.PostAsync(path, new { firstName = "A", lastName = "B" }, ("Idempotency-Key", "one"))).Expect(201).Body);
        }

        Assert.Single(bodies);
        Assert.Equal(1, (await app.GetAsync("/api/clients")).Expect(200)["items"].GetArrayLength());

        // Another appointment is another path.
        await app.OpenProviderAsync("anna");
        var first = (await app.BookAsync("alice", "consultation", "anna", "2026-11-24T10:00:00Z")).Expect(201).Text("id");
        var second = (await app.BookAsync("bob", "consultation", "anna", "2026-11-25T10:00:00Z")).Expect(201).Text("id");
        (await app.PostAsync($"/api/appointments/{first}/confirm", null, ("Idempotency-Key", "two"))).Expect(200);
        Assert.True(
            (await app.PostAsync($"/Api/Appointments/{first}/CONFIRM/", null, ("Idempotency-Key", "two")))
                .Expect(200)
                .Headers.Contains("Idempotency-Replayed")
        );
        var other = (await app.PostAsync($"/api/appointments/{second}/confirm", null, ("Idempotency-Key", "two"))).Expect(200);
        Assert.Equal((second, false), (other.Text("id"), other.Headers.Contains("Idempotency-Replayed")));
    }
}
