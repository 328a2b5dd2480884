using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Scheduler.Tests.Data;

/// <summary>What is acknowledged is in the file that has the database's name, and after a stop in that file alone.</summary>
public sealed class SqliteFileTests
{
    [Theory]
    [InlineData("")]
    [InlineData("-wal")]
    [InlineData("-shm")]
    public async Task A_file_that_is_removed_under_the_service_takes_no_booking_while_it_is_away(string companion)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows removes no file that is open");
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite);
        (await app.BookVisitAsync("before", "2026-11-23T09:00:00Z")).Expect(201);
        var file = app.Database.File + companion;
        File.Move(file, file + ".away");
        await RefusedAsync(app, file);
        if (companion.Length == 0)
        {
            File.Move(file + ".away", file);
            (await app.BookVisitAsync("after", "2026-11-23T09:00:00Z")).Expect(201);
            (await app.GetAsync("/health/ready")).Expect(200);
        }
    }

    [Fact]
    public async Task A_backup_that_is_moved_into_place_under_the_service_takes_no_booking_before_a_restart()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows replaces no file that is open");
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite);
        var clock = new TestClock(TestApp.Now);
        File.Copy(database.File, database.File + ".backup");
        await using (var app = TestApp.StartOn(database, clock))
        {
            (await app.BookVisitAsync("before", "2026-11-23T09:00:00Z")).Expect(201);
            File.Move(database.File, database.File + ".old");
            File.Move(database.File + "-wal", database.File + ".old-wal");
            File.Move(database.File + "-shm", database.File + ".old-shm");
            File.Move(database.File + ".backup", database.File);
            await RefusedAsync(app, database.File);
        }

        await using var restarted = TestApp.StartOn(database, clock);
        (await restarted.BookVisitAsync("after", "2026-11-23T09:00:00Z")).Expect(201);
    }

    [Fact]
    public async Task A_service_that_has_ended_has_nothing_open()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Looks up what this process has open");
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite);
        await using (var app = TestApp.StartOn(database, new TestClock(TestApp.Now)))
        {
            await Task.WhenAll(Enumerable.Range(0, 8).Select(i => app.BookVisitAsync($"user-{i}", "2026-11-23T09:00:00Z")));
            Assert.NotEmpty(Open());
        }

        Assert.Empty(Open());

        IEnumerable<string> Open() =>
            Directory
                .GetFiles("/proc/self/fd")
                .Select(descriptor => new FileInfo(descriptor).LinkTarget ?? "")
                .Where(target => target.StartsWith(database.File, StringComparison.Ordinal));
    }

    [Fact]
    public async Task After_a_stop_the_file_alone_has_everything()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite);
        await using (var api = ApiProcess.Start(ApiProcess.FreePort(), DatabaseProvider.Sqlite, database.ConnectionString))
        {
            await api.ReadyAsync();
            using var http = new HttpClient { BaseAddress = api.Url };
            await Task.WhenAll(Enumerable.Range(0, 50).Select(i => BookAsync(http, $"user-{i}")));
            await api.TerminateAsync();
            Assert.Equal(0, api.ExitCode);
        }

        var copy = database.File + ".copy";
        File.Copy(database.File, copy);
        await using var db = Contexts.Open(DatabaseProvider.Sqlite, $"Data Source={copy}");
        Assert.Equal(50, await db.Appointments.CountAsync());
    }

    [Fact]
    public async Task The_log_stays_short_while_readers_never_pause()
    {
        const int MaxLog = 1024 * 1024;
        await using var door = await Door.OpenAsync(DatabaseProvider.Sqlite, options => options.MaxLogBytes = MaxLog);
        await door.StoreAsync("first");
        await using var one = await ReaderAsync(door.Database);
        await using var other = await ReaderAsync(door.Database);
        using var stop = new CancellationTokenSource();
        var reading = ReadByTurnsAsync([one, other], stop.Token);
        var longest = 0L;
        for (var batch = 0; batch < 60; batch++)
        {
            await Task.WhenAll(Enumerable.Range(0, 64).Select(i => door.StoreAsync($"c-{batch}-{i}", note: new string('x', 400))));
            longest = Math.Max(longest, new FileInfo(door.Database.File + "-wal").Length);
        }

        await stop.CancelAsync();
        await reading;
        Assert.InRange(longest, MaxLog / 2, 2 * MaxLog);
        Assert.Equal(1 + (60 * 64), (await door.StoredAsync()).Count);
    }

    private static async Task BookAsync(HttpClient http, string user)
    {
        using var body = new StringContent($$"""{"userId":"{{user}}","start":"2026-12-01T09:00:00Z"}""", Encoding.UTF8, "application/json");
        using var answer = await http.PostAsync("/api/appointments", body);
        Assert.Equal(201, (int)answer.StatusCode);
        using var list = await http.GetAsync($"/api/users/{user}/appointments");
        Assert.Equal(200, (int)list.StatusCode);
    }

    private static async Task RefusedAsync(TestApp app, string file)
    {
        for (var i = 0; i < 5; i++)
        {
            (await app.BookVisitAsync($"lost-{i}", "2026-11-23T09:00:00Z")).Expect(503, "unavailable");
        }

        (await app.GetAsync("/health/ready")).Expect(503);
        // Told once, however many ask; the other line is the ready check's.
        Assert.Contains(
            $"{file} was removed, moved or replaced",
            Assert.Single(app.Errors, e => !e.Contains("Health check", StringComparison.Ordinal))
        );
        app.Errors.Clear();
    }

    private static async Task<SqliteConnection> ReaderAsync(TestDatabase database)
    {
        var connection = new SqliteConnection($"{database.ConnectionString};Pooling=False");
        await connection.OpenAsync();
        return connection;
    }

    /// <summary>Each begins to read before the one before it has ended.</summary>
    private static async Task ReadByTurnsAsync(SqliteConnection[] readers, CancellationToken stop)
    {
        await ExecuteAsync(readers[0], "BEGIN; SELECT count(*) FROM clients");
        for (var turn = 0; !stop.IsCancellationRequested; turn++)
        {
            await ExecuteAsync(readers[(turn + 1) % 2], "BEGIN; SELECT count(*) FROM clients");
            await Task.Delay(5, CancellationToken.None);
            await ExecuteAsync(readers[turn % 2], "COMMIT");
        }
    }

    private static async Task ExecuteAsync(SqliteConnection connection, string sql)
    {
        await using var command = new SqliteCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
