using System.Diagnostics;

namespace Scheduler.Tests.Chaos;

/// <summary>A backup taken while the service writes is one moment's state, and can be put back.</summary>
public sealed class BackupTests
{
    [Fact]
    public async Task A_backup_under_load_holds_all_that_was_acknowledged_before_it_and_can_be_restored()
    {
        Assert.SkipWhen(!OperatingSystem.IsLinux() || !File.Exists("/usr/bin/sqlite3"), "the scripts need Linux and the program sqlite3");
        using var folder = new ScratchFolder();
        var database = folder.File("scheduler.db");
        await using var run = new ChaosRun(DatabaseProvider.Sqlite, $"Data Source={database}", seed: 1);
        await run.StartAsync();
        Stored? copied = null;
        for (var i = 0; i < 3; i++)
        {
            await run.LetItRunAsync();
            var acknowledged = run
                .History.Entries.Where(e => e is { Deed: Deed.Book, Acknowledged: true })
                .Select(e => e.Answer!.Id)
                .ToHashSet();
            Assert.Equal(0, (await ScriptAsync("backup", folder.File($"backup-{i}.db"), database)).ExitCode);
            copied = await ReadAsync(folder.File($"backup-{i}.db"));
            Assert.Empty(StateChecker.Check(copied, Load.MaxHolds));
            Assert.Subset(copied.Appointments.Select(a => a.Id).ToHashSet(), acknowledged);
        }

        Assert.Equal(1, (await ScriptAsync("backup", folder.File("backup-0.db"), database)).ExitCode);
        var inUse = await ScriptAsync("restore", folder.File("backup-2.db"), database);
        Assert.Equal(1, inUse.ExitCode);
        Assert.Contains("in use", inUse.Error);

        await run.StopAsync();
        var before = await File.ReadAllBytesAsync(database);
        // Of a backup: the database's own pages may still be in its log.
        var whole = await File.ReadAllBytesAsync(folder.File("backup-2.db"));
        await File.WriteAllBytesAsync(folder.File("damaged.db"), [.. whole[..5000], .. new byte[3000], .. whole[8000..20000]]);
        Assert.Equal(1, (await ScriptAsync("restore", folder.File("damaged.db"), database)).ExitCode);
        Assert.Equal(before, await File.ReadAllBytesAsync(database));

        Assert.Equal(0, (await ScriptAsync("restore", folder.File("backup-2.db"), database)).ExitCode);
        Assert.Equal(
            before,
            await File.ReadAllBytesAsync(Assert.Single(Directory.GetFiles(folder.Path, "scheduler.db.before-restore-*Z")))
        );
        var restored = await ReadAsync(database);
        Assert.Equal(
            copied!.Appointments.Select(a => (a.Id, a.Status)).Order(),
            restored.Appointments.Select(a => (a.Id, a.Status)).Order()
        );
        await run.StartServiceAsync();
        await run.AssertServesReadsAsync();
    }

    private static async Task<Stored> ReadAsync(string file)
    {
        await using var db = Contexts.Open(DatabaseProvider.Sqlite, $"Data Source={file}");
        return await StoredReader.ReadAsync(db);
    }

    private static async Task<(int ExitCode, string Error)> ScriptAsync(string name, params string[] arguments)
    {
        var start = new ProcessStartInfo(Repository.File("scripts", name), arguments)
        {
            UseShellExecute = false,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, error);
    }
}
