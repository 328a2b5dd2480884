namespace Scheduler.Tests.Events;

/// <summary>Changes of clients, providers, appointment types and hours: one event each, with ids and no names.</summary>
public sealed class RecordEventTests
{
    [Theory, OnEachDatabase]
    public async Task Each_change_is_one_event_without_names(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        var feed = app.Follow();
        await feed.NoneAsync("a start");

        (
            await app.PostAsync(
                "/api/clients",
                new
                {
                    id = "alice",
                    firstName = "SECRET",
                    lastName = "SECRET",
                    email = "SECRET@example.org",
                    phone = "SECRET",
                }
            )
        ).Expect(201);
        await ChangedAsync("client.created", "client", "alice", 1, "id", "version");
        (await app.PatchAsync("/api/clients/alice", new { lastName = "SECRET too" })).Expect(200);
        await ChangedAsync("client.updated", "client", "alice", 2, "id", "version");

        (
            await app.PostAsync(
                "/api/providers",
                new
                {
                    id = "dr-who",
                    firstName = "SECRET",
                    lastName = "SECRET",
                    email = "SECRET@example.org",
                }
            )
        ).Expect(201);
        await ChangedAsync("provider.created", "provider", "dr-who", 1, "id", "timeZone", "appointmentTypes", "version");
        (await app.PatchAsync("/api/providers/dr-who", new { lastName = "SECRET too", timeZone = "Europe/Berlin" })).Expect(200);
        var moved = await ChangedAsync("provider.updated", "provider", "dr-who", 2, "id", "timeZone", "appointmentTypes", "version");
        Assert.Equal("Europe/Berlin", moved.GetProperty("data").GetProperty("timeZone").GetString());

        await app.CreateTypeAsync(
            new
            {
                id = "check",
                name = "SECRET",
                minMinutes = 30,
                maxMinutes = 30,
            }
        );
        await ChangedAsync("appointment-type.created", "appointment-type", "check", 1, "id", "version");
        (await app.PatchAsync("/api/appointment-types/check", new { maxMinutes = 60 })).Expect(200);
        await ChangedAsync("appointment-type.updated", "appointment-type", "check", 2, "id", "version");

        (
            await app.PutAsync(
                "/api/providers/dr-who/hours",
                new
                {
                    weekly = new[]
                    {
                        new
                        {
                            day = "monday",
                            start = "09:00",
                            end = "12:00",
                        },
                    },
                }
            )
        ).Expect(200);
        await ChangedAsync("hours.changed", "provider", "dr-who", 3, "id", "timeZone", "version");
        (await app.SetDateAsync("dr-who", "2026-11-24", "09:00-12:00")).Expect(200);
        await ChangedAsync("hours.changed", "provider", "dr-who", 4, "id", "timeZone", "version");
        (
            await app.PostAsync("/api/providers/dr-who/availability", new { start = "2026-11-25T09:00:00Z", end = "2026-11-25T10:00:00Z" })
        ).Expect(201);
        await ChangedAsync("hours.changed", "provider", "dr-who", 5, "id", "timeZone", "version");

        async Task<System.Text.Json.JsonElement> ChangedAsync(string type, string kind, string id, int version, params string[] members)
        {
            var e = await feed.OneAsync(type);
            e.By("open");
            e.Of(kind, id);
            e.HasOnly(members);
            Assert.Equal(
                (id, version),
                (e.GetProperty("data").GetProperty("id").GetString(), e.GetProperty("data").GetProperty("version").GetInt32())
            );
            Assert.DoesNotContain("SECRET", e.GetRawText(), StringComparison.Ordinal);
            return e;
        }
    }

    [Theory, OnEachDatabase]
    public async Task What_is_refused_or_only_looked_at_is_no_event(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        await app.OpenProviderAsync("dr-who");
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
        var feed = app.Follow();
        await feed.TakeAsync();

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
        ).Expect(409, "id-taken");
        (await app.PatchAsync("/api/clients/alice", new { lastName = "C" }, ("If-Match", "\"9\""))).Expect(412);
        (await app.PatchAsync("/api/clients/nobody", new { lastName = "C" })).Expect(404);
        (
            await app.PostAsync(
                "/api/providers",
                new
                {
                    id = "dr-who",
                    firstName = "A",
                    lastName = "B",
                }
            )
        ).Expect(409, "id-taken");
        (await app.PatchAsync("/api/providers/dr-who", new { timeZone = "Mars/Olympus" })).Expect(400);
        (await app.PatchAsync("/api/appointment-types/meeting", new { minMinutes = 0 })).Expect(400);
        (await app.PutAsync("/api/providers/dr-who/hours", """{"weekly":[{"day":"monday","start":"12:00","end":"09:00"}]}""")).Expect(400);
        (await app.PutAsync("/api/providers/nobody/hours", """{"weekly":[]}""")).Expect(404);
        await feed.NoneAsync("refusals");
    }
}
