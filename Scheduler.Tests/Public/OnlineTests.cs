using static Scheduler.Tests.Public.Stranger;

namespace Scheduler.Tests.Public;

/// <summary>What is not online can be booked by the office, and does not exist on the public pages.</summary>
public sealed class OnlineTests
{
    [Theory, OnEachDatabase]
    public async Task Types_and_providers_are_online_unless_said_and_the_pages_know_those_alone(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database, TestApp.Now, BehindProxy);
        await app.OpenProviderAsync("anna", days: TestApp.AllDays);
        await app.OpenProviderAsync("zed", days: TestApp.AllDays);
        await app.CreateTypeAsync(
            new
            {
                id = "inner",
                name = "Inner circle",
                minMinutes = 30,
                maxMinutes = 30,
                online = false,
            }
        );
        Assert.True((await app.GetAsync("/api/providers/anna")).Expect(200)["online"].GetBoolean());
        Assert.True((await app.GetAsync("/api/appointment-types/visit")).Expect(200)["online"].GetBoolean());
        Assert.False((await app.GetAsync("/api/appointment-types/inner")).Expect(200)["online"].GetBoolean());
        Assert.False((await app.PatchAsync("/api/providers/zed", new { online = false })).Expect(200)["online"].GetBoolean());

        using var stranger = new Stranger(app);
        Assert.DoesNotContain("Inner circle", (await stranger.GetAsync("/book")).Expect(200).Page, StringComparison.Ordinal);
        var choice = (await stranger.GetAsync("/book?type=meeting")).Expect(200).Page;
        Assert.Contains("/book/anna?", choice, StringComparison.Ordinal);
        Assert.DoesNotContain("/book/zed?", choice, StringComparison.Ordinal);
        foreach (var path in new[] { "/book/zed", "/book/zed?type=meeting", "/book/anna?type=inner", "/book/any?type=inner" })
        {
            (await stranger.GetAsync(path)).Expect(404);
        }

        (await stranger.BookAsync("zed", "meeting", "2026-11-24T10:00:00Z", Noor)).Expect(404);
        (await stranger.HoldAsync("anna", "inner", "2026-11-24T10:00:00Z")).Expect(404);
        // Of any, one who is online; and when she is taken, nobody.
        var booked = (await stranger.BookAsync("any", "meeting", "2026-11-24T10:00:00Z", Noor)).Expect(303);
        Assert.Equal("anna", (await app.FindAsync(booked.Id)).Text("providerIds.0"));
        (await stranger.BookAsync("any", "meeting", "2026-11-24T10:00:00Z", Noor)).Expect(409);
        (await app.BookAsync("alice", "inner", "zed", "2026-11-24T10:00:00Z")).Expect(201);
    }

    /// <summary>What was booked while it was offered can still be moved and cancelled.</summary>
    [Fact]
    public async Task An_appointment_of_a_type_that_is_offered_no_longer_stays_its_holders()
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite, TestApp.Now, BehindProxy);
        await app.OpenProviderAsync("anna", days: TestApp.AllDays);
        using var stranger = new Stranger(app);
        var booked = (await stranger.BookAsync("anna", "meeting", "2026-11-24T10:00:00Z", Noor)).Expect(303);
        (await app.PatchAsync("/api/appointment-types/meeting", new { online = false })).Expect(200);
        (await app.PatchAsync("/api/providers/anna", new { online = false })).Expect(200);
        (await stranger.GetAsync($"/appointments/{booked.Id}/move?tz=UTC&month=2026-11")).Expect(200);
        (await stranger.PostAsync($"/appointments/{booked.Id}/move", ("start", "2026-11-25T10:00:00Z"), ("tz", "UTC"))).Expect(303);
        Assert.Equal("2026-11-25T10:00:00Z", (await app.FindAsync(booked.Id)).Text("start"));
    }
}
