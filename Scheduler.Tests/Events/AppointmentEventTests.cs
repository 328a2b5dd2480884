using Scheduler.Api.Appointments;

namespace Scheduler.Tests.Events;

/// <summary>Each step of an appointment is one event, and what changes nothing is none.</summary>
public sealed class AppointmentEventTests
{
    [Theory, OnEachDatabase]
    public async Task Each_step_says_how_the_appointment_is_then(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        await app.OpenProviderAsync("dr-who");
        var feed = app.Follow();
        await feed.TakeAsync();

        var held = (await app.BookAsync("alice", "consultation", "dr-who", "2026-11-23T10:00:00Z")).Expect(201);
        var id = held.Text("id");
        await StepAsync("appointment.held");
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        (await app.ConfirmAsync(id)).Expect(200);
        await StepAsync("appointment.confirmed");
        (await app.ConfirmAsync(id)).Expect(200);
        await feed.NoneAsync("a second confirmation");

        (await app.MoveAsync(id, "2026-11-24T11:00:00Z", 45)).Expect(200);
        var moved = await StepAsync("appointment.rescheduled", "previous");
        var previous = moved.GetProperty("data").GetProperty("previous");
        Assert.Equal(
            ("2026-11-23T10:00:00Z", "2026-11-23T10:15:00Z", """["dr-who"]"""),
            (
                previous.GetProperty("start").GetString(),
                previous.GetProperty("end").GetString(),
                previous.GetProperty("providerIds").GetRawText()
            )
        );

        (await app.PostAsync($"/api/appointments/{id}/cancel", new { reason = "SECRET" })).Expect(200);
        var cancelled = await StepAsync("appointment.cancelled");
        Assert.DoesNotContain("SECRET", cancelled.GetRawText(), StringComparison.Ordinal);
        (await app.CancelAsync(id)).Expect(200);
        await feed.NoneAsync("a second cancellation");

        async Task<System.Text.Json.JsonElement> StepAsync(string type, params string[] beside)
        {
            var e = await feed.OneAsync(type);
            e.By("open");
            await e.IsAsync(app, id, beside);
            return e;
        }
    }

    [Theory, OnEachDatabase]
    public async Task Booked_without_a_hold_is_confirmed_and_says_nothing_of_the_note(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        await app.OpenProviderAsync("dr-a");
        await app.OpenProviderAsync("dr-b");
        var feed = app.Follow("types=appointment.*");
        var bookings = new[]
        {
            new
            {
                userId = "alice",
                appointmentType = "visit",
                providerIds = Array.Empty<string>(),
                start = "2026-11-23T10:00:00Z",
                note = "SECRET",
            },
            new
            {
                userId = "alice",
                appointmentType = "meeting",
                providerIds = new[] { "dr-b" },
                start = "2026-11-23T10:00:00Z",
                note = "SECRET",
            },
            new
            {
                userId = "alice",
                appointmentType = "meeting",
                providerIds = new[] { "any" },
                start = "2026-11-24T10:00:00Z",
                note = "SECRET",
            },
            new
            {
                userId = "alice",
                appointmentType = "meeting",
                providerIds = new[] { "dr-b", "dr-a" },
                start = "2026-11-25T10:00:00Z",
                note = "SECRET",
            },
        };
        foreach (var booking in bookings)
        {
            var id = (await app.PostAsync("/api/appointments", booking)).Expect(201).Text("id");
            var e = await feed.OneAsync("appointment.confirmed");
            await e.IsAsync(app, id);
            Assert.DoesNotContain("SECRET", e.GetRawText(), StringComparison.Ordinal);
        }
    }

