using Microsoft.EntityFrameworkCore;

namespace Scheduler.Tests.Data;

/// <summary>No room on the disk, or none in the queue: who is refused is told so, and what was answered is stored.</summary>
public sealed class WithoutRoomTests
{
    [Fact]
    public async Task A_disk_that_fills_up_loses_nothing_that_was_answered_and_is_left_behind_once_there_is_room()
    {
        await using var door = await Door.OpenAsync(DatabaseProvider.Sqlite);
        // Twenty pages more than there are: a limit below that is not taken.
        var pages = await door.Writes.RunAsync(
            db => db.Database.SqlQueryRaw<long>("SELECT page_count AS \"Value\" FROM pragma_page_count").SingleAsync(),
            CancellationToken.None
        );
        await LimitAsync($"PRAGMA max_page_count = {pages + 20}");
        var acknowledged = new List<string>();
        var refused = 0;
        for (var round = 0; round < 20; round++)
        {
            var batch = Enumerable
                .Range(0, 40)
                .Select(i => $"c-{round}-{i}")
                .Select(id => (Id: id, Write: door.StoreAsync(id, note: new string('x', 400))))
                .ToList();
            foreach (var (id, write) in batch)
            {
                try
                {
                    await write;
                    acknowledged.Add(id);
                }
                catch (Exception e) when (e is WriteQueueUnavailableException or DbUpdateException)
                {
                    refused++;
                }
            }
        }

        Assert.True(refused > 0 && acknowledged.Count > 0, $"{acknowledged.Count} were answered and {refused} refused.");
        Assert.Equal(acknowledged.Order(StringComparer.Ordinal), await door.StoredAsync());
        await LimitAsync("PRAGMA max_page_count = 1000000");
        await door.StoreAsync("room");
        Assert.Contains("room", await door.StoredAsync());

        Task LimitAsync(string pragma) => door.Writes.RunAsync(db => db.Database.ExecuteSqlRawAsync(pragma), CancellationToken.None);
    }

    [Theory, OnEachDatabase]
    public async Task A_full_queue_answers_503_with_Retry_After_at_once_and_serves_again_afterwards(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database, TestApp.Now, "Database:MaxWaitingWrites", "3");
        (await app.BookVisitAsync("first", "2026-11-23T09:00:00Z")).Expect(201);
        await using var other = Contexts.Open(database, app.Database.ConnectionString);
        await using (await other.Database.BeginTransactionAsync())
        {
            // Somebody else writes: on SQLite that is the whole file, here a table.
            if (database == DatabaseProvider.Postgres)
            {
                await other.Database.ExecuteSqlRawAsync("LOCK TABLE appointments IN EXCLUSIVE MODE");
            }

            var bookings = Enumerable.Range(0, 20).Select(i => app.BookVisitAsync($"user-{i}", "2026-11-23T09:00:00Z")).ToList();
            var full = (await await Task.WhenAny(bookings)).Expect(503, "unavailable");
            Assert.NotNull(full.Headers.RetryAfter);
            await Eventually.TrueAsync(
                () => Task.FromResult(bookings.Count(b => b.IsCompleted) >= 15),
                "all but those that wait are answered"
            );
            await other.Database.RollbackTransactionAsync();
            var answers = await Task.WhenAll(bookings);
            Assert.All(answers, answer => Assert.True(answer.Status is 201 or 503));
            Assert.Contains(answers, answer => answer.Status == 201);
        }

        (await app.BookVisitAsync("last", "2026-11-23T09:00:00Z")).Expect(201);
    }
}
