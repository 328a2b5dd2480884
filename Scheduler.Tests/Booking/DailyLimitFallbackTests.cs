using Scheduler.Data.Model;

namespace Scheduler.Tests.Booking;

/// <summary>Whom the constraint refuses as often as it looks, and the rules never: the refusal names the date that clashed.</summary>
public sealed class DailyLimitFallbackTests
{
    [Theory, OnEachDatabase]
    public async Task The_date_that_clashed_is_named(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        (await app.PatchAsync("/api/appointment-types/visit", new { dailyLimit = "every-date" })).Expect(200);
        var other = (await app.BookVisitAsync("alice", "2026-11-26T09:00:00Z")).Expect(201).Text("id");
        var moving = (await app.BookVisitAsync("alice", "2026-11-28T09:00:00Z")).Expect(201).Text("id");
        // A row that has lapsed by its own word, and whose appointment has not: the rules leave it out, and nothing removes it.
        await using (var db = Contexts.Open(database, app.Database.ConnectionString))
        {
            db.OccupiedDays.Add(
                new OccupiedDay
                {
                    UserId = "alice",
                    Date = new DateOnly(2026, 11, 24),
                    AppointmentId = Guid.Parse(other),
                    LapsesUtc = app.Clock.GetUtcNow().UtcDateTime.AddHours(-1),
                }
            );
            await db.SaveChangesAsync();
        }

        // They would take the 23rd and, ending at midnight, the 24th.
        Assert.Equal(
            "2026-11-24",
            (await app.BookVisitAsync("alice", "2026-11-23T23:30:00Z")).Expect(409, "daily-limit-reached").Text("date")
        );
        var refused = (await app.MoveAsync(moving, "2026-11-23T23:30:00Z")).Expect(409, "daily-limit-reached");
        Assert.Equal("2026-11-24", refused.Text("date"));
        Assert.Contains("2026-11-24", refused.Text("detail"), StringComparison.Ordinal);
    }
}
