namespace Scheduler.Tests.Booking;

/// <summary>Moving in one step: the old range is given up only when the new one is won.</summary>
public sealed class RescheduleTests
{
    [Theory, OnEachDatabase]
    public async Task Many_moves_of_one_appointment_at_once_all_succeed_and_it_is_in_one_place(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        await app.OpenProviderAsync("dr-who");
        var id = (await app.BookAsync("alice", "meeting", "dr-who", "2026-11-23T09:00:00Z", 30)).Expect(201).Text("id");
        var moves = await Task.WhenAll(
            Enumerable.Range(0, 12).Select(i => app.MoveAsync(id, $"2026-11-24T{9 + (i % 28 / 4):00}:{i % 4 * 15:00}:00Z"))
        );

        Assert.All(moves, move => move.Expect(200));
        var start = (await app.FindAsync(id)).Text("start");
        Assert.Contains(moves, move => move.Text("start") == start);
        Assert.Equal(start, Assert.Single(await app.AllAsync("/api/appointments?providerId=dr-who")).GetProperty("start").GetString());
        await Invariants.CheckAsync(app);
    }

    [Theory, OnEachDatabase]
    public async Task Of_many_that_move_to_one_range_one_wins_and_the_others_stay_where_they_are(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        await app.OpenProviderAsync("dr-who");
        var booked = await Task.WhenAll(
            Enumerable
                .Range(0, 28)
                .Select(i => app.BookAsync($"u{i}", "meeting", "dr-who", $"2026-11-23T{9 + (i / 4):00}:{i % 4 * 15:00}:00Z"))
        );
        for (var round = 0; round < 5; round++)
        {
            var before = await Task.WhenAll(booked.Select(b => app.FindAsync(b.Expect(201).Text("id"))));
            var target = $"2026-11-2{4 + (round % 2)}T12:{round / 2 * 15:00}:00Z";
            var moves = await Task.WhenAll(before.Select(b => app.MoveAsync(b.Text("id"), target)));

            Assert.Equal(target, Assert.Single(moves, m => m.Status == 200).Text("start"));
            foreach (var (was, move) in before.Zip(moves).Where(pair => pair.Second.Status != 200))
            {
                move.Expect(409, "slot-taken");
                Assert.Equal(3, move["alternatives"].GetArrayLength());
                Assert.Equal(was.Body, (await app.FindAsync(was.Text("id"))).Body);
            }
        }

        await Invariants.CheckAsync(app);
    }

    [Theory, OnEachDatabase]
    public async Task Moving_is_not_counted_against_itself(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        await app.OpenProviderAsync("dr-who");
        var id = (await app.BookAsync("alice", "meeting", "dr-who", "2026-11-23T10:00:00Z", 60)).Expect(201).Text("id");
        Assert.Equal("2026-11-23T11:15:00Z", (await app.MoveAsync(id, "2026-11-23T10:15:00Z")).Expect(200).Text("end"));
        Assert.Equal("2026-11-23T10:45:00Z", (await app.MoveAsync(id, "2026-11-23T10:15:00Z", 30)).Expect(200).Text("end"));
        Assert.Equal("2026-11-23T12:15:00Z", (await app.MoveAsync(id, "2026-11-23T10:15:00Z", 120)).Expect(200).Text("end"));
        (await app.MoveAsync(id, "2026-11-23T10:15:00Z", 120)).Expect(200);
        (await app.BookAsync("bob", "meeting", "dr-who", "2026-11-23T12:15:00Z", 60)).Expect(201);
        (await app.MoveAsync(id, "2026-11-23T10:30:00Z")).Expect(409, "slot-taken");
        (await app.MoveAsync(id, "2026-11-23T10:00:00Z")).Expect(200);
        await Invariants.CheckAsync(app);
    }

