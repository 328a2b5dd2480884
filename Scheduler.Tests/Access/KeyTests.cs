using Microsoft.EntityFrameworkCore;

namespace Scheduler.Tests.Access;

/// <summary>Keys: made once, shown once, good until they expire or are revoked.</summary>
public sealed class KeyTests
{
    [Theory, OnEachDatabase]
    public async Task A_key_is_shown_once_and_stored_as_a_hash(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        var made = (await app.PostAsync("/api/keys", new { name = "Desk", role = "owner" }, ("Idempotency-Key", "one"))).Expect(201);
        var text = made.Text("key");
        Assert.Matches("^sk_[0-9a-f]{16}_[0-9a-f]{64}$", text);
        Assert.Equal("2027-11-21T08:00:00Z", made.Text("expiresAt"));

        var key = ("Authorization", $"Bearer {text}");
        var me = (await app.GetAsync("/api/me", key)).Expect(200);
        Assert.Equal(("key", made.Text("id"), "Desk", "owner"), (me.Text("kind"), me.Text("id"), me.Text("name"), me.Text("role")));
        var listed = (await app.GetAsync("/api/keys", key)).Expect(200);
        Assert.Equal(made.Text("id"), listed.Text("items.0.id"));
        Assert.DoesNotContain(text.Split('_')[2], listed.Body);

        var events = (await app.GetAsync("/api/events?types=key.*", key)).Expect(200);
        Assert.Equal(
            ("key.created", "open", made.Text("id")),
            (events.Text("items.0.type"), events.Text("items.0.actor.kind"), events.Text("items.0.subject.id"))
        );

        // Neither the row nor an answer kept for the Idempotency-Key has it.
        await using var db = Contexts.Open(database, app.Database.ConnectionString);
        var row = await db.ApiKeys.SingleAsync();
        Assert.Equal(32, row.SecretHash.Length);
        Assert.Empty(await db.IdempotencyKeys.ToListAsync());

        // What is done with it names it, and its use is noted.
        (
            await app.PostAsync(
                "/api/clients",
                new
                {
                    id = "c",
                    firstName = "A",
                    lastName = "B",
                },
                key
            )
        ).Expect(201);
        Assert.Equal(made.Text("id"), (await app.GetAsync("/api/events?subject=client:c", key)).Text("items.0.actor.id"));
        await Eventually.TrueAsync(
            async () => (await app.GetAsync("/api/keys", key)).Text("items.0.lastUsedAt") == TestApp.Now,
            "the use is noted"
        );
    }

    [Theory]
    [InlineData("sk_0000000000000000_0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("nonsense")]
    [InlineData("")]
    [InlineData("sk_{id}_0000000000000000000000000000000000000000000000000000000000000000")]
    public async Task What_is_no_key_is_refused_also_while_the_service_is_open(string text)
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite);
        (await app.GetAsync("/api/clients", ("Authorization", $"Bearer {text}"))).Expect(401, "unauthenticated");
        var key = await app.MakeKeyAsync("owner");
        var sent = text.Replace("{id}", key.Value.Split('_')[1]);
        (await app.GetAsync("/api/clients", ("Authorization", $"Bearer {sent}"))).Expect(401, "unauthenticated");
    }

    [Theory, OnEachDatabase]
    public async Task A_revoked_key_is_refused_at_once_and_within_a_second_everywhere(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        await using var other = app.StartAnother();
        var owner = await app.MakeKeyAsync("owner");
        var key = await app.MakeKeyAsync("reception", null, owner);
        (await app.GetAsync("/api/clients", key)).Expect(200);
        (await other.GetAsync("/api/clients", key)).Expect(200);
        (await app.SendAsync(HttpMethod.Delete, $"/api/keys/{key.Value.Split('_')[1]}", null, owner)).Expect(204);
        (await app.GetAsync("/api/clients", key)).Expect(401, "unauthenticated");
        await Task.Delay(TimeSpan.FromSeconds(1));
        (await other.GetAsync("/api/clients", key)).Expect(401, "unauthenticated");
        (await app.SendAsync(HttpMethod.Delete, $"/api/keys/{key.Value.Split('_')[1]}", null, owner)).Expect(404, "not-found");
        Assert.Equal(1, (await app.GetAsync("/api/keys", owner))["items"].GetArrayLength());
    }

    [Fact]
    public async Task A_key_opens_nothing_from_its_expiry_on()
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite);
        var made = (
            await app.PostAsync(
                "/api/keys",
                new
                {
                    name = "K",
                    role = "owner",
                    expiresAt = "2026-11-21T09:00:00Z",
                }
            )
        ).Expect(201);
        var key = ("Authorization", $"Bearer {made.Text("key")}");
        app.Clock.Set("2026-11-21T08:59:59Z");
        (await app.GetAsync("/api/me", key)).Expect(200);
        app.Clock.Set("2026-11-21T09:00:00Z");
        (await app.GetAsync("/api/me", key)).Expect(401, "unauthenticated");
    }

    [Theory]
    [InlineData("""{"name":"","role":"owner"}""", "name")]
    [InlineData("""{"name":"K","role":"king"}""", "role")]
    [InlineData("""{"name":"K","role":"provider"}""", "providerId")]
    [InlineData("""{"name":"K","role":"provider","providerId":"nobody"}""", "providerId")]
    [InlineData("""{"name":"K","role":"owner","providerId":"nobody"}""", "providerId")]
    [InlineData("""{"name":"K","role":"owner","expiresAt":"2026-11-21T08:00:00Z"}""", "expiresAt")]
    [InlineData("""{"name":"K","role":"owner","origins":["https://a.example"]}""", "origins")]
    [InlineData("""{"name":"K","role":"public","origins":["https://a.example/path"]}""", "origins")]
    [InlineData("""{"name":"K","role":"public","origins":["*"]}""", "origins")]
    public async Task What_makes_no_sense_is_named(string body, string field)
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite);
        Assert.True((await app.PostAsync("/api/keys", body)).Expect(400, "invalid-request")["errors"].TryGetProperty(field, out _));
        // And the service is still open.
        (await app.GetAsync("/api/clients")).Expect(200);
    }

    [Theory, OnEachDatabase]
    public async Task A_manager_handles_keys_of_lesser_roles_alone(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        var owner = await app.MakeKeyAsync("owner");
        var manager = await app.MakeKeyAsync("manager", null, owner);
        foreach (var role in new[] { "owner", "manager" })
        {
            Assert.Equal(
                "owner",
                (await app.PostAsync("/api/keys", new { name = "K", role }, manager)).Expect(403, "forbidden").Text("needs")
            );
        }

        var lesser = await app.MakeKeyAsync("reception", null, manager);
        Assert.Equal(
            ["reception"],
            (await app.GetAsync("/api/keys", manager))["items"].EnumerateArray().Select(k => k.GetProperty("role").GetString())
        );
        (await app.SendAsync(HttpMethod.Delete, $"/api/keys/{owner.Value.Split('_')[1]}", null, manager)).Expect(404, "not-found");
        (await app.SendAsync(HttpMethod.Delete, $"/api/keys/{lesser.Value.Split('_')[1]}", null, manager)).Expect(204);
    }
}
