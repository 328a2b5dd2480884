using System.Text.Json;

namespace Scheduler.Tests.FrontDesk;

/// <summary>Several appointments moved in one step, all or none.</summary>
public sealed class SeveralMovesTests
{
    [Theory, OnEachDatabase]
    public async Task Two_swap_and_three_go_round(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        await app.OpenProviderAsync("anna");
        await app.OpenProviderAsync("ben");
        var a = await BookedAsync(app, "alice", "anna", "2026-11-23T09:00:00Z");
        var b = await BookedAsync(app, "bob", "anna", "2026-11-23T09:30:00Z");
        var c = await BookedAsync(app, "carol", "ben", "2026-11-23T09:00:00Z");
        var feed = app.Follow();
        await feed.TakeAsync();
        var swapped = (await MoveAsync(app, (a, "2026-11-23T09:30:00Z", null), (b, "2026-11-23T09:00:00Z", null))).Expect(200);
        Assert.Equal([a, b], swapped["items"].EnumerateArray().Select(i => i.GetProperty("id").GetString()));
        Assert.Equal("2026-11-23T10:00:00Z", swapped.Text("items.0.end"));
        var events = await feed.TakeAsync();
        Assert.Equal(["appointment.rescheduled", "appointment.rescheduled"], events.Select(e => e.GetProperty("type").GetString()));

        (
            await MoveAsync(app, (a, "2026-11-23T09:00:00Z", "ben"), (b, "2026-11-23T09:30:00Z", null), (c, "2026-11-23T09:00:00Z", "anna"))
        ).Expect(200);
        Assert.Equal(("ben", "anna", "anna"), (await WithAsync(a), await WithAsync(b), await WithAsync(c)));
        // Both are the same user's, on dates that each takes from the other.
        var d = (await app.BookAsync("dave", "consultation", "anna", "2026-11-24T09:00:00Z")).Expect(201).Text("id");
        var e = (await app.BookAsync("dave", "consultation", "anna", "2026-11-25T09:00:00Z")).Expect(201).Text("id");
        (await MoveAsync(app, (d, "2026-11-25T12:00:00Z", null), (e, "2026-11-24T12:00:00Z", null))).Expect(200);
        await Invariants.CheckAsync(app);

        async Task<string> WithAsync(string id) => (await app.FindAsync(id)).Text("providerIds.0");
    }

    [Theory, OnEachDatabase]
    public async Task Where_one_is_refused_all_stay_and_each_refusal_is_told(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        await app.OpenProviderAsync("anna");
        await app.OpenProviderAsync("ben");
        var a = await BookedAsync(app, "alice", "anna", "2026-11-23T09:00:00Z");
        var b = await BookedAsync(app, "bob", "anna", "2026-11-23T10:00:00Z");
        var c = await BookedAsync(app, "carol", "anna", "2026-11-23T11:00:00Z");
        var gone = await BookedAsync(app, "dave", "ben", "2026-11-23T11:00:00Z");
        (await app.CancelAsync(gone)).Expect(200);
        await BookedAsync(app, "erin", "ben", "2026-11-23T12:00:00Z");
        var before = await AllAsync();
        var refused = (
            await MoveAsync(
                app,
                (a, "2026-11-23T12:00:00Z", "ben"),
                (b, "2026-11-23T14:07:00Z", null),
                (c, "2026-11-23T15:00:00Z", null),
                (gone, "2026-11-23T16:00:00Z", null)
            )
        ).Expect(409, "moves-refused");
        Assert.Equal(
            [(a, "slot-taken"), (b, "off-grid"), (gone, "wrong-state")],
            refused["refusals"].EnumerateArray().Select(r => (r.GetProperty("id").GetString()!, r.GetProperty("type").GetString()!))
        );
        // Two may not meet in one place either.
        var met = (await MoveAsync(app, (a, "2026-11-23T15:00:00Z", null), (b, "2026-11-23T15:15:00Z", null))).Expect(409);
        Assert.Equal("slot-taken", met.Text("refusals.0.type"));
        Assert.Equal(before, await AllAsync());

        (await MoveAsync(app, (a, "2026-11-23T15:00:00Z", null), (a, "2026-11-23T16:00:00Z", null))).Expect(400, "invalid-request");
        (await MoveAsync(app, (a, "2026-11-23T15:00:00Z", "any"))).Expect(400, "invalid-request");
        (await MoveAsync(app)).Expect(400, "invalid-request");
        (await MoveAsync(app, (a, "2026-11-23T15:00:00Z", null), (Guid.CreateVersion7().ToString(), "2026-11-23T16:00:00Z", null))).Expect(
            404,
            "not-found"
        );
        Assert.Equal(before, await AllAsync());
        await Invariants.CheckAsync(app);

        async Task<string> AllAsync() => (await app.GetAsync("/api/appointments")).Expect(200).Body;
    }

    /// <summary>
    /// Each round two swaps share an appointment: both may win, one after the other, and nobody is in two places or in none.
    /// </summary>
    [Theory, OnEachDatabase]
    public async Task Swaps_that_cross_leave_everybody_in_a_place(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        await app.OpenProviderAsync("anna");
        await app.OpenProviderAsync("ben");
        string[] starts = ["2026-11-23T09:00:00Z", "2026-11-23T09:30:00Z", "2026-11-23T09:00:00Z"];
        string[] providers = ["anna", "anna", "ben"];
        var ids = new string[3];
        for (var i = 0; i < 3; i++)
        {
            ids[i] = await BookedAsync(app, $"u{i}", providers[i], starts[i]);
        }

        var places = starts.Zip(providers, (start, provider) => $"{start} {provider}").Order(StringComparer.Ordinal).ToList();
        for (var round = 0; round < 20; round++)
        {
            var now = await PlacesAsync();
            var answers = await Task.WhenAll(SwapAsync(now, 0, 1), SwapAsync(now, 1, 2), SwapAsync(now, 2, 0));
            // Whoever comes later may find that the other has the place now.
            Assert.All(answers, a => Assert.True(a.Status is 200 or 409, a.Body));
            Assert.Contains(answers, a => a.Status == 200);
            Assert.Equal(places, (await PlacesAsync()).Select(p => $"{p.Start} {p.Provider}").Order(StringComparer.Ordinal));
        }

        await Invariants.CheckAsync(app);

        Task<Answer> SwapAsync((string Start, string Provider)[] now, int one, int other) =>
            MoveAsync(app, (ids[one], now[other].Start, now[other].Provider), (ids[other], now[one].Start, now[one].Provider));

        async Task<(string Start, string Provider)[]> PlacesAsync() =>
            [.. (await Task.WhenAll(ids.Select(app.FindAsync))).Select(a => (a.Text("start"), a.Text("providerIds.0")))];
    }

    private static async Task<string> BookedAsync(TestApp app, string userId, string provider, string start) =>
        (await app.BookAsync(userId, "meeting", provider, start, 30)).Expect(201).Text("id");

    private static Task<Answer> MoveAsync(TestApp app, params (string Id, string Start, string? Provider)[] moves) =>
        app.PostAsync(
            "/api/appointments/move",
            JsonSerializer.Serialize(
                new
                {
                    moves = moves.Select(m =>
                        m.Provider is null
                            ? (object)new { id = m.Id, start = m.Start }
                            : new
                            {
                                id = m.Id,
                                start = m.Start,
                                providerIds = new[] { m.Provider },
                            }
                    ),
                }
            )
        );
}
