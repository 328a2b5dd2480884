namespace Scheduler.Tests.Availability;

/// <summary>Days that are not 24 hours long, over HTTP.</summary>
/// <remarks>
/// Berlin skips 02:00–03:00 and repeats it; Lord Howe shifts by 30 minutes; São Paulo's 2018-11-04 begins at 01:00; Apia had no
/// 2011-12-30.
/// </remarks>
public sealed class ClockChangeDayTests
{
    [Theory, OnEachDatabase]
    public async Task Slots_count_the_hours_that_a_day_has(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database, "2010-01-01T00:00:00Z");
        await app.CreateTypeAsync(
            new
            {
                id = "watch",
                name = "Watch",
                minMinutes = 30,
                maxMinutes = 30,
            }
        );
        foreach (
            var (zone, date, slots, first, last) in new[]
            {
                ("Europe/Berlin", "2026-03-28", 48, "2026-03-27T23:00:00Z", "2026-03-28T22:30:00Z"),
                ("Europe/Berlin", "2026-03-29", 46, "2026-03-28T23:00:00Z", "2026-03-29T21:30:00Z"),
                ("Europe/Berlin", "2026-10-25", 50, "2026-10-24T22:00:00Z", "2026-10-25T22:30:00Z"),
                ("Australia/Lord_Howe", "2026-10-04", 47, "2026-10-03T13:30:00Z", "2026-10-04T12:30:00Z"),
                ("Australia/Lord_Howe", "2026-04-05", 49, "2026-04-04T13:00:00Z", "2026-04-05T13:00:00Z"),
                ("America/Sao_Paulo", "2018-11-04", 46, "2018-11-04T03:00:00Z", "2018-11-05T01:30:00Z"),
                ("Pacific/Apia", "2011-12-29", 48, "2011-12-29T10:00:00Z", "2011-12-30T09:30:00Z"),
                ("Pacific/Apia", "2011-12-31", 48, "2011-12-30T10:00:00Z", "2011-12-31T09:30:00Z"),
            }
        )
        {
            var id = $"{zone.Replace('/', '-')}-{date}";
            await app.OpenProviderAsync(id, "00:00", "24:00", zone, TestApp.AllDays);
            var next = DateOnly.Parse(date).AddDays(1).ToString("yyyy-MM-dd");
            var starts = await app.StartsAsync($"appointmentType=watch&provider={id}&from={date}&to={next}");
            Assert.Equal((id, slots, first, last), (id, starts.Count, starts[0], starts[^1]));
            // The first and the last of the day are real.
            (await app.BookAsync("alice", "watch", id, first)).Expect(201);
            (await app.BookAsync("alice", "watch", id, last)).Expect(201);
        }
    }

    [Theory, OnEachDatabase]
    public async Task Hours_in_the_skipped_hour_move_forward_and_those_in_the_doubled_one_cover_both(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database, "2026-01-01T00:00:00Z");
        await app.CreateTypeAsync(
            new
            {
                id = "watch",
                name = "Watch",
                minMinutes = 30,
                maxMinutes = 30,
            }
        );
        await app.OpenProviderAsync("night", "02:00", "03:00", "Europe/Berlin", TestApp.AllDays);
        // 02:00–03:00 does not exist on 29 March: both ends fall on 03:00, and nothing is left.
        Assert.Empty(await app.StartsAsync("appointmentType=watch&provider=night&from=2026-03-29&to=2026-03-30"));
        Assert.Equal(
            ["2026-10-25T00:00:00Z", "2026-10-25T00:30:00Z", "2026-10-25T01:00:00Z", "2026-10-25T01:30:00Z"],
            await app.StartsAsync("appointmentType=watch&provider=night&from=2026-10-25&to=2026-10-26")
        );
        (await app.SetDateAsync("night", "2026-03-29", "02:00-04:00")).Expect(200);
        Assert.Equal(
            ["2026-03-29T01:00:00Z", "2026-03-29T01:30:00Z"],
            await app.StartsAsync("appointmentType=watch&provider=night&from=2026-03-29&to=2026-03-30")
        );
        // The second 02:30 cannot be said in open hours.
        var window = (
            await app.PostAsync("/api/providers/night/availability", new { start = "2026-10-25T01:30:00Z", end = "2026-10-25T05:00:00Z" })
        ).Expect(400, "invalid-request");
        Assert.True(window["errors"].TryGetProperty("start", out _));
    }

    [Theory, OnEachDatabase]
    public async Task A_date_that_the_zone_skipped_is_empty(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database, "2011-12-01T00:00:00Z");
        await app.OpenProviderAsync("dr-who", timeZone: "Pacific/Apia", days: TestApp.AllDays);
        var days = (await app.GetAsync("/api/providers/dr-who/availability?from=2011-12-29&to=2012-01-01")).Expect(200);
        Assert.Equal("""{"open":[],"free":[],"appointments":[]}""", days.Text("days.2011-12-30"));
        Assert.Equal("""[{"start":"09:00","end":"17:00"}]""", days.Text("days.2011-12-31.free"));
        Assert.Equal(
            """{"open":[],"free":[],"appointments":[]}""",
            (await app.GetAsync("/api/providers/dr-who/availability?from=2011-12-30&to=2011-12-31")).Expect(200).Text("days.2011-12-30")
        );
    }

    [Theory, OnEachDatabase]
    public async Task Days_are_told_in_the_providers_wall_clock(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        await app.OpenProviderAsync("dr-who", "09:00", "12:00", "Asia/Tokyo");
        (
            await app.PostAsync(
                "/api/clients",
                new
                {
                    id = "alice",
                    firstName = "Alice",
                    lastName = "Sato",
                }
            )
        ).Expect(201);
        (await app.BookAsync("alice", "meeting", "dr-who", "2026-11-24T00:30:00Z", 30)).Expect(201);
        (await app.BookAsync("bob", "meeting", "dr-who", "2026-11-24T02:30:00Z", 30)).Expect(201);
        var answer = (await app.GetAsync("/api/providers/dr-who/availability?from=2026-11-24&to=2026-11-25")).Expect(200);
        var day = answer["days.2026-11-24"];
        Assert.Equal("Asia/Tokyo", answer.Text("timeZone"));
        Assert.Equal("""[{"start":"09:00","end":"09:30"},{"start":"10:00","end":"11:30"}]""", day.GetProperty("free").ToString());
        Assert.Equal(
            ["09:30-10:00 Alice Sato", "11:30-12:00 "],
            day.GetProperty("appointments")
                .EnumerateArray()
                .Select(a => $"{a.GetProperty("start")}-{a.GetProperty("end")} {a.GetProperty("userName")}")
        );
        Assert.Equal(31, (await app.GetAsync("/api/providers/dr-who/availability")).Expect(200)["days"].EnumerateObject().Count());
        (await app.GetAsync("/api/providers/dr-who/availability?from=2026-11-24&to=2027-01-26")).Expect(400, "invalid-request");
        (await app.GetAsync("/api/providers/dr-who/availability?from=2026-11-24&to=2026-11-24")).Expect(400, "invalid-request");
        (await app.GetAsync("/api/providers/nobody/availability")).Expect(404, "not-found");
    }
}
