namespace Scheduler.Tests.Booking;

/// <summary>One appointment a user and calendar date, kept by the database.</summary>
/// <remarks>Boundaries: 23:30–00:00 under both policies, month end, 29 February, New Year, the office zone's midnight.</remarks>
public sealed class DailyLimitTests
{
    [Theory, OnEachDatabase]
    public async Task Simultaneous_bookings_on_one_day_leave_one_appointment(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        for (var round = 0; round < 50; round++)
        {
            var user = $"user-{round}";
            var starts = Enumerable.Range(0, 200).Select(i => $"2026-12-01T{i % 48 / 2:00}:{i % 2 * 30:00}:00Z");
            var answers = await Task.WhenAll(starts.Select(start => app.BookVisitAsync(user, start)));

            var won = Assert.Single(answers, a => a.Status == 201);
            Assert.All(
                answers.Where(a => a.Status != 201),
                a => Assert.Equal("2026-12-01", a.Expect(409, "daily-limit-reached").Text("date"))
            );
            var list = (await app.GetAsync($"/api/users/{user}/appointments")).Expect(200);
            Assert.Equal(won.Text("id"), Assert.Single(list["items"].EnumerateArray()).GetProperty("id").GetString());
        }
    }

    [Theory, OnEachDatabase]
    public async Task A_second_booking_on_a_date_is_refused_and_names_the_date(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        (await app.BookVisitAsync("alice", "2026-11-23T09:00:00Z")).Expect(201);
        var refused = (await app.BookVisitAsync("alice", "2026-11-23T16:30:00Z")).Expect(409, "daily-limit-reached");
        Assert.Equal("2026-11-23", refused.Text("date"));
        (await app.BookVisitAsync("alice", "2026-11-24T09:00:00Z")).Expect(201);
        (await app.BookVisitAsync("bob", "2026-11-23T09:00:00Z")).Expect(201);
    }

    /// <summary>Whoever books here for the first time is looked at by the write alone: it finds what another instance has stored.</summary>
    [Theory, OnEachDatabase]
    public async Task A_date_that_was_taken_through_another_instance_is_refused_alike(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        await using var other = app.StartAnother();
        (await app.BookVisitAsync("warm", "2026-11-23T09:00:00Z")).Expect(201);
        var id = (await other.BookVisitAsync("alice", "2026-11-23T09:00:00Z")).Expect(201).Text("id");
        var refused = (await app.BookVisitAsync("alice", "2026-11-23T16:30:00Z")).Expect(409, "daily-limit-reached");
        Assert.Equal("2026-11-23", refused.Text("date"));
        (await other.PostAsync($"/api/appointments/{id}/cancel")).Expect(200);
        (await app.BookVisitAsync("alice", "2026-11-23T16:30:00Z")).Expect(201);
    }

    [Theory, OnEachDatabase]
    public async Task Cancelling_frees_the_date(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        var first = (await app.BookVisitAsync("alice", "2026-11-23T09:00:00Z")).Expect(201);
        (await app.PostAsync($"/api/appointments/{first.Text("id")}/cancel")).Expect(200);
        (await app.BookVisitAsync("alice", "2026-11-23T09:00:00Z")).Expect(201);
        (await app.BookVisitAsync("alice", "2026-11-23T10:00:00Z")).Expect(409, "daily-limit-reached");
    }

    [Theory, OnEachDatabase]
    public async Task Moving_does_not_count_against_itself(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        var id = (await app.BookVisitAsync("alice", "2026-11-23T09:00:00Z")).Expect(201).Text("id");
        (await app.PostAsync($"/api/appointments/{id}/reschedule", new { start = "2026-11-23T15:00:00Z" })).Expect(200);
        (await app.PostAsync($"/api/appointments/{id}/reschedule", new { start = "2026-11-24T15:00:00Z" })).Expect(200);
        (await app.BookVisitAsync("alice", "2026-11-23T09:00:00Z")).Expect(201);
        (await app.PostAsync($"/api/appointments/{id}/reschedule", new { start = "2026-11-23T11:00:00Z" })).Expect(
            409,
            "daily-limit-reached"
        );
        Assert.Equal("2026-11-24T15:00:00Z", (await app.GetAsync($"/api/appointments/{id}")).Expect(200).Text("start"));
    }

