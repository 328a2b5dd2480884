namespace Scheduler.Tests.Availability;

/// <summary>Weekly hours, and dates that replace them.</summary>
public sealed class OpenHoursTests
{
    [Theory, OnEachDatabase]
    public async Task Dates_replace_the_weekly_hours_until_they_are_returned(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        await app.OpenProviderAsync("dr-who", timeZone: "Europe/Berlin");
        var dates = new Dictionary<string, object?>
        {
            ["2026-12-24"] = new[]
            {
                new { start = "13:00", end = "15:00" },
                new { start = "09:00", end = "12:00" },
                new { start = "12:00", end = "12:30" },
            },
            ["2026-12-25"] = Array.Empty<object>(),
        };
        (await app.PutAsync("/api/providers/dr-who/hours/dates", new { dates })).Expect(200);
        var hours = (await app.GetAsync("/api/providers/dr-who/hours")).Expect(200);
        Assert.Equal("Europe/Berlin", hours.Text("timeZone"));
        Assert.Equal("""[{"start":"09:00","end":"12:30"},{"start":"13:00","end":"15:00"}]""", hours.Text("dates.2026-12-24"));
        Assert.Equal("[]", hours.Text("dates.2026-12-25"));
        Assert.Equal(
            ["monday", "tuesday", "wednesday", "thursday", "friday"],
            hours["weekly"].EnumerateArray().Select(w => w.GetProperty("day").GetString())
        );

        (
            await app.PutAsync(
                "/api/providers/dr-who/hours/dates",
                new { dates = new Dictionary<string, object?> { ["2026-12-25"] = null } }
            )
        ).Expect(200);
        var days = (await app.GetAsync("/api/providers/dr-who/availability?from=2026-12-24&to=2026-12-27")).Expect(200);
        Assert.Equal("""[{"start":"09:00","end":"12:30"},{"start":"13:00","end":"15:00"}]""", days.Text("days.2026-12-24.open"));
        Assert.Equal("""[{"start":"09:00","end":"17:00"}]""", days.Text("days.2026-12-25.open"));
        Assert.Equal("[]", days.Text("days.2026-12-26.open"));
    }

    [Theory, OnEachDatabase]
    public async Task Mistakes_are_named_by_their_path_and_change_nothing(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        await app.OpenProviderAsync("dr-who");
        var before = (await app.GetAsync("/api/providers/dr-who/hours")).Body;
        await WrongAsync(
            "weekly[1]",
            "hours",
            """{"weekly":[{"day":"monday","start":"09:00","end":"12:00"},{"day":"monday","start":"11:30","end":"14:00"}]}"""
        );
        await WrongAsync(
            "weekly[0]",
            "hours",
            """{"weekly":[{"day":"monday","start":"11:30","end":"14:00"},{"day":"monday","start":"09:00","end":"12:00"}]}"""
        );
        await WrongAsync("weekly[0].end", "hours", """{"weekly":[{"day":"monday","start":"12:00","end":"09:00"}]}""");
        await WrongAsync("weekly[0].start", "hours", """{"weekly":[{"day":"monday","start":"09:00:30","end":"12:00"}]}""");
        await WrongAsync("weekly[0].start", "hours", """{"weekly":[{"day":"monday","start":"24:00","end":"24:00"}]}""");
        await WrongAsync("weekly[0].day", "hours", """{"weekly":[{"day":"Montag","start":"09:00","end":"12:00"}]}""");
        await WrongAsync(
            "dates.2026-12-24[1]",
            "hours/dates",
            """{"dates":{"2026-12-23":[],"2026-12-24":[{"start":"09:00","end":"12:00"},{"start":"10:00","end":"11:00"}]}}"""
        );
        await WrongAsync("dates", "hours/dates", """{"dates":{}}""");
        Assert.Equal(before, (await app.GetAsync("/api/providers/dr-who/hours")).Body);
        (
            await app.PostAsync(
                "/api/providers",
                new
                {
                    id = "dr-no",
                    firstName = "N",
                    lastName = "O",
                    timeZone = "Mars/Olympus",
                }
            )
        ).Expect(400, "invalid-request");
        (await app.PutAsync("/api/providers/nobody/hours", """{"weekly":[]}""")).Expect(404, "not-found");

        async Task WrongAsync(string field, string path, string body) =>
            Assert.True(
                (await app.PutAsync($"/api/providers/dr-who/{path}", body))
                    .Expect(400, "invalid-request")["errors"]
                    .TryGetProperty(field, out _),
                $"{field} is not named for {body}"
            );
    }

