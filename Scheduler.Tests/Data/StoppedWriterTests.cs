using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Scheduler.Data;

namespace Scheduler.Tests.Data;

/// <summary>Whatever stops the one writer, from outside or from within, nobody waits for ever, and it goes on when it can.</summary>
public sealed class StoppedWriterTests
{
    [Fact]
    public async Task While_another_program_holds_the_lock_everybody_is_refused_after_five_seconds_and_the_service_is_not_ready()
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite);
        await using var other = await LockAsync(app.Database);
        var clock = Stopwatch.StartNew();
        var bookings = Enumerable.Range(0, 30).Select(i => app.BookVisitAsync($"user-{i}", "2026-11-23T09:00:00Z")).ToList();
        (await app.GetAsync("/health/ready")).Expect(503);
        Assert.InRange(clock.Elapsed, TimeSpan.FromSeconds(1.9), TimeSpan.FromSeconds(4.5));
        foreach (var answer in await Task.WhenAll(bookings))
        {
            Assert.NotNull(answer.Expect(503, "unavailable").Headers.RetryAfter);
        }

        Assert.InRange(clock.Elapsed, TimeSpan.FromSeconds(4.5), TimeSpan.FromSeconds(9));
        // Reads need no lock.
        (await app.GetAsync("/api/users/user-1/appointments")).Expect(200);
        await other.CloseAsync();
        (await app.BookVisitAsync("user-1", "2026-11-23T09:00:00Z")).Expect(201);
        (await app.GetAsync("/health/ready")).Expect(200);
        // That it was not ready stands in the log.
        app.Errors.Clear();
    }

    [Fact]
    public async Task A_caller_who_gives_up_while_another_program_holds_the_lock_hears_of_it_at_once()
    {
        await using var door = await Door.OpenAsync(DatabaseProvider.Sqlite);
        await door.StoreAsync("first");
        await using var other = await LockAsync(door.Database);
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        var clock = Stopwatch.StartNew();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => door.StoreAsync("impatient", cancellationToken: patience.Token));
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(1), $"It took {clock.Elapsed}.");
        await other.CloseAsync();
        await door.StoreAsync("next");
        Assert.Equal(["first", "next"], await door.StoredAsync());
    }

    [Fact]
    public async Task A_stop_does_not_wait_for_another_programs_lock()
    {
        await using var door = await Door.OpenAsync(DatabaseProvider.Sqlite);
        await door.StoreAsync("first");
        await using var other = await LockAsync(door.Database);
        var writes = Enumerable.Range(0, 20).Select(i => door.StoreAsync($"c-{i}")).ToList();
        var clock = Stopwatch.StartNew();
        await door.StopAsync();
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(4), $"It took {clock.Elapsed}.");
        foreach (var write in writes)
        {
            await Assert.ThrowsAsync<WriteQueueUnavailableException>(() => write.WaitAsync(TimeSpan.FromSeconds(5)));
        }

        await Assert.ThrowsAsync<WriteQueueUnavailableException>(() => door.StoreAsync("late"));
        await other.CloseAsync();
        Assert.Equal(["first"], await door.StoredAsync());
    }

    [Fact]
    public async Task A_connection_that_breaks_under_the_writer_fails_its_batch_and_the_next_has_another()
    {
        await using var door = await Door.OpenAsync(DatabaseProvider.Sqlite);
        var broken = door.Writes.RunAsync<int>(
            async db =>
            {
                await db.DisposeAsync();
                throw new InvalidOperationException("on purpose");
            },
            CancellationToken.None
        );
        Assert.Equal(
            "on purpose",
            (await Assert.ThrowsAsync<InvalidOperationException>(() => broken.WaitAsync(TimeSpan.FromSeconds(10)))).Message
        );
        await door.StoreAsync("next").WaitAsync(TimeSpan.FromSeconds(10));
        await door.Writes.CheckAsync(TimeSpan.FromSeconds(10), CancellationToken.None);
        Assert.Equal(["next"], await door.StoredAsync());
    }

    [Theory, OnEachDatabase]
    public async Task An_operation_that_calls_the_queue_again_fails_at_once_and_says_why(DatabaseProvider database)
    {
        await using var door = await Door.OpenAsync(database);
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() =>
            door.Writes.RunAsync(_ => door.StoreAsync("inner"), CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(10))
        );
        Assert.Contains("called the queue again", refused.Message);
        await door.Writes.RunAsync(_ => Task.FromResult(0), CancellationToken.None);
        await door.StoreAsync("afterwards");
        Assert.Equal(["afterwards"], await door.StoredAsync());
    }

    [Theory, OnEachDatabase]
    public async Task An_operation_runs_with_its_callers_trace(DatabaseProvider database)
    {
        await using var door = await Door.OpenAsync(database);
        var seen = await Task.WhenAll(
            Enumerable
                .Range(0, 20)
                .Select(i =>
                    Task.Run(async () =>
                    {
                        using var activity = new Activity("request").SetIdFormat(ActivityIdFormat.W3C).Start();
                        var inside = await door.Writes.RunAsync(
                            async _ =>
                            {
                                await Task.Yield();
                                return Activity.Current?.Id;
                            },
                            CancellationToken.None
                        );
                        return (Caller: activity.Id, Inside: inside);
                    })
                )
        );
        Assert.All(seen, s => Assert.Equal(s.Caller, s.Inside));
    }

    /// <summary>As a program does in which somebody has not saved yet.</summary>
    private static async Task<SqliteConnection> LockAsync(TestDatabase database)
    {
        var connection = new SqliteConnection($"{database.ConnectionString};Pooling=False");
        await connection.OpenAsync();
        await using var begin = new SqliteCommand("BEGIN IMMEDIATE", connection);
        await begin.ExecuteNonQueryAsync();
        return connection;
    }
}
