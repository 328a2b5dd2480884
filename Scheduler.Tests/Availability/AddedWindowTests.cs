namespace Scheduler.Tests.Availability;

/// <summary>Windows that are added to the open hours.</summary>
public sealed class AddedWindowTests
{
    [Theory, OnEachDatabase]
    public async Task Windows_that_touch_or_overlap_merge_and_may_cross_midnight(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        (
            await app.PostAsync(
                "/api/providers",
                new
                {
                    id = "dr-who",
                    firstName = "W",
                    lastName = "H",
                    timeZone = "Asia/Kathmandu",
                }
            )
        ).Expect(201);
        // Kathmandu is 5:45 ahead: 03:15 UTC is 09:00 there.
        (await AddAsync("2026-11-23T03:15:00Z", "2026-11-23T05:15:00Z")).Expect(201);
        (await AddAsync("2026-11-23T05:15:00Z", "2026-11-23T06:15:00Z")).Expect(201);
        (await AddAsync("2026-11-23T06:00:00Z", "2026-11-23T07:15:00Z")).Expect(201);
        (await AddAsync("2026-11-23T17:15:00Z", "2026-11-23T19:15:00Z")).Expect(201);
        var days = (await app.GetAsync("/api/providers/dr-who/availability?from=2026-11-23&to=2026-11-25")).Expect(200);
        Assert.Equal("""[{"start":"09:00","end":"13:00"},{"start":"23:00","end":"24:00"}]""", days.Text("days.2026-11-23.open"));
        Assert.Equal("""[{"start":"00:00","end":"01:00"}]""", days.Text("days.2026-11-24.open"));
        (await app.BookAsync("alice", "meeting", "dr-who", "2026-11-23T17:15:00Z", 120)).Expect(201);

        (await AddAsync("2026-11-23T05:15:00Z", "2026-11-23T05:15:00Z")).Expect(400, "invalid-request");
        (await AddAsync("2026-11-23T05:15:30Z", "2026-11-23T06:15:00Z")).Expect(400, "invalid-request");
        (await AddAsync("2026-11-23T05:15:00Z", "2026-12-24T05:16:00Z")).Expect(400, "invalid-request");
        Assert.True(
            (await AddAsync("2026-11-23T05:15:00Z", "2026-11-23T06:15:30Z"))
                .Expect(400, "invalid-request")["errors"]
                .TryGetProperty("end", out _)
        );

        Task<Answer> AddAsync(string start, string end) => app.PostAsync("/api/providers/dr-who/availability", new { start, end });
    }

    [Theory, OnEachDatabase]
    public async Task Windows_added_at_once_are_all_there(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        await app.OpenProviderAsync("dr-who", "09:00", "10:00");
        var added = await Task.WhenAll(
            Enumerable
                .Range(0, 20)
                .Select(i =>
                    app.PostAsync(
                        "/api/providers/dr-who/availability",
                        new
                        {
                            start = $"2026-11-23T{11 + (i / 2)}:{i % 2 * 30:00}:00Z",
                            end = $"2026-11-23T{11 + (i / 2)}:{(i % 2 * 30) + 20:00}:00Z",
                        }
                    )
                )
        );
        Assert.All(added, a => a.Expect(201));
        Assert.Equal(21, (await app.GetAsync("/api/providers/dr-who/hours")).Expect(200)["dates.2026-11-23"].GetArrayLength());
    }
}
