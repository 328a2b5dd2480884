using Scheduler.Tests.Events;

namespace Scheduler.Tests.FrontDesk;

/// <summary>Notes of whoever booked and of the office, and appointments that pass to another client.</summary>
public sealed class NoteTests
{
    [Theory, OnEachDatabase]
    public async Task Notes_are_changed_alone_and_stand_in_no_event(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        var booked = (await app.BookVisitAsync("alice", "2026-11-23T09:00:00Z")).Expect(201);
        var id = booked.Text("id");
        var feed = app.Follow();
        await feed.TakeAsync();
        var written = (await PatchAsync(new { note = "SECRET one", staffNote = "SECRET two" })).Expect(200);
        Assert.Equal(("SECRET one", "SECRET two"), (written.Text("note"), written.Text("staffNote")));
        var e = await feed.OneAsync("appointment.updated");
        Assert.Equal("""["note","staffNote"]""", e.GetProperty("data").GetProperty("changed").GetRawText());
        await e.IsAsync(app, id, "changed");
        Assert.Equal(written.Body, (await PatchAsync(new { note = "SECRET one" })).Expect(200).Body);
        Assert.Equal(written.Body, (await PatchAsync(new { })).Expect(200).Body);
        await feed.NoneAsync("a change of nothing");
        Assert.Equal(("", "SECRET two"), Notes((await PatchAsync(new { note = (string?)null })).Expect(200)));
        // What is over may be written of, too.
        (await app.CancelAsync(id)).Expect(200);
        Assert.Equal(("", "SECRET three"), Notes((await PatchAsync(new { staffNote = "SECRET three" })).Expect(200)));

        foreach (var path in new[] { "/api/events?limit=200", $"/api/audit?subject=appointment:{id}" })
        {
            Assert.DoesNotContain("SECRET", (await app.GetAsync(path)).Expect(200).Body, StringComparison.Ordinal);
        }

        Assert.Contains("SECRET three", (await app.GetAsync("/api/clients/alice/export")).Expect(200).Body, StringComparison.Ordinal);
        (await app.PostAsync("/api/clients/alice/erase", new { })).Expect(200);
        Assert.Equal(("", ""), Notes(await app.FindAsync(id)));
        (await PatchAsync(new { note = new string('x', 2001) })).Expect(400, "invalid-request");
        (await PatchAsync(new { userId = (string?)null })).Expect(400, "invalid-request");
        (await PatchAsync(new { notes = "" })).Expect(400, "invalid-request");
        (await app.PatchAsync($"/api/appointments/{id}", new { note = "x" }, ("If-Match", "\"1\""))).Expect(412, "precondition-failed");

        Task<Answer> PatchAsync(object body) => app.PatchAsync($"/api/appointments/{id}", body);

        static (string, string) Notes(Answer answer) => (answer.Text("note"), answer.Text("staffNote"));
    }

    [Theory, OnEachDatabase]
    public async Task Another_client_takes_over_the_date_if_it_is_free(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        await app.OpenProviderAsync("dr-who");
        (await app.BookAsync("dave", "consultation", "dr-who", "2026-11-23T10:00:00Z")).Expect(201);
        app.Clock.Advance(TimeSpan.FromMinutes(30));
        var id = (await app.BookVisitAsync("alice", "2026-11-23T09:00:00Z")).Expect(201).Text("id");
        (await app.BookVisitAsync("bob", "2026-11-23T11:00:00Z")).Expect(201);
        var refused = (await GiveAsync("bob")).Expect(409, "daily-limit-reached");
        Assert.Equal("2026-11-23", refused.Text("date"));
        Assert.Equal("alice", (await app.FindAsync(id)).Text("userId"));

        // One whom nobody registered, and one whose hold on that date has lapsed.
        Assert.Equal("carol", (await GiveAsync("carol")).Expect(200).Text("userId"));
        (await app.BookVisitAsync("carol", "2026-11-23T12:00:00Z")).Expect(409, "daily-limit-reached");
        (await app.BookVisitAsync("alice", "2026-11-23T12:00:00Z")).Expect(201);
        (await GiveAsync("dave")).Expect(200);
        await Invariants.CheckAsync(app);
        (await GiveAsync("hold:public")).Expect(400, "invalid-request");
        (await app.CancelAsync(id)).Expect(200);
        (await GiveAsync("erin")).Expect(409, "wrong-state");

        Task<Answer> GiveAsync(string userId) => app.PatchAsync($"/api/appointments/{id}", new { userId });
    }

    /// <summary>Without the unique index both would have passed the look.</summary>
    [Theory, OnEachDatabase]
    public async Task Of_many_of_one_date_that_pass_to_one_client_at_once_one_does(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        var ids = await Task.WhenAll(
            Enumerable.Range(0, 12).Select(async i => (await app.BookVisitAsync($"u{i}", "2026-11-23T09:00:00Z")).Expect(201).Text("id"))
        );
        var answers = await Task.WhenAll(ids.Select(id => app.PatchAsync($"/api/appointments/{id}", new { userId = "eve" })));
        Assert.Single(answers, a => a.Status == 200);
        Assert.All(answers.Where(a => a.Status != 200), a => a.Expect(409, "daily-limit-reached"));
        Assert.Single(await app.AllAsync("/api/appointments?userId=eve"));
        await Invariants.CheckAsync(app);
    }
}
