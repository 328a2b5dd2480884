using System.Net;
using System.Text.Json;

namespace Scheduler.Tests.Operate;

/// <summary>What an administrator does from the command line, on each database.</summary>
public sealed class CommandTests
{
    [Theory, OnEachDatabase]
    public async Task A_database_is_made_looked_at_copied_and_put_back(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider, migrated: false);
        var folder = Directory.CreateTempSubdirectory("scheduler-operate-").FullName;
        var (backup, lines) = (Path.Combine(folder, "backup"), Path.Combine(folder, "all.jsonl"));
        Assert.Contains("migration(s) applied", await DoneAsync(database, "migrate"));

        string id;
        await using (var app = TestApp.StartOn(database, new TestClock(TestApp.Now)))
        {
            id = (await app.BookVisitAsync("alice", "2026-11-23T09:00")).Expect(201).Text("id");
            // While it is served from.
            Assert.Contains(backup, await DoneAsync(database, "backup", backup));
            Assert.Contains("overwrites nothing", await RefusedAsync(database, "backup", backup));
            Assert.Contains(
                provider == DatabaseProvider.Sqlite ? "is in use" : "has tables",
                await RefusedAsync(database, "restore", backup)
            );
        }

        var doctor = await Cli.RunAsync(database, null, "doctor");
        var looks = doctor.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        // The tests' own server does not sync, and the doctor sees it.
        Assert.Equal(provider == DatabaseProvider.Postgres ? 1 : 0, doctor.Code);
        Assert.Equal(doctor.Code, looks.Count(line => line.StartsWith("fail  database  fsync is off", StringComparison.Ordinal)));
        Assert.Contains(looks, line => line.StartsWith("ok    schema", StringComparison.Ordinal));
        Assert.All(
            looks,
            line => Assert.Matches("^(ok|warn|fail) +(settings|database|schema|clock|zones|cluster|standby|disk|mail|proxy) +[^ ]", line)
        );

        await DoneAsync(database, "export", lines);
        var exported = (await File.ReadAllLinesAsync(lines)).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal(
            ["appointment", "appointment-type", "client", "event"],
            exported.Select(line => line.GetProperty("kind").GetString()!).Distinct().Order()
        );
        Assert.Equal(
            id,
            exported.Single(line => line.GetProperty("kind").GetString() == "appointment").GetProperty("data").GetProperty("id").GetString()
        );

        // What was booked since the backup is not in it.
        await using (var app = TestApp.StartOn(database, new TestClock(TestApp.Now)))
        {
            (await app.BookVisitAsync("bert", "2026-11-23T09:00")).Expect(201);
        }

        await using var into = provider == DatabaseProvider.Sqlite ? null : await TestDatabase.CreateAsync(provider, migrated: false);
        await DoneAsync(into ?? database, "restore", backup);
        await using (var app = TestApp.StartOn(into ?? database, new TestClock(TestApp.Now)))
        {
            Assert.Equal(id, (await app.GetAsync("/api/users/alice/appointments")).Expect(200).Text("items.0.id"));
            Assert.Equal(0, (await app.GetAsync("/api/users/bert/appointments")).Expect(200)["items"].GetArrayLength());
        }

        if (provider == DatabaseProvider.Sqlite)
        {
            Assert.Single(Directory.GetFiles(Path.GetDirectoryName(database.File)!, "*.before-restore-*Z"));
            Assert.True(
                OperatingSystem.IsWindows() || File.GetUnixFileMode(database.File) == (UnixFileMode.UserRead | UnixFileMode.UserWrite)
            );
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task The_doctor_names_what_is_wrong()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite, migrated: false);
        await File.WriteAllTextAsync(database.File, "These are not the bytes of a database.");
        var port = ApiProcess.FreePort();
        var (code, output, _) = await Cli.RunAsync(
            database,
            null,
            "doctor",
            $"--Mail:Server=smtp://127.0.0.1:{port}",
            "--Mail:From=office@example.org",
            "--PublicBaseUrl=https://appointments.example.org"
        );
        Assert.Equal(1, code);
        Assert.Contains("fail  database", output);
        Assert.Contains("is not a SQLite database", output);
        Assert.Contains("fail  mail", output);
        Assert.Contains("warn  proxy     ProxyNetworks is not set", output);

        (code, output, _) = await Cli.RunAsync(database, null, "doctor", "--Scheduling:TimeZone=Mars/Olympus");
        Assert.Equal((1, true), (code, output.StartsWith("fail  settings", StringComparison.Ordinal)));
    }

    /// <summary>3.0.2 lost bookings that were acknowledged in trials.</summary>
    [Fact]
    public async Task The_doctor_knows_a_Patroni_that_loses_bookings()
    {
        const string host = "127.0.0.77";
        using var patroni = new HttpListener { Prefixes = { $"http://{host}:8008/" } };
        patroni.Start();
        var answering = Task.Run(async () =>
        {
            var http = await patroni.GetContextAsync();
            await http.Response.OutputStream.WriteAsync("""{"state":"running","patroni":{"version":"3.0.2","scope":"s"}}"""u8.ToArray());
            http.Response.Close();
        });
        // Nobody else answers there.
        var database = TestDatabase.At(DatabaseProvider.Postgres, $"Host={host};Port=1;Database=x;Username=x;Timeout=2");
        var (code, output, _) = await Cli.RunAsync(database, null, "doctor");
        await answering;
        Assert.Equal(1, code);
        Assert.Contains("fail  database", output);
        Assert.Contains("fail  patroni   Patroni 3.0.2 at 127.0.0.77 loses acknowledged bookings", output);
    }

    [Fact]
    public async Task Every_command_says_what_it_does()
    {
        var database = TestDatabase.At(DatabaseProvider.Sqlite, "Data Source=/nonexistent/scheduler.db");
        var (code, usage, _) = await Cli.RunAsync(database, null, "--help");
        Assert.Equal(0, code);
        foreach (
            var name in new[]
            {
                "migrate",
                "doctor",
                "accounts create",
                "keys list",
                "audit verify",
                "backup",
                "restore",
                "export",
                "version",
            }
        )
        {
            Assert.Contains($"\n  {name} ", usage);
        }

        var help = await Cli.RunAsync(database, null, "restore", "--help");
        Assert.Equal(
            (0, true),
            (help.Code, help.Output.StartsWith("usage: dotnet Scheduler.Api.dll restore BACKUP", StringComparison.Ordinal))
        );
        var version = await Cli.RunAsync(database, null, "version");
        Assert.Equal(0, version.Code);
        Assert.Matches("^Scheduler [0-9]+\\.[0-9]+\\.[0-9]+", version.Output);
        Assert.Equal(2, (await Cli.RunAsync(database, null, "backup")).Code);
    }

    private static async Task<string> DoneAsync(TestDatabase database, params string[] command)
    {
        var (code, output, errors) = await Cli.RunAsync(database, null, command);
        Assert.True(code == 0, $"{string.Join(' ', command)} ended with {code}:\n{output}\n{errors}");
        return output;
    }

    private static async Task<string> RefusedAsync(TestDatabase database, params string[] command)
    {
        var (code, _, errors) = await Cli.RunAsync(database, null, command);
        Assert.Equal(1, code);
        return Assert.Single(errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }
}
