using Microsoft.AspNetCore.Http;

namespace Scheduler.Tests.Events;

/// <summary>Real receivers that take, fail, hang, redirect, close and go away.</summary>
public sealed class WebhookTests
{
    [Theory, OnEachDatabase]
    public async Task What_fails_is_tried_again_and_holds_up_its_own_subject_alone(DatabaseProvider database)
    {
        await using var receiver = await Receiver.StartAsync();
        await using var app = await TestApp.StartAsync(database, TestApp.Now, [.. WebhookIntents.Local, "Webhooks:RetrySeconds", "60,60"]);
        var (id, _) = await app.WebhookAsync(receiver.Url, ["appointment.*"]);
        var failing = true;
        receiver.Answer = (received, http) =>
        {
            http.Response.StatusCode = failing && UserOf(received) == "alice" ? 500 : 204;
            return Task.CompletedTask;
        };
        var first = (await app.BookVisitAsync("alice", "2026-11-23T09:00")).Expect(201).Text("id");
        (await app.PostAsync($"/api/appointments/{first}/reschedule", new { start = "2026-11-24T09:00" })).Expect(200);
        (await app.PostAsync($"/api/appointments/{first}/cancel")).Expect(200);
        (await app.BookVisitAsync("bob", "2026-11-23T09:00")).Expect(201);
        await app.AwaitStatusAsync(id, "delivered", 1);
        await Eventually.TrueAsync(async () => (await ErrorsAsync(app, id)).Contains("The receiver answered 500."), "the first has failed");
        Assert.Equal("appointment.confirmed", Assert.Single(receiver.All, r => UserOf(r) == "alice").Type);
        failing = false;
        app.Clock.Advance(TimeSpan.FromSeconds(80));
        await app.AwaitStatusAsync(id, "delivered", 4);
        var order = receiver.All.Where(r => r.Subject == first).Select(r => r.Type).Distinct().ToList();
        Assert.Equal(["appointment.confirmed", "appointment.rescheduled", "appointment.cancelled"], order);
    }

    [Theory, OnEachDatabase]
    public async Task After_the_last_try_it_has_failed_until_somebody_retries(DatabaseProvider database)
    {
        await using var receiver = await Receiver.StartAsync();
        receiver.Answer = (_, http) =>
        {
            http.Response.Redirect("/elsewhere");
            return Task.CompletedTask;
        };
        await using var app = await TestApp.StartAsync(database, TestApp.Now, [.. WebhookIntents.Local, "Webhooks:RetrySeconds", "0,0"]);
        var (id, _) = await app.WebhookAsync(receiver.Url, ["appointment.*"]);
        (await app.BookVisitAsync("alice", "2026-11-23T09:00")).Expect(201);
        await app.AwaitStatusAsync(id, "failed", 1);
        var delivery = Assert.Single(await app.DeliveriesAsync(id));
        Assert.Equal([302, 302, 302], delivery.GetProperty("attempts").EnumerateArray().Select(a => a.GetProperty("status").GetInt32()));
        Assert.DoesNotContain(receiver.All, r => r.Path == "/elsewhere");
        receiver.Answer = (_, _) => Task.CompletedTask;
        (await app.PostAsync($"/api/webhooks/{id}/deliveries/{delivery.GetProperty("id")}/retry")).Expect(200);
        await app.AwaitStatusAsync(id, "delivered", 1);
        Assert.Equal(4, Assert.Single(await app.DeliveriesAsync(id)).GetProperty("attempts").GetArrayLength());
    }

