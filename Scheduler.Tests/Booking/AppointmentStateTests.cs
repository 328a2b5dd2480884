namespace Scheduler.Tests.Booking;

/// <summary>held → confirmed → cancelled, and expired: each step from each state.</summary>
public sealed class AppointmentStateTests
{
    [Theory, OnEachDatabase]
    public async Task Each_step_is_allowed_or_refused_by_the_state(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        await app.OpenProviderAsync("dr-who");
        var number = 0;

        await ExpectAsync("held", "confirm", 200, "confirmed");
        await ExpectAsync("held", "cancel", 200, "cancelled");
        await ExpectAsync("held", "reschedule", 200, "held");
        await ExpectAsync("confirmed", "confirm", 200, "confirmed");
        await ExpectAsync("confirmed", "cancel", 200, "cancelled");
        await ExpectAsync("confirmed", "reschedule", 200, "confirmed");
        await ExpectAsync("cancelled", "confirm", 409, "cancelled");
        await ExpectAsync("cancelled", "cancel", 200, "cancelled");
        await ExpectAsync("cancelled", "reschedule", 409, "cancelled");
        await ExpectAsync("expired", "confirm", 410, "expired");
        await ExpectAsync("expired", "cancel", 409, "expired");
        await ExpectAsync("expired", "reschedule", 409, "expired");
        await Invariants.CheckAsync(app);

        async Task ExpectAsync(string state, string step, int status, string then)
        {
            number++;
            var id = (
                await app.BookAsync($"user-{number}", "consultation", "dr-who", $"2026-11-{23 + (number % 5)}T{9 + (number / 5):00}:00:00Z")
            )
                .Expect(201)
                .Text("id");
            _ = state switch
            {
                "confirmed" => (await app.ConfirmAsync(id)).Expect(200),
                "cancelled" => (await app.CancelAsync(id)).Expect(200),
                _ => await app.FindAsync(id),
            };
            if (state == "expired")
            {
                app.Clock.Advance(TimeSpan.FromMinutes(30));
            }

            var before = (await app.FindAsync(id)).Expect(200);
            Assert.Equal(state, before.Text("status"));
            var answer =
                step == "reschedule"
                    ? await app.MoveAsync(id, $"2026-12-0{1 + (number % 3)}T{10 + (number / 3)}:00:00Z")
                    : await app.PostAsync($"/api/appointments/{id}/{step}");
            _ =
                status == 409 ? answer.Expect(409, "wrong-state")
                : status == 410 ? answer.Expect(410, "hold-expired")
                : answer.Expect(200);
            var after = (await app.FindAsync(id)).Expect(200);
            Assert.Equal(then, after.Text("status"));
            // A step that is refused, or is done already, changes nothing.
            var changes = status == 200 && (state != then || step == "reschedule");
            Assert.Equal(changes, before.Body != after.Body);
            if (status == 409)
            {
                Assert.Equal(state, answer.Text("state"));
            }
        }
    }

    [Theory, OnEachDatabase]
    public async Task Cancelling_frees_range_and_date_at_once_and_keeps_the_history(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        await app.OpenProviderAsync("dr-who");
        var id = (await app.BookAsync("alice", "consultation", "dr-who", "2026-11-23T10:00:00Z")).Expect(201).Text("id");
        var cancelled = (await app.PostAsync($"/api/appointments/{id}/cancel", new { reason = "ill" })).Expect(200);
        Assert.Equal(
            ("cancelled", "2026-11-21T08:00:00Z", ""),
            (cancelled.Text("status"), cancelled.Text("cancelledAt"), cancelled.Text("holdExpiresAt"))
        );
        (await app.BookAsync("bob", "consultation", "dr-who", "2026-11-23T10:00:00Z")).Expect(201);
        (await app.BookAsync("alice", "consultation", "dr-who", "2026-11-23T10:15:00Z")).Expect(201);
        Assert.Equal(3, (await app.AllAsync("/api/appointments?providerId=dr-who")).Count);
        (await app.PostAsync($"/api/appointments/{id}/cancel", new { reason = new string('x', 2001) })).Expect(400, "invalid-request");
        (await app.CancelAsync("01234567-89ab-7cde-8000-000000000000")).Expect(404, "not-found");
        (await app.ConfirmAsync("42")).Expect(404, "not-found");
        await Invariants.CheckAsync(app);
    }

    /// <summary>
    /// Twenty confirmations and twenty cancellations at once: whatever came first, the last state is one that they lead to.
    /// </summary>
    [Theory, OnEachDatabase]
    public async Task Confirming_and_cancelling_at_once_ends_cancelled(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        await app.OpenProviderAsync("dr-who");
        var id = (await app.BookAsync("alice", "consultation", "dr-who", "2026-11-23T10:00:00Z")).Expect(201).Text("id");
        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 40)
                .Select(async i => (Confirms: i % 2 == 0, Answer: i % 2 == 0 ? await app.ConfirmAsync(id) : await app.CancelAsync(id)))
        );
        Assert.All(answers.Where(a => !a.Confirms), a => a.Answer.Expect(200));
        Assert.All(
            answers.Where(a => a.Answer.Status != 200),
            a => Assert.Equal("cancelled", a.Answer.Expect(409, "wrong-state").Text("state"))
        );
        Assert.Equal("cancelled", (await app.FindAsync(id)).Text("status"));
        await Invariants.CheckAsync(app);
    }

    /// <summary>Each change is made on what the one before has left: none writes over another.</summary>
    [Theory, OnEachDatabase]
    public async Task Of_many_changes_at_once_each_is_a_version(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        var id = (await app.BookVisitAsync("alice", "2026-11-23T09:00:00Z")).Expect(201).Text("id");
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 40).Select(i => app.PatchAsync($"/api/appointments/{id}", new { note = $"note {i}" }))
        );
        Assert.All(answers, a => a.Expect(200));
        Assert.Equal(40, answers.Select(a => a.Headers.ETag).Distinct().Count());
        Assert.Equal("\"41\"", (await app.FindAsync(id)).Headers.ETag?.Tag);
    }
}
