namespace Scheduler.Tests.Booking;

/// <summary>A hold holds until its instant and not after, whether or not anything has swept it.</summary>
/// <remarks>Boundaries: a second before the hold ends, the very instant, with the sweep an hour away and once a second.</remarks>
public sealed class HoldTests
{
    private const string Start = "2026-11-23T10:00:00Z";

    [Theory, OnEachDatabase]
    public async Task A_hold_can_be_confirmed_until_the_instant_at_which_it_ends(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        await app.OpenProviderAsync("dr-who");
        var held = (await app.BookAsync("alice", "consultation", "dr-who", Start)).Expect(201);
        Assert.Equal(
            ("held", "2026-11-21T08:30:00Z", "2026-11-23T10:15:00Z"),
            (held.Text("status"), held.Text("holdExpiresAt"), held.Text("end"))
        );
        (await app.BookAsync("bob", "consultation", "dr-who", Start)).Expect(409, "slot-taken");
        app.Clock.Set("2026-11-21T08:29:59.999999Z");
        var confirmed = (await app.ConfirmAsync(held.Text("id"))).Expect(200);
        Assert.Equal(
            ("confirmed", "", "2026-11-21T08:29:59.999999Z"),
            (confirmed.Text("status"), confirmed.Text("holdExpiresAt"), confirmed.Text("confirmedAt"))
        );
        app.Clock.Set("2026-11-21T09:00:00Z");
        Assert.Equal(confirmed.Body, (await app.ConfirmAsync(held.Text("id"))).Expect(200).Body);
        (await app.BookAsync("bob", "consultation", "dr-who", Start)).Expect(409, "slot-taken");
        await Invariants.CheckAsync(app);
    }

    [Theory, OnEachDatabase]
    public async Task From_that_instant_on_it_is_gone_everywhere_with_nothing_swept(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        await app.OpenProviderAsync("dr-who");
        await app.OpenProviderAsync("dr-no");
        var id = (await app.BookAsync("alice", "consultation", "dr-who", Start)).Expect(201).Text("id");
        var before = await SeenAsync(app);
        app.Clock.Set("2026-11-21T08:30:00Z");
        var after = await SeenAsync(app);
        Assert.Equal((false, "slot-taken", 1, true, 1, 0), before);
        Assert.Equal((true, "", 0, false, 0, 1), after);
        (await app.ConfirmAsync(id)).Expect(410, "hold-expired");
        Assert.Equal("expired", (await app.CancelAsync(id)).Expect(409, "wrong-state").Text("state"));
        Assert.Equal("expired", (await app.FindAsync(id)).Expect(200).Text("status"));

        // Its range, and its user's date, are free: for others and for the same user.
        (await app.BookAsync("bob", "consultation", "dr-who", Start)).Expect(201);
        (await app.BookAsync("alice", "consultation", "dr-who", "2026-11-23T11:00:00Z")).Expect(201);
        (await app.ConfirmAsync(id)).Expect(410, "hold-expired");
        await Invariants.CheckAsync(app);

        static async Task<(bool Listed, string Reasons, int InDay, bool CutsOverlap, int Held, int Expired)> SeenAsync(TestApp app)
        {
            var day = await app.GetAsync("/api/providers/dr-who/availability?from=2026-11-23&to=2026-11-24");
            var overlaps = (await app.GetAsync("/api/overlaps?provider=dr-who&provider=dr-no&from=2026-11-23&to=2026-11-24")).Expect(200);
            return (
                (await app.StartsAsync("appointmentType=consultation&provider=dr-who&from=2026-11-23&to=2026-11-24")).Contains(Start),
                string.Join(',', await app.ReasonsAsync($"appointmentType=consultation&provider=dr-who&start={Start}")),
                day.Expect(200)["days.2026-11-23.appointments"].GetArrayLength(),
                overlaps["items"].GetArrayLength() == 2,
                (await app.AllAsync("/api/appointments?userId=alice&status=held")).Count,
                (await app.AllAsync("/api/appointments?userId=alice&status=expired")).Count
            );
        }
    }

    [Theory, OnEachDatabase]
    public async Task The_sweep_expires_what_lapsed_and_nothing_else(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database, TestApp.Now, "Scheduling:SweepSeconds", "1");
        await app.OpenProviderAsync("dr-who");
        var lapsed = (await app.BookAsync("alice", "consultation", "dr-who", Start)).Expect(201).Text("id");
        var kept = (await app.BookAsync("bob", "consultation", "dr-who", "2026-11-23T11:00:00Z")).Expect(201).Text("id");
        (await app.ConfirmAsync(kept)).Expect(200);
        app.Clock.Advance(TimeSpan.FromMinutes(10));
        var later = (await app.BookAsync("carol", "consultation", "dr-who", "2026-11-23T12:00:00Z")).Expect(201).Text("id");
        var tag = (await app.FindAsync(lapsed)).Headers.ETag;
        app.Clock.Advance(TimeSpan.FromMinutes(20));
        await Eventually.TrueAsync(
            async () =>
            {
                await using var db = Contexts.Open(database, app.Database.ConnectionString);
                return db.OccupiedTimes.Count() == 2 && db.OccupiedDays.Count() == 2;
            },
            "the lapsed hold has no occupied"
        );
        Assert.Equal("expired", (await app.FindAsync(lapsed)).Text("status"));
        Assert.NotEqual(tag, (await app.FindAsync(lapsed)).Headers.ETag);
        Assert.Equal("confirmed", (await app.FindAsync(kept)).Text("status"));
        Assert.Equal("held", (await app.FindAsync(later)).Text("status"));
        await Invariants.CheckAsync(app);
    }
}
