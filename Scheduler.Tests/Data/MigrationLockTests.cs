using Microsoft.EntityFrameworkCore;

namespace Scheduler.Tests.Data;

/// <summary>A migration of SQLite that is cut off in the middle stops nobody after it; one that is under way is waited for.</summary>
public sealed class MigrationLockTests
{
    private static readonly int Kills = Scale.Of("SCHEDULER_CHAOS_KILLS", 1);
    private static readonly TimeSpan ALook = TimeSpan.FromMilliseconds(500);

    [Fact]
    public async Task A_start_that_is_killed_while_it_migrates_does_not_stop_the_next_one()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite, migrated: false);
        for (var kill = 0; kill < Kills; kill++)
        {
            File.Delete(database.File + "-migrating");
            await using var killed = ApiProcess.Start(ApiProcess.FreePort(), DatabaseProvider.Sqlite, database.ConnectionString);
            // Once a kill has come after the last migration, no start migrates any more.
            await Eventually.TrueAsync(
                async () => File.Exists(database.File + "-migrating") || await killed.IsReadyAsync(),
                "it migrates, or has nothing to migrate"
            );
            // A little later each time, until all of it was done.
            await Task.Delay(10 * kill);
            await killed.KillAsync();
        }

        await using var next = TestApp.StartOn(database, new TestClock(TestApp.Now));
        (await next.BookVisitAsync("alice", "2026-11-23T09:00:00Z")).Expect(201);
    }

    [Fact]
    public async Task A_row_that_an_interrupted_migration_left_behind_is_no_lock()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite, migrated: false);
        await using (var db = Contexts.Open(database.Provider, database.ConnectionString))
        {
            await db.Database.MigrateAsync(db.Database.GetMigrations().First());
            await db.Database.ExecuteSqlRawAsync(
                "CREATE TABLE IF NOT EXISTS \"__EFMigrationsLock\" (\"Id\" INTEGER PRIMARY KEY, \"Timestamp\" TEXT NOT NULL)"
            );
            await db.Database.ExecuteSqlRawAsync("INSERT INTO \"__EFMigrationsLock\" VALUES (1, '2026-11-21 08:00:00')");
        }

        // There may be one migration alone, which then has been applied: the lock is taken in any case.
        await Contexts.ApplyAsync(database.Provider, database.ConnectionString).WaitAsync(TimeSpan.FromSeconds(20));
        await using var app = TestApp.StartOn(database, new TestClock(TestApp.Now));
        (await app.BookVisitAsync("alice", "2026-11-23T09:00:00Z")).Expect(201);
    }

    [Fact]
    public async Task Whoever_comes_while_another_migrates_waits_and_finds_nothing_to_do()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite, migrated: false);
        Task late;
        await using (new FileStream(database.File + "-migrating", FileMode.Create, FileAccess.ReadWrite, FileShare.None))
        {
            late = Contexts.ApplyAsync(database.Provider, database.ConnectionString);
            await Assert.ThrowsAsync<TimeoutException>(() => late.WaitAsync(ALook));
        }

        await late.WaitAsync(TimeSpan.FromSeconds(20));
        await Task.WhenAll(
            Enumerable.Range(0, 3).Select(_ => Task.Run(() => Contexts.ApplyAsync(database.Provider, database.ConnectionString)))
        );
        await using var db = Contexts.Open(database.Provider, database.ConnectionString);
        Assert.Empty(await db.Database.GetPendingMigrationsAsync());
    }
}
