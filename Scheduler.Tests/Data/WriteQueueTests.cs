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
}
