namespace Scheduler.Tests.Walkthroughs;

/// <summary>The four systems that this service takes the place of, each as a caller lives it.</summary>
public sealed class FourSystems
{
    [Theory, OnEachDatabase]
    public async Task Visits_one_a_day_on_the_half_hour(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        // A caller with users of its own books for one nobody registered here, by date and time.
        var booked = (await app.PostAsync("/api/users/42/appointments", new { date = "2026-11-23", time = "09:30" })).Expect(201);
        Assert.Equal(
            ("visit", "confirmed", "2026-11-23T09:30:00Z", "2026-11-23T10:00:00Z"),
            (booked.Text("appointmentType"), booked.Text("status"), booked.Text("start"), booked.Text("end"))
        );
        Assert.Equal(booked.Body, (await app.GetAsync(booked.Headers.Location!.ToString())).Expect(200).Body);
        // Tries a second on that day, then ten past; both say what is wrong.
        Assert.Equal(
            "2026-11-23",
            (await app.PostAsync("/api/users/42/appointments", new { start = "2026-11-23 16:00" }))
                .Expect(409, "daily-limit-reached")
                .Text("date")
        );
        Assert.Equal(
            """["2026-11-24T09:00:00Z","2026-11-24T09:30:00Z"]""",
            (await app.PostAsync("/api/users/42/appointments", new { start = "2026-11-24T09:10" })).Expect(422, "off-grid").Text("nearest")
        );
        // With an offset, the same instant is meant.
        Assert.Equal(
            "2026-11-24T09:00:00Z",
            (await app.PostAsync("/api/users/42/appointments", new { start = "2026-11-24T10:00:00+01:00" })).Expect(201).Text("start")
        );
        Assert.Equal(
            ["2026-11-23T09:30:00Z", "2026-11-24T09:00:00Z"],
            (await app.AllAsync("/api/users/42/appointments?limit=1")).Select(a => a.GetProperty("start").GetString())
        );
        // Any number of users have the same half hour.
        Assert.All(
            await Task.WhenAll(Enumerable.Range(100, 20).Select(i => app.BookVisitAsync($"{i}", "2026-11-23T09:30:00Z"))),
            a => a.Expect(201)
        );
    }

    [Theory, OnEachDatabase]
    public async Task Consultations_held_half_an_hour_a_day_ahead(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        await app.OpenProviderAsync("dr-lee", "09:00", "10:00", "Europe/Berlin");
        Assert.Equal(
            ["2026-11-23T08:00:00Z", "2026-11-23T08:15:00Z", "2026-11-23T08:30:00Z", "2026-11-23T08:45:00Z"],
            await app.StartsAsync("appointmentType=consultation&provider=dr-lee&to=2026-11-24")
        );
        var first = (await app.BookAsync("ann", "consultation", "dr-lee", "2026-11-23T08:00:00Z")).Expect(201);
        Assert.Equal(("held", "2026-11-21T08:30:00Z"), (first.Text("status"), first.Text("holdExpiresAt")));
        Assert.Equal(3, (await app.StartsAsync("appointmentType=consultation&provider=dr-lee&to=2026-11-24")).Count);
        var refused = (await app.BookAsync("bob", "consultation", "dr-lee", "2026-11-23T08:00:00Z")).Expect(409, "slot-taken");
        var second = (await app.BookAsync("bob", "consultation", "dr-lee", refused.Text("alternatives.0"))).Expect(201);
        // Bob confirms in time; Ann does not, and what she held is offered again.
        app.Clock.Advance(TimeSpan.FromMinutes(20));
        Assert.Equal("confirmed", (await app.ConfirmAsync(second.Text("id"))).Expect(200).Text("status"));
        app.Clock.Advance(TimeSpan.FromMinutes(10));
        (await app.ConfirmAsync(first.Text("id"))).Expect(410, "hold-expired");
        Assert.Contains("2026-11-23T08:00:00Z", await app.StartsAsync("appointmentType=consultation&provider=dr-lee&to=2026-11-24"));
        (await app.BookAsync("cid", "consultation", "dr-lee", "2026-11-23T08:00:00Z")).Expect(201);
        // A day before its start it cannot be booked any more.
        app.Clock.Set("2026-11-22T08:30:01Z");
        Assert.Equal(
            "2026-11-23T08:30:01Z",
            (await app.BookAsync("ann", "consultation", "dr-lee", "2026-11-23T08:30:00Z")).Expect(422, "too-soon").Text("earliest")
        );
        Assert.Equal(["2026-11-23T08:45:00Z"], await app.StartsAsync("appointmentType=consultation&provider=dr-lee&to=2026-11-24"));
    }

