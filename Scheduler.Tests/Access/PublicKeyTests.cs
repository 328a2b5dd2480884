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
}
