using Scheduler.Tests.Practice;

namespace Scheduler.Tests.Booking;

/// <summary>A booking is judged by the type as it is now, whatever an instance remembers of it.</summary>
/// <remarks>Boundaries: a change that forbids and one that allows, each made elsewhere just before the booking.</remarks>
public sealed class KnownTypeTests
{
    private const string Date = "2026-11-24";

    [Theory, OnEachDatabase]
    public async Task A_change_elsewhere_counts_at_once(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        await using var other = app.StartAnother();
        (await app.BookVisitAsync("alice", $"{Date}T09:00:00Z")).Expect(201);

        await ClosureTests.PutAsync(other, "", (Date, "Feast"));
        (await app.BookVisitAsync("bob", $"{Date}T09:00:00Z")).Expect(422, "outside-availability");
        await ClosureTests.PutAsync(other, "");
        (await app.BookVisitAsync("bob", $"{Date}T09:00:00Z")).Expect(201);

        (await other.PatchAsync("/api/appointment-types/visit", new { dailyLimit = "none" })).Expect(200);
        var second = (await app.BookVisitAsync("bob", $"{Date}T10:00:00Z")).Expect(201).Text("id");
        (await app.CancelAsync(second)).Expect(200);
        (await other.PatchAsync("/api/appointment-types/visit", new { dailyLimit = "start-date" })).Expect(200);
        (await app.BookVisitAsync("carol", $"{Date}T09:00:00Z")).Expect(201);
        (await app.BookVisitAsync("carol", $"{Date}T10:00:00Z")).Expect(409, "daily-limit-reached");

        (await other.PatchAsync("/api/appointment-types/visit", new { archived = true })).Expect(200);
        Assert.NotEqual(201, (int)(await app.BookVisitAsync("dave", $"{Date}T09:00:00Z")).Status);
        (await other.PatchAsync("/api/appointment-types/visit", new { archived = false })).Expect(200);
        (await app.BookVisitAsync("dave", $"{Date}T09:00:00Z")).Expect(201);
        await Invariants.CheckAsync(app);
    }
}
