namespace Scheduler.Tests.Access;

/// <summary>A key that stands in a page for all to read counts there alone, and opens little.</summary>
public sealed class PublicKeyTests
{
    [Fact]
    public async Task A_public_key_counts_in_the_pages_that_it_was_made_for()
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite);
        var owner = await app.MakeKeyAsync("owner");
        var made = (
            await app.PostAsync(
                "/api/keys",
                new
                {
                    name = "Site",
                    role = "public",
                    origins = new[] { "https://www.example.org" },
                },
                owner
            )
        ).Expect(201);
        Assert.StartsWith("pk_", made.Text("key"));
        var key = ("Authorization", $"Bearer {made.Text("key")}");

        var asked = (await AskAsync("https://www.example.org")).Expect(204);
        Assert.Equal("https://www.example.org", Assert.Single(asked.Headers.GetValues("Access-Control-Allow-Origin")));
        Assert.Contains("authorization", Assert.Single(asked.Headers.GetValues("Access-Control-Allow-Headers")));
        Assert.False((await AskAsync("https://elsewhere.example")).Headers.Contains("Access-Control-Allow-Origin"));

        var booked = (
            await app.PostAsync(
                "/api/appointments",
                new { userId = "visitor", start = "2026-11-23T09:00" },
                key,
                ("Origin", "https://www.example.org"),
                ("Sec-Fetch-Site", "cross-site")
            )
        ).Expect(201);
        Assert.Equal("https://www.example.org", Assert.Single(booked.Headers.GetValues("Access-Control-Allow-Origin")));
        // A refusal can be read by the page, too.
        Assert.True(
            (await app.GetAsync("/api/clients", key, ("Origin", "https://www.example.org")))
                .Expect(403, "forbidden")
                .Headers.Contains("Access-Control-Allow-Origin")
        );
        (await app.GetAsync("/api/slots?appointmentType=visit", key, ("Origin", "https://elsewhere.example"))).Expect(403, "forbidden");
        (await app.GetAsync("/api/slots?appointmentType=visit", key)).Expect(200);
        // Any other key is no page's.
        Assert.False(
            (await app.GetAsync("/api/clients", owner, ("Origin", "https://www.example.org"))).Headers.Contains(
                "Access-Control-Allow-Origin"
            )
        );

        (
            await app.PostAsync(
                "/api/providers",
                new
                {
                    id = "anna",
                    firstName = "A",
                    lastName = "B",
                    email = "a@example.org",
                },
                owner
            )
        ).Expect(201);
        Assert.DoesNotContain(
            "a@example.org",
            (await app.GetAsync("/api/providers", key)).Expect(200).Body + (await app.GetAsync("/api/providers/anna", key)).Expect(200).Body
        );

        Task<Answer> AskAsync(string origin) =>
            app.SendAsync(
                HttpMethod.Options,
                "/api/appointments",
                null,
                ("Origin", origin),
                ("Access-Control-Request-Method", "POST"),
                ("Access-Control-Request-Headers", "authorization")
            );
    }

    [Theory, OnEachDatabase]
    public async Task A_booking_by_a_public_key_answers_the_link_that_manages_it(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(
            database,
            TestApp.Now,
            "PublicBaseUrl",
            "https://appointments.example.org",
            "Public:BookingsPerAddressPerDay",
            "1"
        );
        await app.OpenProviderAsync("anna");
        Assert.False((await app.BookVisitAsync("alice", "2026-11-23T09:00:00Z")).Expect(201).Json.TryGetProperty("manageUrl", out _));
        var owner = await app.MakeKeyAsync("owner");
        var site = await app.MakeKeyAsync("public", null, owner);
        var booking = new
        {
            userId = "bob",
            appointmentType = "meeting",
            providerId = "anna",
            start = "2026-11-24T09:00:00Z",
        };
        var booked = (await app.PostAsync("/api/appointments", booking, site, ("Idempotency-Key", "once"))).Expect(201);
        Assert.StartsWith(
            $"https://appointments.example.org/appointments/{booked.Text("id")}?key=",
            booked.Text("manageUrl"),
            StringComparison.Ordinal
        );
        var again = (await app.PostAsync("/api/appointments", booking, site, ("Idempotency-Key", "once"))).Expect(201);
        Assert.Equal(booked.Body, again.Body);
        var second = booking with { start = "2026-11-25T09:00:00Z" };
        (await app.PostAsync("/api/appointments", second, site)).Expect(429, "too-many-requests");
        (await app.PostAsync("/api/appointments", second, owner)).Expect(201);

        using var visitor = new Visitor(app);
        var opened = (await visitor.GetAsync(new Uri(booked.Text("manageUrl")).PathAndQuery)).Expect(303);
        (await visitor.GetAsync(opened.Headers.Location!.OriginalString)).Expect(200);
        (await visitor.SendAsync($"/appointments/{booked.Text("id")}/cancel")).Expect(303);
        var ended = (await app.GetAsync($"/api/appointments/{booked.Text("id")}", owner)).Expect(200);
        Assert.Equal("cancelled", ended.Text("status"));
        Assert.False(ended.Json.TryGetProperty("manageUrl", out _));
    }

    [Theory, OnEachDatabase]
    public async Task For_a_public_key_only_what_is_online_exists(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        await app.OpenProviderAsync("anna");
        await app.OpenProviderAsync("zed");
        (await app.PatchAsync("/api/providers/zed", new { online = false })).Expect(200);
        (await app.PatchAsync("/api/appointment-types/consultation", new { online = false })).Expect(200);
        var owner = await app.MakeKeyAsync("owner");
        var site = await app.MakeKeyAsync("public", null, owner);
        foreach (
            var path in new[]
            {
                "/api/providers/zed",
                "/api/appointment-types/consultation",
                "/api/providers?appointmentType=consultation",
                "/api/slots?appointmentType=consultation&provider=anna",
                "/api/slots?appointmentType=meeting&provider=zed",
            }
        )
        {
            (await app.GetAsync(path, site)).Expect(404, "not-found");
            (await app.GetAsync(path, owner)).Expect(200);
        }

        foreach (var path in new[] { "/api/providers?limit=100", "/api/slots?appointmentType=meeting&limit=100" })
        {
            Assert.DoesNotContain("\"zed\"", (await app.GetAsync(path, site)).Expect(200).Body, StringComparison.Ordinal);
            Assert.Contains("\"zed\"", (await app.GetAsync(path, owner)).Expect(200).Body, StringComparison.Ordinal);
        }

        var types = (await app.GetAsync("/api/appointment-types?limit=100", site)).Expect(200).Body;
        Assert.DoesNotContain("consultation", types, StringComparison.Ordinal);
        (await BookAsync("consultation", "anna")).Expect(404, "not-found");
        (await BookAsync("meeting", "zed")).Expect(404, "not-found");
        // Of any, one who is online; and when she is taken, nobody.
        Assert.Equal("anna", (await BookAsync("meeting", "any")).Expect(201).Text("providerIds.0"));
        var taken = (await BookAsync("meeting", "any")).Expect(409, "slot-taken");
        Assert.DoesNotContain("zed", taken.Body, StringComparison.Ordinal);
        (await app.PatchAsync("/api/providers/anna", new { online = false }, owner)).Expect(200);
        Assert.True((await BookAsync("meeting", "any")).Status is 404 or 409 or 422);

        Task<Answer> BookAsync(string appointmentType, string providerId) =>
            app.PostAsync(
                "/api/appointments",
                new
                {
                    userId = Guid.CreateVersion7().ToString(),
                    appointmentType,
                    providerId,
                    start = "2026-11-24T09:00:00Z",
                },
                site
            );
    }
}