    [Theory, OnEachDatabase]
    public async Task Another_provider_takes_over_in_the_same_step_and_the_link_stays(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        foreach (var provider in new[] { "dr-who", "dr-no", "dr-yes" })
        {
            await app.OpenProviderAsync(provider);
        }

        var id = (await app.BookAsync("alice", "meeting", "dr-who", "2026-11-23T10:00:00Z", 30)).Expect(201).Text("id");
        (await app.BookAsync("bob", "meeting", "dr-no", "2026-11-23T10:00:00Z", 30)).Expect(201);
        var link = (await app.PostAsync($"/api/appointments/{id}/manage-link")).Expect(200).Text("url");
        var feed = app.Follow("types=appointment.*");
        await feed.TakeAsync();
        (await WithAsync("dr-no")).Expect(409, "slot-taken");
        (await WithAsync("nobody")).Expect(404, "not-found");
        Assert.Equal("""["dr-who"]""", (await app.FindAsync(id))["providerIds"].GetRawText());
        await feed.NoneAsync("a refused move");

        var moved = (await WithAsync("dr-yes")).Expect(200);
        Assert.Equal(
            ("2026-11-23T10:00:00Z", "2026-11-23T10:30:00Z", """["dr-yes"]"""),
            (moved.Text("start"), moved.Text("end"), moved["providerIds"].GetRawText())
        );
        var previous = (await feed.OneAsync("appointment.rescheduled")).GetProperty("data").GetProperty("previous");
        Assert.Equal(
            ("2026-11-23T10:00:00Z", """["dr-who"]"""),
            (previous.GetProperty("start").GetString(), previous.GetProperty("providerIds").GetRawText())
        );
        Assert.Empty(await app.AllAsync("/api/appointments?providerId=dr-who"));
        (await app.BookAsync("carol", "meeting", "dr-who", "2026-11-23T10:00:00Z", 30)).Expect(201);
        Assert.Equal(link, (await app.PostAsync($"/api/appointments/{id}/manage-link")).Expect(200).Text("url"));
        // Whoever has it keeps it where anybody will do; only at another time is there nobody but Dr. No.
        Assert.Equal("dr-yes", (await WithAsync("any")).Expect(200).Text("providerIds.0"));
        (await app.BookAsync("dave", "meeting", "dr-yes,dr-who", "2026-11-23T14:00:00Z", 30)).Expect(201);
        var any = new { start = "2026-11-23T14:00:00Z", providerIds = new[] { "any" } };
        Assert.Equal("dr-no", (await app.PostAsync($"/api/appointments/{id}/reschedule", any)).Expect(200).Text("providerIds.0"));
        Assert.Equal("2026-11-23T14:15:00Z", (await MinutesAsync(15)).Expect(200).Text("end"));
        (await app.PostAsync($"/api/appointments/{id}/reschedule", new { })).Expect(400, "invalid-request");
        (await WithAsync("any", "dr-no")).Expect(400, "invalid-request");
        await Invariants.CheckAsync(app);

        // Others' calendars do not exist for a provider, who is told of what leaves its own.
        var owner = await app.MakeKeyAsync("owner");
        var before = await app.MakeKeyAsync("provider", "dr-no", owner);
        (await app.PostAsync($"/api/appointments/{id}/reschedule", new { providerIds = new[] { "dr-who" } }, before)).Expect(404);
        Assert.Equal("dr-no", (await app.GetAsync($"/api/appointments/{id}", before)).Expect(200).Text("providerIds.0"));
        var former = await app.MakeKeyAsync("provider", "dr-yes", owner);
        (await app.GetAsync($"/api/appointments/{id}", former)).Expect(404);
        var told = (await app.GetAsync($"/api/events?subject=appointment:{id}", former)).Expect(200)["items"];
        Assert.Equal("""["dr-no"]""", told[told.GetArrayLength() - 1].GetProperty("data").GetProperty("providerIds").GetRawText());

        Task<Answer> WithAsync(params string[] providerIds) => app.PostAsync($"/api/appointments/{id}/reschedule", new { providerIds });

        Task<Answer> MinutesAsync(int minutes) => app.PostAsync($"/api/appointments/{id}/reschedule", new { minutes });
    }