    [Theory, OnEachDatabase]
    public async Task A_hold_that_ran_out_is_expired_by_the_system_once(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        await app.OpenProviderAsync("dr-who");
        var first = (await app.BookAsync("alice", "consultation", "dr-who", "2026-11-23T10:00:00Z")).Expect(201).Text("id");
        var second = (await app.BookAsync("bob", "consultation", "dr-who", "2026-11-23T11:00:00Z")).Expect(201).Text("id");
        var third = (await app.BookAsync("carol", "consultation", "dr-who", "2026-11-23T12:00:00Z")).Expect(201).Text("id");
        (await app.ConfirmAsync(third)).Expect(200);
        var feed = app.Follow();
        await feed.TakeAsync();
        app.Clock.Advance(TimeSpan.FromMinutes(31));

        // Whoever books over it expires it first.
        var heir = (await app.BookAsync("dave", "consultation", "dr-who", "2026-11-23T10:00:00Z")).Expect(201).Text("id");
        var taken = await feed.TakeAsync();
        Assert.Equal(["appointment.expired", "appointment.held"], taken.Select(e => e.GetProperty("type").GetString()));
        taken[0].By("system");
        await taken[0].IsAsync(app, first);
        await taken[1].IsAsync(app, heir);

        Assert.Equal(1, await app.RunAsync<ExpireHolds>());
        var expired = await feed.OneAsync("appointment.expired");
        expired.By("system");
        await expired.IsAsync(app, second);
        Assert.Equal(0, await app.RunAsync<ExpireHolds>());
        await feed.NoneAsync("a second sweep");
    }

    [Theory, OnEachDatabase]
    public async Task What_is_refused_or_repeated_is_no_event(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        await app.OpenProviderAsync("dr-who");
        var id = (await app.BookAsync("alice", "consultation", "dr-who", "2026-11-23T10:00:00Z")).Expect(201).Text("id");
        var visit = new { userId = "bob", start = "2026-11-23T10:00:00Z" };
        var first = (await app.PostAsync("/api/appointments", visit, ("Idempotency-Key", "k"))).Expect(201);
        var feed = app.Follow();
        await feed.TakeAsync();

        Assert.Equal(first.Body, (await app.PostAsync("/api/appointments", visit, ("Idempotency-Key", "k"))).Expect(201).Body);
        (await app.BookAsync("carol", "consultation", "dr-who", "2026-11-23T10:00:00Z")).Expect(409, "slot-taken");
        (await app.BookVisitAsync("bob", "2026-11-23T11:00:00Z")).Expect(409, "daily-limit-reached");
        (await app.BookAsync("carol", "consultation", "dr-who", "2026-11-23T20:00:00Z")).Expect(422, "outside-availability");
        (await app.BookAsync("carol", "nothing", "dr-who", "2026-11-23T11:00:00Z")).Expect(404);
        (await app.MoveAsync(id, "2026-11-23T10:05:00Z")).Expect(422, "off-grid");
        (await app.PostAsync($"/api/appointments/{id}/cancel", null, ("If-Match", "\"7\""))).Expect(412);
        (await app.PostAsync($"/api/appointments/{id}/confirm", null, ("If-Match", "\"7\""))).Expect(412);
        (await app.CancelAsync("01234567-89ab-7cde-8000-000000000000")).Expect(404);
        app.Clock.Advance(TimeSpan.FromMinutes(31));
        (await app.ConfirmAsync(id)).Expect(410, "hold-expired");
        (await app.MoveAsync(id, "2026-11-23T11:00:00Z")).Expect(409, "wrong-state");
        (await app.CancelAsync(id)).Expect(409, "wrong-state");
        await feed.NoneAsync("refusals and repetitions");
    }

    /// <summary>Those who lose wrote their rows, their event among them, and were rolled back.</summary>
    [Theory, OnEachDatabase]
    public async Task What_was_rolled_back_is_no_event(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        await app.OpenProviderAsync("dr-who");
        var feed = app.Follow("types=appointment.*");
        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 60)
                .Select(i =>
                    i % 3 == 0
                        ? app.BookVisitAsync($"user-{i / 30}", $"2026-11-23T{10 + (i % 10)}:00:00Z")
                        : app.BookAsync($"user-{i}", "meeting", "dr-who", "2026-11-23T10:00:00Z")
                )
        );

        var won = answers.Where(a => a.Status == 201).Select(a => a.Text("id")).ToList();
        Assert.Equal(3, won.Count);
        Assert.Equal(won.Order(), (await feed.TakeAsync()).Select(e => e.GetProperty("subject").GetProperty("id").GetString()!).Order());
        (await app.BookAsync("late", "meeting", "dr-who", "2026-11-23T12:00:00Z")).Expect(201);
        await feed.OneAsync("appointment.confirmed");
    }
}
