using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Scheduler.Data;

namespace Scheduler.Tests.Data;

/// <summary>A start that cannot succeed says why in one line, ends with a code that is not 0, and leaves the file as it was.</summary>
public sealed class StartTests
{
    private const int Seconds = 60;

    [Fact]
    public async Task A_file_that_is_no_database()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite, migrated: false);
        await File.WriteAllTextAsync(database.File, "These are not the bytes of a database.");
        await RefusedAsync(database, "is not a SQLite database");
    }

    [Fact]
    public async Task A_database_with_a_torn_page()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite);
        await using (var file = new FileStream(database.File, FileMode.Open))
        {
            file.Position = 3 * 4096;
            await file.WriteAsync(RandomNumberGenerator.GetBytes(4096));
        }

        await RefusedAsync(database, "is corrupt");
    }

    [Fact]
    public async Task A_database_that_was_cut_short()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite);
        await using (var file = new FileStream(database.File, FileMode.Open))
        {
            file.SetLength(file.Length / 2);
        }

        await RefusedAsync(database, "is corrupt");
    }

    [Fact]
    public async Task A_database_of_a_newer_version()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite);
        await using (var db = Contexts.Open(database.Provider, database.ConnectionString))
        {
            await MigrateFromTheFutureAsync(db, older: "refused");
            await db.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)");
        }

        await RefusedAsync(database, "from a newer version");
    }

    /// <summary>A rollout that is under way, or taken back: the schema has grown, and what this version uses is there.</summary>
    [Theory, OnEachDatabase]
    public async Task A_database_of_a_newer_version_that_older_ones_may_use_is_served_until_it_says_otherwise(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await using var db = Contexts.Open(provider, database.ConnectionString);
        await MigrateFromTheFutureAsync(db, older: "welcome");
        await using var app = TestApp.StartOn(database, new TestClock(TestApp.Now));
        (await app.BookVisitAsync("alice", "2026-11-23T09:00")).Expect(201);
        Assert.Equal(200, (await app.GetAsync("/health/ready")).Status);
        await MigrateFromTheFutureAsync(db, older: "refused");
        Assert.Equal(503, (await app.GetAsync("/health/ready")).Status);
        Assert.Contains(
            "29991231000000_FromTheFuture",
            (await Assert.ThrowsAsync<StartException>(() => DatabaseStart.RefuseNewerAsync(db))).Message
        );
    }

    private static async Task MigrateFromTheFutureAsync(SchedulerDbContext db, string older)
    {
        await db.Database.ExecuteSqlRawAsync(
            "INSERT INTO \"__EFMigrationsHistory\" VALUES ('29991231000000_FromTheFuture', '99.0.0') ON CONFLICT DO NOTHING"
        );
        if (older == "refused")
        {
            await db.SchemaInfo.ExecuteUpdateAsync(set => set.SetProperty(s => s.LeastMigration, "29991231000000_FromTheFuture"));
        }
    }

    [Fact]
    public async Task A_file_that_cannot_be_written()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite, migrated: false);
        Directory.CreateDirectory(database.File);
        var (exitCode, error) = await ChildProcess.RunAsync(Seconds, "--ConnectionStrings:Scheduler", database.ConnectionString);
        AssertOneLine(exitCode, error, "is a folder");

        // Files below /proc cannot be made, whoever asks.
        (exitCode, error) = await ChildProcess.RunAsync(
            Seconds,
            "--ConnectionStrings:Scheduler",
            "Data Source=/proc/scheduler/scheduler.db"
        );
        AssertOneLine(exitCode, error, "cannot be written");
    }

    [Fact]
    public async Task Settings_that_make_no_sense()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite);
        await SettingRefusedAsync(database, "Scheduling:TimeZone", "Mars/Olympus", "Scheduling:TimeZone");
        await SettingRefusedAsync(database, "Scheduling:SweepSeconds", "0", "SweepSeconds");
        await SettingRefusedAsync(database, "Database:Provider", "Oracle", "Sqlite or Postgres");
        await SettingRefusedAsync(database, "ConnectionStrings:Scheduler", "Data Source=:memory:", "must name a file");
    }

    [Fact]
    public async Task A_port_that_is_taken()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite);
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        var (exitCode, error) = await ChildProcess.RunAsync(
            Seconds,
            "--ConnectionStrings:Scheduler",
            database.ConnectionString,
            "--urls",
            $"http://127.0.0.1:{port}"
        );
        AssertOneLine(exitCode, error, "address already in use");
    }

    [Fact]
    public async Task A_second_start_loses_nothing()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite, migrated: false);
        var clock = new TestClock(TestApp.Now);
        string id;
        await using (var first = TestApp.StartOn(database, clock))
        {
            id = (await first.BookVisitAsync("alice", "2026-11-23T09:00")).Expect(201).Text("id");
        }

        await using var second = TestApp.StartOn(database, clock);
        Assert.Equal(id, (await second.GetAsync("/api/users/alice/appointments")).Expect(200).Text("items.0.id"));
        (await second.BookVisitAsync("alice", "2026-11-23T10:00")).Expect(409, "daily-limit-reached");
    }

    private static async Task SettingRefusedAsync(TestDatabase database, string name, string value, string message)
    {
        var (exitCode, error) = await ChildProcess.RunAsync(
            Seconds,
            "--ConnectionStrings:Scheduler",
            database.ConnectionString,
            "--urls",
            "http://127.0.0.1:0",
            $"--{name}",
            value
        );
        AssertOneLine(exitCode, error, message);
    }

    private static async Task RefusedAsync(TestDatabase database, string message)
    {
        var before = SHA256.HashData(await File.ReadAllBytesAsync(database.File));
        var (exitCode, error) = await ChildProcess.RunAsync(
            Seconds,
            "--ConnectionStrings:Scheduler",
            database.ConnectionString,
            "--urls",
            "http://127.0.0.1:0"
        );
        AssertOneLine(exitCode, error, message);
        Assert.Equal(before, SHA256.HashData(await File.ReadAllBytesAsync(database.File)));
    }

    private static void AssertOneLine(int exitCode, string error, string message)
    {
        Assert.Equal(1, exitCode);
        Assert.Contains(message, Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)));
    }
}
