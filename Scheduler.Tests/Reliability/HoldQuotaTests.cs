namespace Scheduler.Tests.Reliability;

/// <summary>Nobody blocks a calendar by reserving: live holds are counted a user.</summary>
/// <remarks>Boundaries: the fifth and the sixth hold; the instant at which the first one lapses.</remarks>
public sealed class HoldQuotaTests
{
    [Theory, OnEachDatabase]
    public async Task A_flood_of_holds_at_once_leaves_five(DatabaseProvider database)
    {
        await using var app = await StartAsync(database);
        await using var other = app.StartAnother();
        for (var round = 0; round < 5; round++)
        {
            var user = $"user-{round}";
            var provider = $"p{round}";
            await app.OpenProviderAsync(provider, "00:00", "24:00", days: TestApp.AllDays);
            var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => HoldAsync(i % 2 == 0 ? app : other, user, provider, i)));
            Assert.Equal(5, answers.Count(a => a.Status == 201));
            Assert.All(answers.Where(a => a.Status != 201), a => a.Expect(429, "too-many-holds"));
            Assert.Equal(5, (await app.GetAsync($"/api/appointments?userId={user}&status=held")).Expect(200)["items"].GetArrayLength());
            (await HoldAsync(app, user + "-friend", provider, 100)).Expect(201);
        }
    }

    [Theory, OnEachDatabase]
    public async Task A_hold_that_ends_makes_room(DatabaseProvider database)
    {
        await using var app = await StartAsync(database);
        await app.OpenProviderAsync("dr-who", "00:00", "24:00", days: TestApp.AllDays);
        var held = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            held.Add((await HoldAsync(app, "alice", "dr-who", i)).Expect(201).Text("id"));
        }

        var refused = (await HoldAsync(app, "alice", "dr-who", 5)).Expect(429, "too-many-holds");
        Assert.Equal("2026-11-21T08:30:00Z", refused.Text("firstExpiresAt"));
        Assert.True(refused.Headers.RetryAfter?.Delta > TimeSpan.Zero);

        (await app.PostAsync($"/api/appointments/{held[0]}/confirm")).Expect(200);
        (await HoldAsync(app, "alice", "dr-who", 5)).Expect(201);
        (await HoldAsync(app, "alice", "dr-who", 6)).Expect(429, "too-many-holds");

        (await app.PostAsync($"/api/appointments/{held[1]}/cancel")).Expect(200);
        (await HoldAsync(app, "alice", "dr-who", 6)).Expect(201);
        (await app.BookAsync("alice", "meeting", "dr-who", "2026-11-22T00:00:00Z")).Expect(201);

        app.Clock.Set("2026-11-21T08:29:59.999Z");
        (await HoldAsync(app, "alice", "dr-who", 7)).Expect(429, "too-many-holds");
        app.Clock.Set("2026-11-21T08:30:00Z");
        (await HoldAsync(app, "alice", "dr-who", 7)).Expect(201);
    }

    [Theory, OnEachDatabase(0, 7)]
    public async Task The_quota_is_a_setting(DatabaseProvider database, int quota)
    {
        await using var app = await StartAsync(database, "Scheduling:LiveHoldsPerUser", $"{quota}");
        await app.OpenProviderAsync("dr-who", "00:00", "24:00", days: TestApp.AllDays);
        for (var i = 0; i < 9; i++)
        {
            var answer = await HoldAsync(app, "alice", "dr-who", i);
            if (quota == 0 || i < quota)
            {
                answer.Expect(201);
            }
            else
            {
                answer.Expect(429, "too-many-holds");
            }
        }
    }

    /// <summary>An app with a type whose holds no daily limit stops.</summary>
    private static async Task<TestApp> StartAsync(DatabaseProvider database, params string[] settings)
    {
        var app = await TestApp.StartAsync(database, TestApp.Now, settings);
        await app.CreateTypeAsync(
            new
            {
                id = "tasting",
                name = "Tasting",
                minMinutes = 10,
                maxMinutes = 10,
                holdSeconds = 1800,
                provider = "required",
                dailyLimit = "none",
            }
        );
        return app;
    }

    private static Task<Answer> HoldAsync(TestApp app, string user, string provider, int index) =>
        app.BookAsync(user, "tasting", provider, $"2026-11-{23 + (index / 20)}T{index % 20:00}:00:00Z");
}
