using Microsoft.EntityFrameworkCore;
using Scheduler.Data;
using Scheduler.Data.Model;

namespace Scheduler.Tests.Data;

/// <summary>The one door for writes: what is answered is stored, what failed is not, and nobody waits for ever.</summary>
public sealed class WriteQueueTests
{
    [Theory, OnEachDatabase]
    public async Task What_is_answered_can_be_read_by_everybody(DatabaseProvider database)
    {
        await using var door = await Door.OpenAsync(database);
        for (var i = 0; i < 50; i++)
        {
            await door.StoreAsync($"c-{i}");
            Assert.Contains($"c-{i}", await door.StoredAsync());
        }
    }

    [Theory, OnEachDatabase]
    public async Task An_operation_that_fails_fails_alone_and_leaves_nothing(DatabaseProvider database)
    {
        await using var door = await Door.OpenAsync(database);
        var writes = Enumerable
            .Range(0, 100)
            .Select(i => i % 7 == 3 ? door.StoreAndFailAsync($"c-{i}") : door.StoreAsync($"c-{i}"))
            .ToList();
        for (var i = 0; i < writes.Count; i++)
        {
            if (i % 7 == 3)
            {
                Assert.Equal("on purpose", (await Assert.ThrowsAsync<InvalidOperationException>(() => writes[i])).Message);
            }
            else
            {
                await writes[i];
            }
        }

        Assert.Equal(
            Enumerable.Range(0, 100).Where(i => i % 7 != 3).Select(i => $"c-{i}").Order(StringComparer.Ordinal),
            await door.StoredAsync()
        );
    }

    [Theory, OnEachDatabase]
    public async Task A_row_that_the_database_refuses_fails_its_operation_alone(DatabaseProvider database)
    {
        await using var door = await Door.OpenAsync(database);
        await door.StoreAsync("taken");
        var writes = Enumerable.Range(0, 20).Select(i => door.StoreAsync(i % 2 == 0 ? "taken" : $"c-{i}")).ToList();
        foreach (var (write, i) in writes.Select((write, i) => (write, i)))
        {
            if (i % 2 == 0)
            {
                Assert.Equal(
                    BrokenConstraint.PrimaryKey,
                    ConstraintViolation.Find(await Assert.ThrowsAsync<DbUpdateException>(() => write))
                );
            }
            else
            {
                await write;
            }
        }

        Assert.Equal(11, (await door.StoredAsync()).Count);
    }

    [Theory, OnEachDatabase]
    public async Task A_request_that_is_cancelled_before_its_turn_leaves_no_trace(DatabaseProvider database)
    {
        await using var door = await Door.OpenAsync(database);
        using var cancelled = new CancellationTokenSource();
        var turn = new TaskCompletionSource();
        var first = door.Writes.RunAsync(
            async _ =>
            {
                await turn.Task;
                return 0;
            },
            CancellationToken.None
        );
        if (database == DatabaseProvider.Postgres)
        {
            // There is no line to wait in.
            await cancelled.CancelAsync();
        }

        var second = door.StoreAsync("cancelled", cancellationToken: cancelled.Token);
        await cancelled.CancelAsync();
        turn.SetResult();
        await first;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        await door.StoreAsync("next");
        Assert.Equal(["next"], await door.StoredAsync());
    }

    [Theory, OnEachDatabase]
    public async Task A_request_that_is_cancelled_after_it_began_runs_to_its_end(DatabaseProvider database)
    {
        await using var door = await Door.OpenAsync(database);
        using var cancelled = new CancellationTokenSource();
        await door.Writes.RunAsync(
            async db =>
            {
                await cancelled.CancelAsync();
                db.Clients.Add(Door.Client("begun"));
                return await db.SaveChangesAsync();
            },
            cancelled.Token
        );
        Assert.Equal(["begun"], await door.StoredAsync());
    }

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
    public async Task A_stop_in_mid_batch_answers_everybody_and_what_it_answers_is_stored(DatabaseProvider database)
    {
        var door = await Door.OpenAsync(database);
        await using var kept = door;
        var writes = Enumerable.Range(0, 500).Select(i => (Id: $"c-{i}", Write: Task.Run(() => door.StoreAsync($"c-{i}")))).ToList();
        await writes[0].Write;
        await door.StopAsync();
        var stored = new List<string>();
        foreach (var (id, write) in writes)
        {
            try
            {
                await write.WaitAsync(TimeSpan.FromSeconds(30));
                stored.Add(id);
            }
            catch (Exception e) when (e is WriteQueueUnavailableException or ObjectDisposedException)
            {
                // Came too late: told so, and not stored.
            }
        }

        Assert.Equal(stored.Order(StringComparer.Ordinal), await door.StoredAsync());
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
