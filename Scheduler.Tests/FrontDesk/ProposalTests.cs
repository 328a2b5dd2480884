namespace Scheduler.Tests.FrontDesk;

/// <summary>An afternoon that is closed, and other places for whoever had an appointment in it.</summary>
public sealed class ProposalTests
{
    [Theory, OnEachDatabase]
    public async Task A_plan_gives_everybody_a_place_and_can_be_taken_as_it_is(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        await app.OpenProviderAsync("anna");
        await app.OpenProviderAsync("ben");
        var ids = new List<string>();
        foreach (var (user, start) in new[] { ("alice", "13:00"), ("bob", "13:30"), ("carol", "14:00"), ("dave", "16:30") })
        {
            ids.Add((await app.BookAsync(user, "meeting", "anna", $"2026-11-24T{start}:00Z", 30)).Expect(201).Text("id"));
        }

        (await app.BookAsync("erin", "meeting", "ben", "2026-11-24T13:00:00Z", 30)).Expect(201);
        (await app.SetDateAsync("anna", "2026-11-24", "09:00-13:00")).Expect(200);
        var displaced = (await app.AllAsync("/api/appointments?displaced=true")).Select(a => a.GetProperty("id").GetString()!).ToList();
        Assert.Equal(ids, displaced);

        var proposals = (await ProposeAsync("any", ids)).Expect(200);
        Assert.Equal(ids, proposals["items"].EnumerateArray().Select(i => i.GetProperty("id").GetString()));
        Assert.Empty(proposals["unplaced"].EnumerateArray());
        // Alice half an hour earlier, which is less than another provider; the others at their times with Ben.
        Assert.Equal(
            ["12:30 anna", "13:30 ben", "14:00 ben", "16:30 ben"],
            proposals["plan"]
                .EnumerateArray()
                .Select(p => $"{p.GetProperty("start").GetString()![11..16]} {p.GetProperty("providerIds")[0].GetString()}")
        );
        Assert.Equal("2026-11-24T12:30:00Z", proposals.Text("items.0.alternatives.0.start"));
        Assert.Equal("2026-11-24T13:00:00Z", proposals.Text("items.0.alternatives.0.end"));

        // With their own provider: nearest first, no two in one place.
        var same = (await ProposeAsync("same", ids)).Expect(200);
        Assert.All(same["plan"].EnumerateArray(), p => Assert.Equal("anna", p.GetProperty("providerIds")[0].GetString()));
        Assert.Equal(4, same["plan"].EnumerateArray().Select(p => p.GetProperty("start").GetString()).Distinct().Count());

        (await app.PostAsync("/api/appointments/move", $"{{\"moves\":{proposals["plan"].GetRawText()}}}")).Expect(200);
        Assert.Empty(await app.AllAsync("/api/appointments?displaced=true"));
        await Invariants.CheckAsync(app);

        Task<Answer> ProposeAsync(string providers, List<string> appointmentIds) =>
            app.PostAsync("/api/appointments/proposals", new { appointmentIds, providers });
    }

    [Theory, OnEachDatabase]
    public async Task Whoever_has_no_place_is_named_and_a_date_is_counted_once(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        await app.OpenProviderAsync("anna");
        var ids = new List<string>();
        foreach (var (user, day) in new[] { ("alice", 24), ("alice", 25), ("bob", 24) })
        {
            var id = (await app.BookAsync(user, "consultation", "anna", $"2026-11-{day}T{(user == "bob" ? "10" : "09")}:00:00Z"))
                .Expect(201)
                .Text("id");
            (await app.ConfirmAsync(id)).Expect(200);
            ids.Add(id);
        }

        (await app.BookVisitAsync("bob", "2026-11-26T09:00:00Z")).Expect(201);
        // There is half an hour on the 26th, which Bob has an appointment on, and no other time.
        (await app.SetDateAsync("anna", "2026-11-24", "")).Expect(200);
        (await app.SetDateAsync("anna", "2026-11-25", "")).Expect(200);
        (await app.SetDateAsync("anna", "2026-11-26", "09:00-09:30")).Expect(200);
        var answer = (
            await ProposeAsync(
                new
                {
                    appointmentIds = ids,
                    providers = "same",
                    from = "2026-11-24",
                    to = "2026-11-27",
                }
            )
        ).Expect(200);
        Assert.Empty(answer["items.2.alternatives"].EnumerateArray());
        Assert.Equal(ids[2], answer["unplaced"].EnumerateArray().Last().GetString());
        // Of Alice's two, one: the other date would be the same.
        var move = Assert.Single(answer["plan"].EnumerateArray());
        Assert.Equal((ids[1], "2026-11-26T09:00:00Z"), (move.GetProperty("id").GetString(), move.GetProperty("start").GetString()));

        (await ProposeAsync(new { appointmentIds = ids, providers = "other" })).Expect(400, "invalid-request");
        (await ProposeAsync(new { appointmentIds = Array.Empty<string>(), providers = "any" })).Expect(400, "invalid-request");
        (
            await ProposeAsync(
                new
                {
                    appointmentIds = ids,
                    providers = "any",
                    from = "2026-11-24",
                    to = "2027-02-24",
                }
            )
        ).Expect(400);
        (await ProposeAsync(new { appointmentIds = new[] { "nobody" }, providers = "any" })).Expect(404, "not-found");
        (await app.CancelAsync(ids[0])).Expect(200);
        (await ProposeAsync(new { appointmentIds = ids, providers = "any" })).Expect(409, "wrong-state");

        Task<Answer> ProposeAsync(object body) => app.PostAsync("/api/appointments/proposals", body);
    }
}