    [Theory, OnEachDatabase]
    public async Task The_rules_of_booking_are_the_rules_of_moving(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        await app.OpenProviderAsync("dr-who");
        var booked = (await app.BookAsync("alice", "consultation", "dr-who", "2026-11-23T10:00:00Z")).Expect(201);
        var id = booked.Text("id");
        (await app.MoveAsync(id, "2026-11-23T10:05:00Z")).Expect(422, "off-grid");
        (await app.MoveAsync(id, "2026-11-23T10:00:00Z", 20)).Expect(422, "wrong-duration");
        (await app.MoveAsync(id, "2026-11-23T08:00:00Z")).Expect(422, "outside-availability");
        Assert.Equal("2026-11-22T08:00:00Z", (await app.MoveAsync(id, "2026-11-22T07:45:00Z")).Expect(422, "too-soon").Text("earliest"));
        Assert.Equal("2027-02-19T08:00:00Z", (await app.MoveAsync(id, "2027-02-22T10:00:00Z")).Expect(422, "too-far-ahead").Text("latest"));
        (await app.MoveAsync(id, "tomorrow")).Expect(400, "invalid-request");
        (await app.MoveAsync("01234567-89ab-7cde-8000-000000000000", "2026-11-23T10:00:00Z")).Expect(404, "not-found");
        Assert.Equal(booked.Body, (await app.FindAsync(id)).Body);
    }

    /// <summary>A moved hold ends when it would have ended, and its new range and date are then free.</summary>
    [Theory, OnEachDatabase]
    public async Task A_hold_may_move_and_lasts_no_longer_for_it(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        await app.OpenProviderAsync("dr-who");
        var held = (await app.BookAsync("alice", "consultation", "dr-who", "2026-11-23T10:00:00Z")).Expect(201);
        app.Clock.Advance(TimeSpan.FromMinutes(29));
        var moved = (await app.MoveAsync(held.Text("id"), "2026-11-24T10:00:00Z", 60)).Expect(200);
        Assert.Equal(
            ("held", held.Text("holdExpiresAt"), "2026-11-24"),
            (moved.Text("status"), moved.Text("holdExpiresAt"), moved.Text("date"))
        );
        (await app.BookAsync("bob", "consultation", "dr-who", "2026-11-23T10:00:00Z")).Expect(201);
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("expired", (await app.MoveAsync(held.Text("id"), "2026-11-25T10:00:00Z")).Expect(409, "wrong-state").Text("state"));
        (await app.BookAsync("carol", "consultation", "dr-who", "2026-11-24T10:30:00Z")).Expect(201);
        (await app.BookAsync("alice", "consultation", "dr-who", "2026-11-24T10:00:00Z")).Expect(201);
        await Invariants.CheckAsync(app);
    }

    /// <summary>The way may be blocked by a lapsed hold: of the provider's time, or of the user's date.</summary>
    [Theory, OnEachDatabase]
    public async Task Lapsed_holds_are_not_in_the_way(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        await app.OpenProviderAsync("dr-who");
        await app.OpenProviderAsync("dr-no");
        (await app.BookAsync("bob", "consultation", "dr-who", "2026-11-24T10:00:00Z", 60)).Expect(201);
        (await app.BookAsync("alice", "consultation", "dr-no", "2026-11-24T15:00:00Z")).Expect(201);
        app.Clock.Advance(TimeSpan.FromMinutes(30));
        var id = (await app.BookAsync("alice", "consultation", "dr-who", "2026-11-23T10:00:00Z")).Expect(201).Text("id");
        (await app.ConfirmAsync(id)).Expect(200);
        (await app.MoveAsync(id, "2026-11-24T10:30:00Z", 60)).Expect(200);
        await Invariants.CheckAsync(app);
    }
}