    /// <summary>By start-date a visit that ends at midnight leaves the next date free.</summary>
    [Theory, OnEachDatabase("2026-11-23", "2026-11-30", "2028-02-28", "2028-02-29", "2027-02-28", "2026-12-31")]
    public async Task Start_date_counts_the_date_of_the_start_alone(DatabaseProvider database, string date)
    {
        await using var app = await TestApp.StartAsync(database);
        var next = DateOnly.Parse(date).AddDays(1).ToString("yyyy-MM-dd");
        (await app.BookVisitAsync("alice", $"{date}T23:30:00Z")).Expect(201);
        (await app.BookVisitAsync("alice", $"{date}T00:00:00Z")).Expect(409, "daily-limit-reached");
        (await app.BookVisitAsync("alice", $"{next}T00:00:00Z")).Expect(201);
    }

    /// <summary>By every-date a visit that ends at midnight takes the next date too.</summary>
    [Theory, OnEachDatabase("2026-11-23", "2026-11-30", "2028-02-28", "2028-02-29", "2027-02-28", "2026-12-31")]
    public async Task Every_date_counts_each_date_that_the_closed_range_touches(DatabaseProvider database, string date)
    {
        await using var app = await TestApp.StartAsync(database);
        (await app.PatchAsync("/api/appointment-types/visit", new { dailyLimit = "every-date" })).Expect(200);
        var next = DateOnly.Parse(date).AddDays(1).ToString("yyyy-MM-dd");
        (await app.BookVisitAsync("alice", $"{date}T23:30:00Z")).Expect(201);
        Assert.Equal(next, (await app.BookVisitAsync("alice", $"{next}T12:00:00Z")).Expect(409, "daily-limit-reached").Text("date"));
        (await app.BookVisitAsync("bob", $"{date}T23:00:00Z")).Expect(201);
        (await app.BookVisitAsync("bob", $"{next}T00:00:00Z")).Expect(201);
    }

    [Theory, OnEachDatabase]
    public async Task Dates_are_those_of_the_office_zone(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database, TestApp.Now, "Scheduling:TimeZone", "Asia/Kathmandu");
        // 18:15 UTC is midnight in Kathmandu, where the grid begins anew: two UTC instants of one UTC date, two local dates.
        Assert.Equal("2026-11-23", (await app.BookVisitAsync("alice", "2026-11-23T17:45:00Z")).Expect(201).Text("date"));
        Assert.Equal("2026-11-24", (await app.BookVisitAsync("alice", "2026-11-23T18:15:00Z")).Expect(201).Text("date"));
        (await app.BookVisitAsync("alice", "2026-11-24T09:15:00Z")).Expect(409, "daily-limit-reached");
        (await app.BookVisitAsync("carol", "2026-11-24T09:00:00Z")).Expect(422, "off-grid");
    }

    [Theory, OnEachDatabase]
    public async Task The_limit_is_one_over_all_limited_types_and_none_for_others(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        await app.OpenProviderAsync("dr-who");
        (await app.BookVisitAsync("alice", "2026-11-23T09:00:00Z")).Expect(201);
        (await app.BookAsync("alice", "consultation", "dr-who", "2026-11-23T11:00:00Z")).Expect(409, "daily-limit-reached");
        (await app.BookAsync("alice", "meeting", "dr-who", "2026-11-23T11:00:00Z")).Expect(201);
        (await app.BookAsync("alice", "meeting", "dr-who", "2026-11-23T12:00:00Z")).Expect(201);
    }
}
