namespace Scheduler.Tests.Events;

/// <summary>What a receiver is sent, and how it knows by whom.</summary>
public sealed class WebhookContentTests
{
    [Theory, OnEachDatabase]
    public async Task A_booking_is_told_signed_with_ids_and_times_alone(DatabaseProvider database)
    {
        await using var receiver = await Receiver.StartAsync();
        await using var app = await TestApp.StartAsync(database, TestApp.Now, WebhookIntents.Local);
        var (id, secret) = await app.WebhookAsync(receiver.Url, ["appointment.*"]);
        (
            await app.PostAsync(
                "/api/clients",
                new
                {
                    id = "alice",
                    firstName = "Alice",
                    lastName = "Example",
                }
            )
        ).Expect(201);
        var booked = (
            await app.PostAsync(
                "/api/appointments",
                new
                {
                    userId = "alice",
                    start = "2026-11-23T09:00",
                    note = "private",
                }
            )
        ).Expect(201).Text("id");
        await receiver.AwaitAsync(1);
        var received = Assert.Single(receiver.All);
        Assert.Equal("appointment.confirmed", received.Type);
        Assert.Equal(booked, received.Subject);
        Assert.Equal(received.Id, received.Json.GetProperty("id").GetString());
        Assert.Equal("2026-11-21T08:00:00Z", received.Json.GetProperty("timestamp").GetString());
        Assert.Equal(DateTimeOffset.Parse(TestApp.Now).ToUnixTimeSeconds(), received.Timestamp);
        Assert.True(received.IsSignedBy(secret));
        Assert.False(received.IsSignedBy("whsec_" + Convert.ToBase64String(new byte[32])));
        Assert.DoesNotContain("Alice", received.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("private", received.Body, StringComparison.Ordinal);
        await app.AwaitStatusAsync(id, "delivered", 1);
        var delivery = Assert.Single(await app.DeliveriesAsync(id));
        Assert.Equal(200, Assert.Single(delivery.GetProperty("attempts").EnumerateArray()).GetProperty("status").GetInt32());
        var feed = (await app.GetAsync("/api/events?types=appointment.*")).Expect(200);
        Assert.Equal(feed.Text("items.0.id"), received.Id);
        Assert.Equal(feed["items.0.data"].ToString(), received.Json.GetProperty("data").ToString());
    }

    [Theory, OnEachDatabase]
    public async Task Names_and_notes_are_sent_to_whoever_asks_for_them(DatabaseProvider database)
    {
        await using var receiver = await Receiver.StartAsync();
        await using var app = await TestApp.StartAsync(database, TestApp.Now, WebhookIntents.Local);
        await app.WebhookAsync(receiver.Url, ["appointment.confirmed"], ["client"]);
        (
            await app.PostAsync(
                "/api/clients",
                new
                {
                    id = "alice",
                    firstName = "Alice",
                    lastName = "Example",
                    email = "alice@example.org",
                }
            )
        ).Expect(201);
        (
            await app.PostAsync(
                "/api/appointments",
                new
                {
                    userId = "alice",
                    start = "2026-11-23T09:00",
                    note = "knee",
                }
            )
        ).Expect(201);
        await receiver.AwaitAsync(1);
        var data = Assert.Single(receiver.All).Json.GetProperty("data");
        Assert.Equal("alice@example.org", data.GetProperty("client").GetProperty("email").GetString());
        Assert.Equal("knee", data.GetProperty("note").GetString());
    }
}
