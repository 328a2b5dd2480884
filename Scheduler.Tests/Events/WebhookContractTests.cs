using System.Net;
using Scheduler.Api.Webhooks;

namespace Scheduler.Tests.Events;

/// <summary>The resource: made, read, changed, removed; its secret; what is sent again; where it may lead.</summary>
public sealed class WebhookContractTests
{
    [Theory, OnEachDatabase]
    public async Task A_webhook_shows_its_secret_once(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        var created = (
            await app.PostAsync(
                "/api/webhooks",
                new
                {
                    url = "https://example.org/in",
                    events = new[] { "appointment.*" },
                    description = "CRM",
                }
            )
        ).Expect(201);
        Assert.Matches("^whsec_[A-Za-z0-9+/]{43}=$", created.Text("secret"));
        var path = created.Headers.Location!.ToString();
        var read = (await app.GetAsync(path)).Expect(200);
        Assert.False(read.Json.TryGetProperty("secret", out _));
        Assert.Equal(("CRM", true), (read.Text("description"), read["enabled"].GetBoolean()));
        (await app.GetAsync(path, ("If-None-Match", created.Headers.ETag!.ToString()))).Expect(304);
        (await app.PatchAsync(path, new { description = (string?)null, enabled = false }, ("If-Match", "\"9\""))).Expect(412);
        (
            await app.PatchAsync(path, new { description = (string?)null, enabled = false }, ("If-Match", created.Headers.ETag!.ToString()))
        ).Expect(200);
        Assert.DoesNotContain("whsec_", (await app.GetAsync("/api/webhooks")).Expect(200).Body, StringComparison.Ordinal);
        (await app.SendAsync(HttpMethod.Delete, path, null)).Expect(204);
        (await app.GetAsync(path)).Expect(404, "not-found");
        (await app.SendAsync(HttpMethod.Delete, path, null)).Expect(404, "not-found");
    }