    /// <summary>Its status counts; of the rest 64 KiB are read, and then the connection is closed.</summary>
    [Fact]
    public async Task An_answer_without_an_end_is_let_go()
    {
        await using var receiver = await Receiver.StartAsync();
        var letGo = new TaskCompletionSource();
        receiver.Answer = async (_, http) =>
        {
            http.RequestAborted.Register(() => letGo.TrySetResult());
            var part = new byte[16 * 1024];
            while (!http.RequestAborted.IsCancellationRequested)
            {
                await http.Response.Body.WriteAsync(part);
            }
        };
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite, TestApp.Now, WebhookIntents.Local);
        var (id, _) = await app.WebhookAsync(receiver.Url, ["appointment.*"]);
        (await app.BookVisitAsync("alice", "2026-11-23T09:00")).Expect(201);
        await app.AwaitStatusAsync(id, "delivered", 1);
        await letGo.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Theory, OnEachDatabase]
    public async Task A_receiver_that_hangs_or_closes_delays_no_other(DatabaseProvider database)
    {
        await using var slow = await Receiver.StartAsync();
        await using var closing = await Receiver.StartAsync();
        await using var quick = await Receiver.StartAsync();
        slow.Answer = (_, http) => Task.Delay(Timeout.Infinite, http.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        closing.Answer = (_, http) =>
        {
            http.Abort();
            return Task.CompletedTask;
        };
        await using var app = await TestApp.StartAsync(
            database,
            TestApp.Now,
            [.. WebhookIntents.Local, "Webhooks:AnswerSeconds", "1", "Webhooks:RetrySeconds", "600"]
        );
        var (hanging, _) = await app.WebhookAsync(slow.Url, ["appointment.*"]);
        var (closed, _) = await app.WebhookAsync(closing.Url, ["appointment.*"]);
        var (taken, _) = await app.WebhookAsync(quick.Url, ["appointment.*"]);
        for (var i = 0; i < 40; i++)
        {
            (await app.BookVisitAsync($"user{i}", "2026-11-23T09:00")).Expect(201);
        }

        await app.AwaitStatusAsync(taken, "delivered", 40);
        Assert.Equal(40, quick.All.Select(r => r.Id).Distinct().Count());
        Assert.Equal(40, (await app.DeliveriesAsync(hanging, "pending")).Count);
        await Eventually.TrueAsync(
            async () => (await ErrorsAsync(app, hanging)).Contains("No answer within 1 s."),
            "the one that hangs is given up"
        );
        await Eventually.TrueAsync(async () => (await ErrorsAsync(app, closed)).Count > 0, "the one that closes has failed");
    }

    [Theory, OnEachDatabase]
    public async Task Gone_disables_and_enabled_again_it_is_sent_what_it_missed(DatabaseProvider database)
    {
        await using var receiver = await Receiver.StartAsync();
        receiver.Answer = (_, http) =>
        {
            http.Response.StatusCode = 410;
            return Task.CompletedTask;
        };
        await using var app = await TestApp.StartAsync(database, TestApp.Now, WebhookIntents.Local);
        var (id, _) = await app.WebhookAsync(receiver.Url, ["appointment.*"]);
        (await app.BookVisitAsync("alice", "2026-11-23T09:00")).Expect(201);
        await Eventually.TrueAsync(
            async () => !(await app.GetAsync($"/api/webhooks/{id}")).Expect(200)["enabled"].GetBoolean(),
            "it is disabled"
        );
        Assert.True((await app.GetAsync($"/api/webhooks/{id}")).Expect(200)["gone"].GetBoolean());
        await app.AwaitStatusAsync(id, "failed", 1);
        (await app.PostAsync($"/api/webhooks/{id}/test")).Expect(409, "wrong-state");
        (await app.BookVisitAsync("bob", "2026-11-23T09:00")).Expect(201);
        receiver.Answer = (_, _) => Task.CompletedTask;
        (await app.PatchAsync($"/api/webhooks/{id}", new { enabled = true })).Expect(200);
        await app.AwaitStatusAsync(id, "delivered", 1);
        Assert.Equal(2, receiver.All.Count);
    }

    private static string UserOf(Received received) => received.Json.GetProperty("data").GetProperty("userId").GetString()!;

    private static async Task<List<string>> ErrorsAsync(TestApp app, string webhook) =>
        [
            .. (await app.DeliveriesAsync(webhook))
                .SelectMany(d => d.GetProperty("attempts").EnumerateArray())
                .Select(a => a.GetProperty("error").GetString())
                .OfType<string>(),
        ];
}
