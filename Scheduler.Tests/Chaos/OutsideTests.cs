using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Scheduler.Tests.Chaos;

/// <summary>Other programs at the SQLite file, under load: one that holds its lock, and one that moves it away.</summary>
public sealed class OutsideTests
{
    private static readonly int Rounds = Scale.Of("SCHEDULER_CHAOS_OUTSIDE", 1);
    private static readonly int Seed = int.Parse(
        Environment.GetEnvironmentVariable("SCHEDULER_CHAOS_SEED") ?? "1",
        CultureInfo.InvariantCulture
    );

    [Fact]
    public async Task A_lock_and_a_file_that_is_away_refuse_writes_and_lose_nothing()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows moves no file that is open");
        using var folder = new ScratchFolder();
        var file = folder.File("scheduler.db");
        await using var run = new ChaosRun(DatabaseProvider.Sqlite, $"Data Source={file}", Seed);
        await run.StartAsync();
        for (var round = 0; round < Rounds; round++)
        {
            await run.LetItRunAsync();
            await using (var other = new SqliteConnection($"Data Source={file};Pooling=False"))
            {
                await other.OpenAsync();
                await using var begin = new SqliteCommand("BEGIN IMMEDIATE", other);
                await begin.ExecuteNonQueryAsync();
                await RefusedAsync(run, "another program holds the lock");
                await run.AssertServesReadsAsync();
            }

            await run.LetItRunAsync();
            File.Move(file, $"{file}.away");
            await RefusedAsync(run, "the file is away");
            File.Move($"{file}.away", file);
        }

        // That the file was away is worth a line in the log.
        await run.FinishAsync(
            $"SQLite, locked by another program, and its file moved away and back, {Rounds} times each",
            allowErrors: true
        );
    }

    private static Task RefusedAsync(ChaosRun run, string what)
    {
        var before = run.History.Entries.Count;
        return Eventually.TrueAsync(
            () => Task.FromResult(run.History.Entries.Skip(before).Count(e => e.Status == 503) > 10),
            $"writes are refused while {what}"
        );
    }
}
