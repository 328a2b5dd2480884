namespace Scheduler.Tests.Booking;

/// <summary>A hold that is moved at the instant at which it ends.</summary>
public sealed class MovingAtExpiryTests
{
    [Theory, OnEachDatabase]
    public async Task It_is_moved_while_it_holds_or_not_at_all(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        await app.OpenProviderAsync("dr-who", "00:00", "24:00", days: TestApp.AllDays);
        var (moved, late) = (0, 0);
        for (var round = 0; round < 8; round++)
        {
            var day = DateOnly.Parse("2026-12-01").AddDays(2 * round);
            var ids = (
                await Task.WhenAll(
                    Enumerable
                        .Range(0, 24)
                        .Select(i => app.BookAsync($"user-{round}-{i}", "consultation", "dr-who", $"{day:yyyy-MM-dd}T{i:00}:00:00Z"))
                )
            )
                .Select(a => a.Expect(201).Text("id"))
                .ToList();
            var moves = ids.Select((id, i) => app.MoveAsync(id, $"{day.AddDays(1):yyyy-MM-dd}T{i:00}:00:00Z")).ToList();
            await (round % 2 == 0 ? Task.Delay(round) : Task.WhenAny(moves));
            app.Clock.Advance(TimeSpan.FromMinutes(30));
            foreach (var (id, move) in ids.Zip(await Task.WhenAll(moves)))
            {
                var now = (await app.FindAsync(id)).Expect(200);
                Assert.Equal("expired", now.Text("status"));
                Assert.Equal(move.Status == 200 ? day.AddDays(1) : day, DateOnly.Parse(now.Text("date")));
                _ = move.Status == 200 ? moved++ : late++;
                Assert.Equal(
                    move.Status == 200 ? "held" : "expired",
                    move.Status == 200 ? move.Text("status") : move.Expect(409, "wrong-state").Text("state")
                );
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{moved} moved, {late} too late");
        Assert.True(moved > 0 && late > 0, $"{moved} moved and {late} too late: there was no race.");
        await Invariants.CheckAsync(app);
    }
}