    [Theory, OnEachDatabase]
    public async Task Availability_by_window_with_who_has_booked(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        (
            await app.PostAsync(
                "/api/providers",
                new
                {
                    id = "kim",
                    firstName = "Kim",
                    lastName = "Roe",
                    timeZone = "America/New_York",
                }
            )
        ).Expect(201);
        (
            await app.PostAsync(
                "/api/clients",
                new
                {
                    id = "ann",
                    firstName = "Ann",
                    lastName = "Bell",
                    email = "ann@example.org",
                }
            )
        ).Expect(201);
        (
            await app.PostAsync("/api/providers/kim/availability", new { start = "2026-11-23T14:00:00Z", end = "2026-11-23T17:00:00Z" })
        ).Expect(201);
        (
            await app.PostAsync("/api/providers/kim/availability", new { start = "2026-11-23T16:00:00Z", end = "2026-11-23T19:00:00Z" })
        ).Expect(201);
        (await app.BookAsync("ann", "meeting", "kim", "2026-11-23T15:00:00Z", 60)).Expect(201);
        var day = (await app.GetAsync("/api/providers/kim/availability?from=2026-11-23&to=2026-11-24")).Expect(200)["days.2026-11-23"];
        Assert.Equal("""[{"start":"09:00","end":"14:00"}]""", day.GetProperty("open").ToString());
        Assert.Equal("""[{"start":"09:00","end":"10:00"},{"start":"11:00","end":"14:00"}]""", day.GetProperty("free").ToString());
        Assert.Equal(
            "10:00-11:00 confirmed Ann Bell",
            string.Join(
                ' ',
                $"{day.GetProperty("appointments")[0].GetProperty("start")}-{day.GetProperty("appointments")[0].GetProperty("end")}",
                day.GetProperty("appointments")[0].GetProperty("status"),
                day.GetProperty("appointments")[0].GetProperty("userName")
            )
        );
        (await app.BookAsync("bob", "meeting", "kim", "2026-11-23T18:30:00Z", 60)).Expect(422, "outside-availability");
        Assert.Equal("ann", (await app.SetDateAsync("kim", "2026-11-23", "")).Expect(200).Text("affected.0.userId"));
        Assert.Empty(await app.StartsAsync("appointmentType=meeting&provider=kim&from=2026-11-23&to=2026-11-24"));
    }

    [Theory, OnEachDatabase]
    public async Task Meetings_when_all_are_free(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        await app.OpenProviderAsync("ann", "09:00", "12:00");
        await app.OpenProviderAsync("bea", "10:00", "14:00");
        await app.OpenProviderAsync("cid", "11:00", "17:00");
        var common = (
            await app.GetAsync("/api/overlaps?provider=ann&provider=bea&provider=cid&from=2026-11-23&to=2026-11-24&minutes=30")
        ).Expect(200);
        Assert.Equal("""[{"start":"2026-11-23T11:00:00Z","end":"2026-11-23T12:00:00Z"}]""", common.Text("items"));
        var id = (await app.BookAsync("host", "meeting", "ann,bea,cid", common.Text("items.0.start"), 60)).Expect(201).Text("id");
        Assert.Equal(
            "[]",
            (await app.GetAsync("/api/overlaps?provider=ann&provider=bea&provider=cid&from=2026-11-23&to=2026-11-24")).Text("items")
        );
        (await app.BookAsync("other", "meeting", "bea,cid", "2026-11-23T11:30:00Z", 60)).Expect(409, "slot-taken");
        (await app.BookAsync("other", "meeting", "bea,cid", "2026-11-23T12:00:00Z", 60)).Expect(201);
        // Moved by a day in one step; all three have it there, and the old hour is free.
        (await app.MoveAsync(id, "2026-11-24T11:00:00Z")).Expect(200);
        Assert.All(
            await Task.WhenAll(
                new[] { "ann", "bea", "cid" }.Select(p => app.AllAsync($"/api/appointments?providerId={p}&from=2026-11-24"))
            ),
            list => Assert.Single(list)
        );
        (await app.BookAsync("other", "meeting", "ann,bea,cid", "2026-11-23T11:00:00Z", 60)).Expect(201);
        await Invariants.CheckAsync(app);
    }
}
