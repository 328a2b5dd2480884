using Microsoft.EntityFrameworkCore;
using Scheduler.Api.Appointments;

namespace Scheduler.Tests.Data;

/// <summary>The dates of the daily limit are stored: a database has one office zone, and counts anew before it has another.</summary>
/// <remarks>
/// Boundaries: one instant that is two dates; an appointment that has the date of another one's former; a hold that has lapsed.
/// </remarks>
public sealed class OfficeZoneTests
{
    private const string Zone = "Scheduling:TimeZone";
    private const string Auckland = "Pacific/Auckland";

    [Theory, OnEachDatabase]
    public async Task A_start_with_another_zone_is_refused_in_one_line(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await using (var app = TestApp.StartOn(database, new TestClock(TestApp.Now), Zone, "Europe/Berlin"))
        {
            (await app.BookVisitAsync("alice", "2026-12-01T23:30:00Z")).Expect(201);
        }

        var (code, error) = await RunAsync(database, $"--{Zone}", Auckland, "--urls", "http://127.0.0.1:0");
        Assert.Equal(1, code);
        var line = Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        Assert.Contains("Set Scheduling:TimeZone=Europe/Berlin", line, StringComparison.Ordinal);
        Assert.Contains("office-zone Pacific/Auckland", line, StringComparison.Ordinal);
        await using var again = TestApp.StartOn(database, new TestClock(TestApp.Now), Zone, "Europe/Berlin");
        Assert.Equal("2026-12-02", (await again.GetAsync("/api/users/alice/appointments")).Text("items.0.date"));
    }

    /// <summary>Both directions: what was another date becomes the same one, and what was the same date becomes another.</summary>
    [Theory, OnEachDatabase]
    public async Task After_the_command_one_a_day_is_counted_by_the_new_calendar(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        string id;
        await using (var app = TestApp.StartOn(database, new TestClock(TestApp.Now)))
        {
            id = (await app.BookVisitAsync("alice", "2026-12-01T23:30:00Z")).Expect(201).Text("id");
            (await app.BookVisitAsync("bob", "2026-12-01T05:00:00Z")).Expect(201);
            (await app.BookVisitAsync("bob", "2026-12-02T13:00:00Z")).Expect(201);
        }

        var (code, error) = await RunAsync(database, "office-zone", Auckland);
        Assert.True(code == 0, error);
        await using var moved = TestApp.StartOn(database, new TestClock(TestApp.Now), Zone, Auckland);
        var alice = (await moved.FindAsync(id)).Expect(200);
        Assert.Equal(("2026-12-02", "\"2\""), (alice.Text("date"), alice.Headers.ETag?.Tag));
        (await moved.BookVisitAsync("alice", "2026-12-02T05:00:00Z")).Expect(409, "daily-limit-reached");
        (await moved.BookVisitAsync("alice", "2026-11-30T20:00:00Z")).Expect(201);
        (await moved.BookVisitAsync("bob", "2026-12-01T23:30:00Z")).Expect(201);
        (await moved.BookVisitAsync("bob", "2026-12-02T10:00:00Z")).Expect(409, "daily-limit-reached");
        await Invariants.CheckAsync(moved);
        var events = (await moved.GetAsync("/api/events?types=office-zone.changed")).Expect(200);
        Assert.Equal((Auckland, "UTC"), (events.Text("items.0.data.timeZone"), events.Text("items.0.data.previous")));
    }

    [Theory, OnEachDatabase]
    public async Task The_command_refuses_and_names_those_who_would_have_two_on_one_date(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await using var app = TestApp.StartOn(database, new TestClock(TestApp.Now));
        var first = (await app.BookVisitAsync("bob", "2026-12-01T23:30:00Z")).Expect(201).Text("id");
        var second = (await app.BookVisitAsync("bob", "2026-12-02T05:00:00Z")).Expect(201).Text("id");
        var (code, error) = await RunAsync(database, "office-zone", Auckland);
        Assert.Equal(1, code);
        Assert.Contains("bob on 2026-12-02", error, StringComparison.Ordinal);
        Assert.Contains(first, error, StringComparison.Ordinal);
        Assert.Contains(second, error, StringComparison.Ordinal);
        Assert.Equal("2026-12-01", (await app.FindAsync(first)).Text("date"));
        (await app.BookVisitAsync("carol", "2026-12-02T05:00:00Z")).Expect(201);
    }

