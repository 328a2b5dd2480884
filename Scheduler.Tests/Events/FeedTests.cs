namespace Scheduler.Tests.Events;

/// <summary>The feed's parameters, and how long it waits.</summary>
public sealed class FeedTests
{
    [Theory, OnEachDatabase]
    public async Task A_reader_asks_on_from_next_whatever_it_asked_for(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        var empty = (await app.GetAsync("/api/events")).Expect(200);
        Assert.Equal(("[]", "0"), (empty.Text("items"), empty.Text("next")));
        (
            await app.PostAsync(
                "/api/clients",
                new
                {
                    id = "alice",
                    firstName = "A",
                    lastName = "B",
                }
            )
        ).Expect(201);
        var ids = new List<string>();
        foreach (var day in new[] { "23", "24", "25" })
        {
            ids.Add((await app.BookVisitAsync("alice", $"2026-11-{day}T09:00:00Z")).Expect(201).Text("id"));
        }

        (await app.CancelAsync(ids[1])).Expect(200);
        var all = await app.Follow().TakeAsync();
        Assert.Equal(
            ["client.created", "appointment.confirmed", "appointment.confirmed", "appointment.confirmed", "appointment.cancelled"],
            Types(all)
        );
        Assert.Equal(all.Select(Id).Order(Comparer<string>.Create((a, b) => long.Parse(a).CompareTo(long.Parse(b)))), all.Select(Id));

        var one = (await app.GetAsync("/api/events?limit=1")).Expect(200);
        Assert.Equal((1, Id(all[0])), (one["items"].GetArrayLength(), one.Text("next")));
        Assert.Equal(all.Skip(1).Select(Id), await AskAsync($"after={one.Text("next")}"));
        Assert.Equal(all.Select(Id), (await app.Follow("limit=2").TakeAsync()).Select(Id));

        Assert.Equal(all.Skip(1).Select(Id), await AskAsync("types=appointment.*"));
        Assert.Equal([Id(all[0]), Id(all[4])], await AskAsync("types=client.created,appointment.cancelled"));
        Assert.Equal(all.Select(Id), await AskAsync("types=*"));
        Assert.Empty(await AskAsync("types=nothing.*"));
        Assert.Equal([Id(all[2]), Id(all[4])], await AskAsync($"subject=appointment:{ids[1]}"));
        Assert.Empty(await AskAsync($"subject=client:{ids[1]}"));
        Assert.Equal([Id(all[4])], await AskAsync($"subject=appointment:{ids[1]}&after={Id(all[2])}&types=appointment.*"));

        // Nothing fits, and still the reader has got on; a place that nobody gave is a place as well.
        Assert.Equal(Id(all[4]), (await app.GetAsync("/api/events?types=provider.*")).Expect(200).Text("next"));
        Assert.Equal("999999", (await app.GetAsync("/api/events?after=999999")).Expect(200).Text("next"));

        async Task<IEnumerable<string>> AskAsync(string query) =>
            (await app.GetAsync($"/api/events?{query}")).Expect(200)["items"].EnumerateArray().Select(Id).ToList();
        static string Id(System.Text.Json.JsonElement e) => e.GetProperty("id").GetString()!;
        static IEnumerable<string?> Types(IEnumerable<System.Text.Json.JsonElement> events) =>
            events.Select(e => e.GetProperty("type").GetString());
    }

    [Theory]
    [InlineData("after=-1", "after")]
    [InlineData("after=x", "after")]
    [InlineData("after=99999999999999999999", "after")]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=100000", "limit")]
    [InlineData("wait=-1", "wait")]
    [InlineData("wait=61", "wait")]
    [InlineData("types=appointment", "types")]
    [InlineData("types=*.confirmed", "types")]
    [InlineData("types=a.a,a.b,a.c,a.d,a.e,a.f,a.g,a.h,a.i,a.j,a.k,a.l,a.m,a.n,a.o,a.p,a.q,a.r,a.s,a.t,a.u", "types")]
    [InlineData("subject=appointment", "subject")]
    [InlineData("subject=:x", "subject")]
    [InlineData("subject=appointment:", "subject")]
    public async Task A_parameter_that_cannot_be_meant_is_named(string query, string field)
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite);
        Assert.True((await app.GetAsync($"/api/events?{query}")).Expect(400, "invalid-request")["errors"].TryGetProperty(field, out _));
    }

    [Theory, OnEachDatabase]
    public async Task Whoever_waits_is_told_at_once_whichever_instance_wrote_it(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        await using var other = app.StartAnother();
        (await app.BookVisitAsync("alice", "2026-11-23T09:00:00Z")).Expect(201);
        var started = TimeProvider.System.GetTimestamp();
        var there = (await app.GetAsync("/api/events?wait=30")).Expect(200);
        Assert.Equal(1, there["items"].GetArrayLength());

        // Ten who wait for one thing, beside what they do not wait for.
        var next = there.Text("next");
        var waiting = Enumerable
            .Range(0, 10)
            .Select(_ => app.GetAsync($"/api/events?wait=30&types=appointment.cancelled&after={next}"))
            .ToList();
        await Task.Delay(400);
        (await app.BookVisitAsync("bob", "2026-11-23T09:00:00Z")).Expect(201);
        await Task.Delay(400);
        Assert.All(waiting, w => Assert.False(w.IsCompleted));
        (await other.CancelAsync(there.Text("items.0.data.id"))).Expect(200);
        foreach (var answer in await Task.WhenAll(waiting))
        {
            Assert.Equal(
                "appointment.cancelled",
                Assert.Single(answer.Expect(200)["items"].EnumerateArray()).GetProperty("type").GetString()
            );
        }

        Assert.True(TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromSeconds(10), "The answers came late.");
    }

    [Theory, OnEachDatabase]
    public async Task A_wait_ends_empty_after_its_time_and_still_gets_on(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        var started = TimeProvider.System.GetTimestamp();
        var waiting = app.GetAsync("/api/events?wait=4&types=client.*");
        await Task.Delay(200);
        (await app.BookVisitAsync("alice", "2026-11-23T09:00:00Z")).Expect(201);
        var ended = (await waiting).Expect(200);
        Assert.InRange(TimeProvider.System.GetElapsedTime(started), TimeSpan.FromSeconds(3.95), TimeSpan.FromSeconds(20));
        Assert.Equal(("[]", "1"), (ended.Text("items"), ended.Text("next")));
    }

    [Fact]
    public async Task Whoever_waits_does_not_keep_the_service_from_stopping()
    {
        var app = await TestApp.StartAsync(DatabaseProvider.Sqlite);
        using var http = new HttpClient { BaseAddress = app.Url };
        var waiting = http.GetAsync("/api/events?wait=60");
        await Task.Delay(300);
        await app.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(10));
        await Task.WhenAny(waiting).WaitAsync(TimeSpan.FromSeconds(10));
    }
}
