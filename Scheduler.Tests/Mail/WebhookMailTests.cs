using Microsoft.AspNetCore.Http;
using Scheduler.Tests.Access;
using Scheduler.Tests.Events;

namespace Scheduler.Tests.Mail;

/// <summary>Those who manage webhooks hear of one that fails: all of them, once, and nobody else.</summary>
public sealed class WebhookMailTests
{
    [Theory, OnEachDatabase]
    public async Task However_much_is_given_up_each_manager_is_told_once_a_day(DatabaseProvider database)
    {
        await using var server = await MailServer.StartAsync();
        await using var receiver = await Receiver.StartAsync();
        receiver.Answer = Answer(500);
        await using var app = await TestApp.StartAsync(
            database,
            TestApp.Now,
            [.. WebhookIntents.Local, .. server.Settings, "Webhooks:RetrySeconds", "0"]
        );
        var key = await OfficeAsync(app);
        var webhook = await WebhookAsync(app, key, receiver);
        for (var i = 0; i < 4; i++)
        {
            await BookAsync(app, key, $"user{i}", "2026-11-30T09:00");
        }

        await FailedAsync(app, key, webhook, 4);
        await ToldAsync(server, 2);
        app.Clock.Advance(TimeSpan.FromHours(23));
        await BookAsync(app, key, "later", "2026-11-30T09:00");
        await FailedAsync(app, key, webhook, 5);
        // What is sent next comes after whatever is queued already.
        app.Clock.Advance(TimeSpan.FromHours(25));
        await BookAsync(app, key, "latest", "2026-11-30T09:00");
        await FailedAsync(app, key, webhook, 6);
        await ToldAsync(server, 4);

        Assert.Equal(["manager@example.org", "owner@example.org"], Told(server).Take(2).Select(m => m.To).Order());
        Assert.Equal(["manager@example.org", "owner@example.org"], Told(server).Skip(2).Select(m => m.To).Order());
        Assert.All(
            Told(server),
            mail =>
            {
                Assert.StartsWith("A webhook cannot be reached: Billing (127.0.0.1", mail.Subject, StringComparison.Ordinal);
                Assert.Contains($"/webhooks/{webhook}", mail.Text, StringComparison.Ordinal);
                Assert.Null(mail.Calendar);
            }
        );
    }

    [Fact]
    public async Task A_webhook_that_its_receiver_ends_is_told_once()
    {
        await using var server = await MailServer.StartAsync();
        await using var receiver = await Receiver.StartAsync();
        receiver.Answer = Answer(StatusCodes.Status410Gone);
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite, TestApp.Now, [.. WebhookIntents.Local, .. server.Settings]);
        var key = await OfficeAsync(app);
        foreach (var user in new[] { "alice", "bob", "carol" })
        {
            await BookAsync(app, key, user, "2026-11-30T09:00");
        }

        var webhook = await WebhookAsync(app, key, receiver);
        foreach (var user in new[] { "dave", "erin", "frank" })
        {
            await BookAsync(app, key, user, "2026-11-30T09:00");
        }

        await ToldAsync(server, 2);
        Assert.False((await app.GetAsync($"/api/webhooks/{webhook}", key)).Expect(200)["enabled"].GetBoolean());
        Assert.Equal(["manager@example.org", "owner@example.org"], Told(server).Select(m => m.To).Order());
        Assert.All(Told(server), m => Assert.StartsWith("A webhook is switched off: Billing", m.Subject, StringComparison.Ordinal));
        // It is no mail about an appointment.
        Assert.Empty((await app.GetAsync($"/api/messages?appointmentId={webhook}", key)).Expect(200)["items"].EnumerateArray());
    }

    /// <summary>An owner, a manager, somebody at the desk, and a manager who has not accepted yet.</summary>
    /// <returns>A key, which outlives every session.</returns>
    private static async Task<(string Name, string Value)> OfficeAsync(TestApp app)
    {
        using var owner = await Visitor.SetUpAsync(app);
        using var manager = await owner.InviteAsync(app, "manager@example.org", "manager");
        using var desk = await owner.InviteAsync(app, "desk@example.org", "reception");
        (
            await owner.PostJsonAsync(
                "/api/accounts",
                new
                {
                    email = "invited@example.org",
                    name = "Invited",
                    role = "manager",
                }
            )
        ).Expect(201);
        var key = (await owner.PostJsonAsync("/api/keys", new { name = "Key", role = "manager" })).Expect(201).Text("key");
        return ("Authorization", $"Bearer {key}");
    }

    private static async Task<string> WebhookAsync(TestApp app, (string Name, string Value) key, Receiver receiver) => (
            await app.PostAsync(
                "/api/webhooks",
                new
                {
                    url = receiver.Url,
                    events = new[] { "appointment.*" },
                    description = "Billing",
                },
                key
            )
        ).Expect(201).Text("id");

    /// <summary>Without the invitations, which are sent unless they were accepted before.</summary>
    private static IEnumerable<Arrived> Told(MailServer server) =>
        server.All.Where(m => !m.Subject.StartsWith("Your account at", StringComparison.Ordinal));

    private static Task ToldAsync(MailServer server, int count) =>
        Eventually.TrueAsync(() => Task.FromResult(Told(server).Count() >= count), $"{count} mails about webhooks have come");

    private static async Task BookAsync(TestApp app, (string Name, string Value) key, string userId, string start) =>
        (await app.PostAsync("/api/appointments", new { userId, start }, key)).Expect(201);

    private static Task FailedAsync(TestApp app, (string Name, string Value) key, string webhook, int count) =>
        Eventually.TrueAsync(
            async () =>
                (await app.GetAsync($"/api/webhooks/{webhook}/deliveries?status=failed", key)).Expect(200)["items"].GetArrayLength()
                == count,
            $"{count} deliveries have failed"
        );

    private static Func<Received, HttpContext, Task> Answer(int status) =>
        (_, http) =>
        {
            http.Response.StatusCode = status;
            return Task.CompletedTask;
        };
}