    /// <summary>It does not know; its next booking must not be stored by the former calendar.</summary>
    [Theory, OnEachDatabase]
    public async Task An_instance_that_ran_on_with_a_zone_of_its_own_books_no_more(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await using var app = TestApp.StartOn(database, new TestClock(TestApp.Now), Zone, "UTC");
        var id = (await app.BookVisitAsync("alice", "2026-12-01T09:00:00Z")).Expect(201).Text("id");
        var (code, error) = await RunAsync(database, "office-zone", Auckland);
        Assert.True(code == 0, error);
        (await app.BookVisitAsync("bob", "2026-12-01T23:30:00Z")).Expect(503, "unavailable");
        (await app.MoveAsync(id, "2026-12-03T23:30:00Z")).Expect(503, "unavailable");
        (await app.CancelAsync(id)).Expect(200);
    }

    [Theory, OnEachDatabase]
    public async Task An_instance_without_one_takes_the_new_zone_up(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await using var app = TestApp.StartOn(database, new TestClock(TestApp.Now));
        (await app.BookVisitAsync("alice", "2026-12-01T09:00:00Z")).Expect(201);
        var (code, error) = await RunAsync(database, "office-zone", Auckland);
        Assert.True(code == 0, error);
        Assert.Equal("2026-12-02", (await app.BookVisitAsync("bob", "2026-12-01T23:30:00Z")).Expect(201).Text("date"));
        await using var another = TestApp.StartOn(database, new TestClock(TestApp.Now));
        (await another.BookVisitAsync("bob", "2026-12-02T05:00:00Z")).Expect(409, "daily-limit-reached");
    }

    [Fact]
    public async Task A_hold_that_has_lapsed_is_in_nobodys_way_and_one_that_lives_moves_with_its_end()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite);
        var clock = new TestClock(TestApp.Now);
        await using (var app = TestApp.StartOn(database, clock))
        {
            await app.OpenProviderAsync("anna", "00:00", "24:00", days: TestApp.AllDays);
            (await app.BookAsync("bob", "consultation", "anna", "2026-12-01T23:30:00Z")).Expect(201);
            clock.Advance(TimeSpan.FromHours(1));
            (await app.BookAsync("bob", "consultation", "anna", "2026-12-02T05:00:00Z")).Expect(201);
        }

        // The command asks the machine's clock, by which neither hold would live on: the operation itself is called.
        await using (var app = TestApp.StartOn(database, clock))
        {
            var outcome = await app.RunAsync<ChangeOfficeZone, OfficeZoneChange>(change =>
                change.RunAsync(Scheduler.Api.Scheduling.ZoneRules.Get(Auckland), default)
            );
            Assert.Single(outcome.Value!.Appointments);
        }

        await using var db = Contexts.Open(database.Provider, database.ConnectionString);
        var day = await db.OccupiedDays.SingleAsync();
        Assert.Equal((new DateOnly(2026, 12, 2), new DateTime(2026, 11, 21, 9, 30, 0, DateTimeKind.Utc)), (day.Date, day.LapsesUtc));
    }

    [Fact]
    public async Task A_zone_that_is_none_is_refused()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite);
        var (code, error) = await RunAsync(database, "office-zone", "Mars/Olympus");
        Assert.Equal(1, code);
        Assert.Contains("'Mars/Olympus' is not the name of an IANA time zone", error, StringComparison.Ordinal);
    }

    private static Task<(int ExitCode, string Error)> RunAsync(TestDatabase database, params string[] arguments) =>
        ChildProcess.RunAsync(
            60,
            [.. arguments, "--Database:Provider", database.Provider.ToString(), "--ConnectionStrings:Scheduler", database.ConnectionString]
        );
}
