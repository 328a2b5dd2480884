namespace Scheduler.Tests.Booking;

/// <summary>Booking with any provider who is free.</summary>
public sealed class AnyProviderTests
{
    [Theory, OnEachDatabase]
    public async Task A_hundred_at_once_fill_ten_providers_with_ten_slots_each(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        for (var i = 0; i < 10; i++)
        {
            await app.OpenProviderAsync($"dr-{i}", "09:00", "11:30");
        }

        var starts = Enumerable.Range(0, 100).Select(i => $"2026-11-24T{9 + (i % 10 / 4):00}:{i % 10 % 4 * 15:00}:00Z").ToList();
        var answers = await Task.WhenAll(starts.Select((start, i) => app.BookAsync($"user-{i}", "consultation", "any", start)));

        var booked = answers.Select(a => a.Expect(201)).Select(a => (Provider: a.Text("providerIds.0"), Start: a.Text("start"))).ToList();
        Assert.Equal(100, booked.Distinct().Count());
        Assert.All(booked.GroupBy(b => b.Provider), provider => Assert.Equal(10, provider.Count()));
        foreach (var start in starts.Distinct())
        {
            var refused = (await app.BookAsync("late", "consultation", "any", start)).Expect(409, "slot-taken");
            Assert.DoesNotContain("2026-11-24", refused["alternatives"].ToString());
        }

        await Invariants.CheckAsync(app);
    }

    [Theory, OnEachDatabase]
    public async Task The_free_one_with_the_fewest_appointments_that_day_is_picked(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        await app.OpenProviderAsync("dr-a");
        await app.OpenProviderAsync("dr-b");
        await app.OpenProviderAsync("dr-c", days: "tuesday");
        (await app.BookAsync("u1", "meeting", "dr-a", "2026-11-23T09:00:00Z", 30)).Expect(201);
        Assert.Equal("dr-b", await PickedAsync("u2", "2026-11-23T10:00:00Z"));
        Assert.Equal("dr-a", await PickedAsync("u3", "2026-11-23T11:00:00Z"));
        // The other one is busier, and free.
        (await app.BookAsync("u4", "meeting", "dr-b", "2026-11-23T12:00:00Z", 30)).Expect(201);
        (await app.BookAsync("u4", "meeting", "dr-b", "2026-11-23T12:30:00Z", 30)).Expect(201);
        (await app.BookAsync("u5", "meeting", "dr-a", "2026-11-23T13:00:00Z", 30)).Expect(201);
        Assert.Equal("dr-b", await PickedAsync("u6", "2026-11-23T13:00:00Z"));
        // Another day is counted by itself, and who is closed is not picked.
        Assert.Equal("dr-a", await PickedAsync("u7", "2026-11-24T09:00:00Z"));
        Assert.Equal("dr-b", await PickedAsync("u8", "2026-11-24T09:00:00Z"));
        Assert.Equal("dr-c", await PickedAsync("u9", "2026-11-24T09:00:00Z"));

        async Task<string> PickedAsync(string user, string start) =>
            (await app.BookAsync(user, "meeting", "any", start, 30)).Expect(201).Text("providerIds.0");
    }

    [Theory, OnEachDatabase]
    public async Task Only_those_who_offer_the_type_are_picked(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        (await app.BookAsync("alice", "meeting", "any", "2026-11-23T09:00:00Z")).Expect(422, "outside-availability");
        await app.OpenProviderAsync("dr-a");
        await app.OpenProviderAsync("dr-b");
        (await app.PatchAsync("/api/providers/dr-a", new { appointmentTypes = new[] { "consultation" } })).Expect(200);
        Assert.Equal("dr-b", (await app.BookAsync("alice", "meeting", "any", "2026-11-23T09:00:00Z")).Expect(201).Text("providerIds.0"));
        var refused = (await app.BookAsync("bob", "meeting", "any", "2026-11-23T09:00:00Z")).Expect(409, "slot-taken");
        Assert.Equal("2026-11-23T09:15:00Z", refused.Text("alternatives.0"));
        Assert.DoesNotContain("dr-", refused.Text("detail"));
        (await app.BookAsync("bob", "meeting", "dr-a", "2026-11-23T09:00:00Z")).Expect(422, "outside-availability");
        (await app.BookAsync("bob", "meeting", "any,dr-b", "2026-11-23T09:00:00Z")).Expect(400, "invalid-request");
        (await app.BookAsync("bob", "visit", "any", "2026-11-23T09:00:00Z")).Expect(422, "provider-not-allowed");
    }
}