    [Theory, OnEachDatabase]
    public async Task Closing_hours_names_the_appointments_that_stay(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        await app.OpenProviderAsync("dr-who");
        var monday = (await app.BookAsync("alice", "meeting", "dr-who", "2026-11-23T09:00:00Z", 60)).Expect(201).Text("id");
        var held = (await app.BookAsync("bob", "consultation", "dr-who", "2026-11-24T16:00:00Z", 60)).Expect(201).Text("id");
        var gone = (await app.BookAsync("carol", "meeting", "dr-who", "2026-11-25T16:00:00Z")).Expect(201).Text("id");
        (await app.CancelAsync(gone)).Expect(200);

        Assert.Empty(Ids(await app.SetDateAsync("dr-who", "2026-11-26", "10:00-17:00")));
        Assert.Equal([monday], Ids(await app.SetDateAsync("dr-who", "2026-11-23", "09:00-09:45")));
        var mondays = new
        {
            weekly = new[]
            {
                new
                {
                    day = "monday",
                    start = "09:00",
                    end = "17:00",
                },
            },
        };
        var all = new
        {
            weekly = new[] { "monday", "tuesday" }.Select(day => new
            {
                day,
                start = "09:00",
                end = "17:00",
            }),
        };
        Assert.Equal([held], Ids(await app.PutAsync("/api/providers/dr-who/hours", mondays)));
        Assert.Empty(Ids(await app.PutAsync("/api/providers/dr-who/hours", all)));
        app.Clock.Advance(TimeSpan.FromMinutes(30));
        Assert.Empty(Ids(await app.PutAsync("/api/providers/dr-who/hours", mondays)));

        // They stay, and may be moved to where it is open.
        Assert.Equal("confirmed", (await app.FindAsync(monday)).Expect(200).Text("status"));
        (await app.MoveAsync(monday, "2026-11-23T09:00:00Z", 60)).Expect(422, "outside-availability");
        (await app.MoveAsync(monday, "2026-11-23T09:00:00Z", 30)).Expect(200);

        static List<string> Ids(Answer changed) =>
            [.. changed.Expect(200)["affected"].EnumerateArray().Select(a => a.GetProperty("id").GetString()!)];
    }

    /// <summary>An appointment thousands of years ahead must not make a change of hours walk there day by day.</summary>
    [Theory, OnEachDatabase]
    public async Task Appointments_in_the_far_future_are_looked_at_by_themselves(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        await app.OpenProviderAsync("dr-who", days: TestApp.AllDays);
        await app.CreateTypeAsync(
            new
            {
                id = "vault",
                name = "Vault",
                minMinutes = 30,
                maxMinutes = 30,
            }
        );
        var near = (await app.BookAsync("alice", "vault", "dr-who", "2026-11-23T09:00:00Z")).Expect(201).Text("id");
        var far = (await app.BookAsync("alice", "vault", "dr-who", "9998-11-23T09:00:00Z")).Expect(201).Text("id");
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var affected = (await app.PutAsync("/api/providers/dr-who/hours", """{"weekly":[]}""")).Expect(200)["affected"];
        Assert.Equal([near, far], affected.EnumerateArray().Select(a => a.GetProperty("id").GetString()));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(2), $"It took {watch.Elapsed}.");
    }
}