    [Theory]
    [
        InlineData("http://example.org/"),
        InlineData("https://user:secret@example.org/"),
        InlineData("ftp://example.org/"),
        InlineData("example.org"),
        InlineData("https://example.org/#x")
    ]
    [
        InlineData("https://127.0.0.1/"),
        InlineData("https://localhost:5080/"),
        InlineData("https://10.1.2.3/"),
        InlineData("https://169.254.169.254/latest/meta-data")
    ]
    [
        InlineData("https://[::1]/"),
        InlineData("https://[::ffff:10.0.0.1]/"),
        InlineData("https://2130706433/"),
        InlineData("https://0x7f.1/")
    ]
    public async Task An_address_that_must_not_be_sent_to_is_refused(string url)
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite);
        var refused = (await app.PostAsync("/api/webhooks", new { url })).Expect(400, "invalid-request");
        Assert.True(refused["errors"].TryGetProperty("url", out _), refused.Body);
    }

    [Theory]
    [InlineData("8.8.8.8", true), InlineData("2606:4700::1111", true), InlineData("::ffff:8.8.8.8", true), InlineData("172.32.0.1", true)]
    [
        InlineData("127.8.9.1", false),
        InlineData("::1", false),
        InlineData("::", false),
        InlineData("0.0.0.0", false),
        InlineData("172.31.255.255", false)
    ]
    [
        InlineData("192.168.1.1", false),
        InlineData("169.254.169.254", false),
        InlineData("100.100.100.200", false),
        InlineData("224.0.0.1", false),
        InlineData("255.255.255.255", false)
    ]
    [
        InlineData("fe80::1", false),
        InlineData("fd00:ec2::254", false),
        InlineData("ff02::1", false),
        InlineData("::ffff:127.0.0.1", false),
        InlineData("::127.0.0.1", false)
    ]
    [InlineData("64:ff9b::7f00:1", false), InlineData("2002:7f00:1::", false), InlineData("2001:0:1::1", false)]
    public void Only_what_is_on_the_internet_is_public(string address, bool isPublic) =>
        Assert.Equal(isPublic, ReceiverAddresses.IsPublic(IPAddress.Parse(address)));

    [Theory, OnEachDatabase]
    public async Task A_name_that_leads_to_this_machine_is_not_connected_to(DatabaseProvider database)
    {
        await using var receiver = await Receiver.StartAsync();
        // What a name leads to is known only when it is connected to.
        await using var app = await TestApp.StartAsync(database, TestApp.Now, "Webhooks:AllowHttp", "true", "Webhooks:RetrySeconds", "0");
        var url = new UriBuilder(receiver.Url) { Host = Dns.GetHostName() }.Uri;
        var (id, _) = await app.WebhookAsync(url);
        (await app.PostAsync($"/api/webhooks/{id}/test")).Expect(200);
        await app.AwaitStatusAsync(id, "failed", 1);
        Assert.Contains(
            "is not public",
            (await app.DeliveriesAsync(id))[0].GetProperty("attempts")[0].GetProperty("error").GetString(),
            StringComparison.Ordinal
        );
        Assert.Empty(receiver.All);
    }

    [Theory, OnEachDatabase]
    public async Task A_new_secret_signs_beside_the_old_one_for_a_day(DatabaseProvider database)
    {
        await using var receiver = await Receiver.StartAsync();
        await using var app = await TestApp.StartAsync(database, TestApp.Now, WebhookIntents.Local);
        var (id, old) = await app.WebhookAsync(receiver.Url);
        var secret = (await app.PostAsync($"/api/webhooks/{id}/rotate-secret")).Expect(200).Text("secret");
        Assert.NotEqual(old, secret);
        (await app.PostAsync($"/api/webhooks/{id}/test")).Expect(200);
        await receiver.AwaitAsync(1);
        Assert.True(receiver.All.Last().IsSignedBy(old) && receiver.All.Last().IsSignedBy(secret));
        app.Clock.Advance(TimeSpan.FromHours(24));
        (await app.PostAsync($"/api/webhooks/{id}/test")).Expect(200);
        await receiver.AwaitAsync(2);
        Assert.False(receiver.All.Last().IsSignedBy(old));
        Assert.True(receiver.All.Last().IsSignedBy(secret));
        Assert.Equal("webhook.test", receiver.All.Last().Type);
    }

    [Theory, OnEachDatabase]
    public async Task What_is_sent_again_while_it_is_under_way_comes_again(DatabaseProvider database)
    {
        await using var receiver = await Receiver.StartAsync();
        var answered = new TaskCompletionSource();
        receiver.Answer = (_, _) => answered.Task;
        await using var app = await TestApp.StartAsync(database, TestApp.Now, WebhookIntents.Local);
        var (id, _) = await app.WebhookAsync(receiver.Url, ["appointment.*"]);
        (await app.BookVisitAsync("alice", "2026-11-23T09:00")).Expect(201);
        await receiver.AwaitAsync(1);
        Assert.Equal(1, (await app.PostAsync($"/api/webhooks/{id}/replay", new { after = "0" })).Expect(200)["deliveries"].GetInt32());
        answered.SetResult();
        await receiver.AwaitAsync(2);
        Assert.Single(receiver.All.Select(r => r.Id).Distinct());
        await app.AwaitStatusAsync(id, "delivered", 1);
    }

    [Theory, OnEachDatabase]
    public async Task A_replay_sends_everything_since_an_event_again_in_order(DatabaseProvider database)
    {
        await using var receiver = await Receiver.StartAsync();
        await using var app = await TestApp.StartAsync(database, TestApp.Now, WebhookIntents.Local);
        var before = (await app.BookVisitAsync("zoe", "2026-11-23T09:00")).Expect(201).Text("id");
        var (id, _) = await app.WebhookAsync(receiver.Url, ["appointment.*"]);
        var booked = (await app.BookVisitAsync("alice", "2026-11-23T09:00")).Expect(201).Text("id");
        (await app.PostAsync($"/api/appointments/{booked}/cancel")).Expect(200);
        await app.AwaitStatusAsync(id, "delivered", 2);
        var ids = receiver.All.Select(r => r.Id).ToList();
        Assert.Equal(1, (await app.PostAsync($"/api/webhooks/{id}/replay", new { after = ids[0] })).Expect(200)["deliveries"].GetInt32());
        await receiver.AwaitAsync(3);
        Assert.Equal(ids[1], receiver.All.Last().Id);
        // What happened before the webhook was made comes, too, where it is asked for.
        Assert.Equal(3, (await app.PostAsync($"/api/webhooks/{id}/replay", new { after = "0" })).Expect(200)["deliveries"].GetInt32());
        await receiver.AwaitAsync(6);
        Assert.Contains(receiver.All, r => r.Subject == before);
        await app.AwaitStatusAsync(id, "delivered", 3);
        Assert.Equal(
            0,
            (await app.PostAsync($"/api/webhooks/{id}/replay", new { after = "0", until = "0" })).Expect(200)["deliveries"].GetInt32()
        );
        (await app.PostAsync($"/api/webhooks/{id}/replay", new { after = "x" })).Expect(400, "invalid-request");
    }
}
