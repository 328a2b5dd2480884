using System.Text.Json;

namespace Scheduler.Tests.FrontDesk;

/// <summary>The appointments of the whole office: filters, orders, pages, and what is brought along.</summary>
public sealed class OfficeListTests
{
    [Theory, OnEachDatabase]
    public async Task Everything_is_listed_by_any_filter_in_each_order(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database, TestApp.Now, "Scheduling:TimeZone", "Europe/Berlin");
        await app.OpenProviderAsync("anna");
        await app.OpenProviderAsync("ben");
        var visit = await BookedAsync(app.BookVisitAsync("alice", "2026-11-23T23:00:00Z"));
        app.Clock.Advance(TimeSpan.FromSeconds(1));
        var held = await BookedAsync(app.BookAsync("bob", "consultation", "anna", "2026-11-23T10:00:00Z"));
        app.Clock.Advance(TimeSpan.FromMinutes(10));
        var both = await BookedAsync(app.BookAsync("carol", "meeting", "ben,anna", "2026-11-23T11:00:00Z"));
        var gone = await BookedAsync(app.BookAsync("alice", "meeting", "ben", "2026-11-24T09:00:00Z"));
        app.Clock.Advance(TimeSpan.FromMinutes(10));
        (await app.CancelAsync(gone)).Expect(200);
        var since = "2026-11-21T08:15:00Z";

        await ListsAsync("", held, both, visit, gone);
        await ListsAsync("sort=-start", gone, visit, both, held);
        await ListsAsync("sort=updated", visit, held, both, gone);
        await ListsAsync("date=2026-11-24", visit, gone);
        await ListsAsync("from=2026-11-23T11:00:00Z&to=2026-11-24T09:00:00Z", both, visit);
        await ListsAsync("status=held&status=cancelled", held, gone);
        await ListsAsync("status=confirmed,cancelled&sort=-start", gone, visit, both);
        await ListsAsync("type=meeting&type=visit", both, visit, gone);
        await ListsAsync($"updatedSince={since}", gone);
        await ListsAsync($"updatedSince={since}&providerId=anna");
        await ListsAsync("providerId=anna&sort=-start", both, held);
        await ListsAsync("userId=alice&status=confirmed,held", visit);
        app.Clock.Advance(TimeSpan.FromMinutes(10));
        await ListsAsync("status=held");
        await ListsAsync("status=expired,cancelled", held, gone);
        app.Clock.Set("2026-11-23T12:00:00Z");
        (await app.PostAsync($"/api/appointments/{both}/attendance", new { attendance = "no-show" })).Expect(200);
        await ListsAsync("attendance=no-show", both);
        await ListsAsync("attendance=arrived,done");
        await ListsAsync("sort=updated", visit, held, gone, both);

        var expanded = (await app.GetAsync("/api/appointments?expand=client,provider&type=meeting&status=confirmed")).Expect(200);
        Assert.Equal("carol", expanded.Text("items.0.client.id"));
        Assert.Equal(["ben", "anna"], expanded["items.0.providers"].EnumerateArray().Select(p => p.GetProperty("id").GetString()));
        Assert.False((await app.GetAsync("/api/appointments")).Expect(200)["items.0"].TryGetProperty("client", out _));

        foreach (
            var wrong in new[]
            {
                "status=gone",
                "sort=end",
                "expand=notes",
                "attendance=late",
                "date=today",
                "date=2026-11-24&to=2026-11-25",
            }
        )
        {
            (await app.GetAsync($"/api/appointments?{wrong}")).Expect(400, "invalid-request");
        }

        // A cursor of one order begins no page of another.
        var next = (await app.GetAsync("/api/appointments?limit=1&sort=-start")).Expect(200).Text("next");
        (await app.GetAsync($"/api/appointments?limit=1&cursor={next}")).Expect(400, "invalid-request");

        var ben = await app.MakeKeyAsync("provider", "ben");
        var own = (await app.GetAsync("/api/appointments?expand=client", ben)).Expect(200);
        Assert.Equal([both, gone], Ids(own["items"].EnumerateArray()));

        async Task ListsAsync(string query, params string[] expected)
        {
            Assert.Equal(expected, Ids(await app.AllAsync($"/api/appointments?{query}")));
            Assert.Equal(expected, Ids(await app.AllAsync($"/api/appointments?limit=1&{query}")));
        }
    }

    [Theory, OnEachDatabase]
    public async Task Those_whose_time_is_closed_now_are_displaced(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        await app.OpenProviderAsync("anna");
        await app.OpenProviderAsync("ben");
        var morning = await BookedAsync(app.BookAsync("alice", "meeting", "anna", "2026-11-24T09:00:00Z"));
        var noon = await BookedAsync(app.BookAsync("bob", "meeting", "anna,ben", "2026-11-24T12:00:00Z", 60));
        await BookedAsync(app.BookAsync("carol", "meeting", "ben", "2026-11-24T13:00:00Z"));
        await BookedAsync(app.BookVisitAsync("alice", "2026-11-24T13:00:00Z"));
        var gone = await BookedAsync(app.BookAsync("dave", "meeting", "anna", "2026-11-24T15:00:00Z"));
        Assert.Empty(await app.AllAsync("/api/appointments?displaced=true"));
        (await app.SetDateAsync("anna", "2026-11-24", "12:30-17:00")).Expect(200);
        (await app.CancelAsync(gone)).Expect(200);
        Assert.Equal([morning, noon], Ids(await app.AllAsync("/api/appointments?displaced=true")));
        Assert.Equal([noon, morning], Ids(await app.AllAsync("/api/appointments?displaced=true&limit=1&sort=-start")));
        Assert.Equal([noon], Ids(await app.AllAsync("/api/appointments?displaced=true&providerId=ben&expand=client")));
        (await app.SetDateAsync("anna", "2026-11-24", "")).Expect(200);
        Assert.Equal([morning, noon], Ids(await app.AllAsync("/api/appointments?displaced=true&date=2026-11-24")));
        app.Clock.Set("2026-11-24T12:00:00Z");
        Assert.Equal([noon], Ids(await app.AllAsync("/api/appointments?displaced=true")));
    }

    private static async Task<string> BookedAsync(Task<Answer> booking) => (await booking).Expect(201).Text("id");

    private static List<string> Ids(IEnumerable<JsonElement> items) => [.. items.Select(a => a.GetProperty("id").GetString()!)];
}
