using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Scheduler.Tests.Chaos;

/// <summary>SQLite on a disk that is full, and with the end of its log missing or overwritten.</summary>
public sealed class DamageTests
{
    private static readonly int Cuts = int.Parse(
        Environment.GetEnvironmentVariable("SCHEDULER_CHAOS_CUTS") ?? "20",
        CultureInfo.InvariantCulture
    );
    private static readonly int Seed = int.Parse(
        Environment.GetEnvironmentVariable("SCHEDULER_CHAOS_SEED") ?? "1",
        CultureInfo.InvariantCulture
    );

    [Fact]
    public async Task A_full_disk_refuses_writes_keeps_what_it_has_and_goes_on_when_there_is_room()
    {
        using var disk = SmallDisk.TryMount(megabytes: 128);
        Assert.SkipWhen(disk is null, "a small disk cannot be mounted here: that needs root");
        await using var run = new ChaosRun(DatabaseProvider.Sqlite, $"Data Source={disk!.File("scheduler.db")}", Seed);
        await run.StartAsync();
        await run.LetItRunAsync();
        for (var round = 0; round < 2; round++)
        {
            disk.Fill();
            await Eventually.TrueAsync(
                () => Task.FromResult(run.History.Entries.TakeLast(100).Count(e => e.Status == 503) > 10),
                "writes are refused"
            );
            await run.AssertServesReadsAsync();
            disk.Free();
            await run.LetItRunAsync();
        }

        // A disk that is full is worth an error in the log.
        await run.FinishAsync("SQLite, disk full twice", allowErrors: true);
    }

    [Fact]
    public async Task A_log_without_its_end_is_an_earlier_state_and_never_half_of_one()
    {
        using var folder = new ScratchFolder();
        await using var run = new ChaosRun(DatabaseProvider.Sqlite, $"Data Source={folder.File("scheduler.db")}", Seed);
        await run.StartAsync();
        await run.LetItRunAsync();
        await run.StopAsync();
        var log = await File.ReadAllBytesAsync(folder.File("scheduler.db-wal"));
        Assert.True(log.Length > 100_000, $"The log has {log.Length} bytes: there is nothing to cut.");

        var random = new Random(Seed);
        var counts = new List<int>();
        foreach (var length in Enumerable.Range(0, Cuts).Select(_ => random.Next(log.Length)).Append(0).Append(log.Length).Order())
        {
            counts.Add(await OpenDamagedAsync(folder, log[..length]));
            // Noise where the end was, as a disk that lost power in the middle of a write may leave it.
            var noise = log.ToArray();
            random.NextBytes(noise.AsSpan(length));
            Assert.Equal(counts[^1], await OpenDamagedAsync(folder, noise));
        }

        Assert.Equal(counts.Order(), counts);
        Assert.True(counts[^1] > counts[0]);
        await ChaosRun.ReportAsync(
            $"SQLite's log cut at {counts.Count} places, and overwritten from there: "
                + $"each an intact earlier state of 0 to {counts[^1]} appointments"
        );
    }

    /// <summary>Answers how many appointments the database has with this log.</summary>
    private static async Task<int> OpenDamagedAsync(ScratchFolder folder, byte[] log)
    {
        using var copy = new ScratchFolder();
        File.Copy(folder.File("scheduler.db"), copy.File("scheduler.db"));
        await File.WriteAllBytesAsync(copy.File("scheduler.db-wal"), log);
        await using var connection = new SqliteConnection($"Data Source={copy.File("scheduler.db")};Pooling=False");
        await connection.OpenAsync();
        await using var check = new SqliteCommand("PRAGMA integrity_check", connection);
        Assert.Equal("ok", await check.ExecuteScalarAsync());
        await using var db = Contexts.Open(DatabaseProvider.Sqlite, $"Data Source={copy.File("scheduler.db")}");
        // Cut while the first start was still making the tables: nothing was booked yet.
        if ((await db.Database.GetPendingMigrationsAsync()).Any())
        {
            return 0;
        }

        var stored = await StoredReader.ReadAsync(db);
        Assert.Empty(StateChecker.Check(stored, Load.MaxHolds));
        return stored.Appointments.Count;
    }
}

/// <summary>A file system of a few megabytes in memory.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly string path;

    private SmallDisk(string path) => this.path = path;

    public static SmallDisk? TryMount(int megabytes)
    {
        var disk = new SmallDisk(Directory.CreateTempSubdirectory("scheduler-disk-").FullName);
        if (Environment.UserName == "root" && Run("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "tmpfs", disk.path))
        {
            return disk;
        }

        Directory.Delete(disk.path);
        return null;
    }

    public string File(string name) => Path.Combine(path, name);

    /// <summary>Takes what room there is.</summary>
    public void Fill()
    {
        using var stream = new FileStream(File("filler"), FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0);
        try
        {
            for (var block = new byte[4096]; ; )
            {
                stream.Write(block);
            }
        }
        catch (IOException)
        {
            // Full.
        }
    }

    public void Free() => System.IO.File.Delete(File("filler"));

    public void Dispose()
    {
        Run("umount", path);
        Directory.Delete(path);
    }

    private static bool Run(string program, params string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardError = true }
        )!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
