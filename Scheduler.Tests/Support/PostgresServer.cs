using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;
using Scheduler.Data.Databases;

[assembly: AssemblyFixture(typeof(Scheduler.Tests.Support.PostgresServer))]

namespace Scheduler.Tests.Support;

/// <summary>
/// A PostgreSQL server for the tests: the one that <c>SCHEDULER_TEST_POSTGRES</c> names, a container where the build has them, or a
/// throw-away cluster of the installed binaries.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private const string Variable = "SCHEDULER_TEST_POSTGRES";
    private const string Template = "scheduler_template";
    private static readonly Lazy<Task<string>> Server = new(StartAsync);
    private static readonly Lazy<Task> TemplateDatabase = new(MakeTemplateAsync);
    private static readonly SemaphoreSlim OneCopyAtATime = new(1);
    private static int databases;
    private static Func<Task>? stop;

    /// <summary>Why PostgreSQL tests cannot run here; null when they can. With <c>CI</c> set they run, and fail.</summary>
    public static string? WhyMissing =>
        Environment.GetEnvironmentVariable(Variable) is not null
        || Binaries is not null
        || TestContainer.IsBuilt
        || Environment.GetEnvironmentVariable("CI") == "true"
            ? null
            : $"no PostgreSQL: set {Variable} to a connection string, or install the server's binaries (initdb, pg_ctl)";

    internal static string? Binaries
    {
        get
        {
            string[] folders = ["/usr/lib/postgresql", "/opt/homebrew/opt", "/usr/local/opt"];
            return folders
                .Where(Directory.Exists)
                .SelectMany(folder => Directory.GetDirectories(folder))
                .Select(folder => Path.Combine(folder, "bin"))
                .Where(bin => File.Exists(Path.Combine(bin, "initdb")) && File.Exists(Path.Combine(bin, "pg_ctl")))
                .OrderBy(bin => bin, StringComparer.Ordinal)
                .LastOrDefault();
        }
    }

    /// <summary>The connection string of a new database.</summary>
    public static async Task<string> CreateDatabaseAsync(bool migrated)
    {
        var server = await Server.Value;
        if (migrated)
        {
            await TemplateDatabase.Value;
        }

        var name = $"scheduler_test_{Environment.ProcessId}_{Interlocked.Increment(ref databases)}";
        // PostgreSQL copies a template for one at a time.
        await OneCopyAtATime.WaitAsync();
        try
        {
            await ExecuteAsync(server, migrated ? $"CREATE DATABASE {name} TEMPLATE {Template}" : $"CREATE DATABASE {name}");
        }
        finally
        {
            OneCopyAtATime.Release();
        }

        return new NpgsqlConnectionStringBuilder(server)
        {
            Database = name,
            MaxPoolSize = 16,
            ConnectionIdleLifetime = 5,
            ConnectionPruningInterval = 1,
        }.ConnectionString;
    }

    public async ValueTask DisposeAsync()
    {
        if (stop is not null)
        {
            await stop();
        }
    }

    private static async Task<string> StartAsync()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { } given)
        {
            return given;
        }

        if (Binaries is not { } binaries)
        {
            return TestContainer.IsBuilt
                ? await TestContainer.StartAsync(s => stop = s)
                : throw new InvalidOperationException("CI is set and there is no PostgreSQL: its tests cannot be left out.");
        }

        var folder = Directory.CreateTempSubdirectory("scheduler-postgres-").FullName;
        // The server refuses to run as root.
        var asRoot = Environment.UserName == "root";
        if (asRoot)
        {
            await RunAsync("chown", ["postgres", folder]);
            await RunAsync("chmod", ["755", folder]);
        }

        var data = Path.Combine(folder, "data");
        var port = FreePort();
        await RunAsync(
            Path.Combine(binaries, "initdb"),
            ["-D", data, "-U", "postgres", "--auth=trust", "--no-sync", "--encoding=UTF8", "--locale=C"],
            asRoot
        );
        // A test's data does not outlive the run: syncing it would only cost time. What a crash keeps is tested elsewhere, on a
        // server that syncs.
        await RunAsync(
            Path.Combine(binaries, "pg_ctl"),
            [
                "-D",
                data,
                "-w",
                "-l",
                Path.Combine(folder, "log"),
                "-o",
                $"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c max_connections=400 -c fsync=off",
                "start",
            ],
            asRoot
        );
        stop = async () =>
        {
            await RunAsync(Path.Combine(binaries, "pg_ctl"), ["-D", data, "-m", "immediate", "-w", "stop"], asRoot);
            Directory.Delete(folder, recursive: true);
        };
        return $"Host=127.0.0.1;Port={port};Username=postgres;Database=postgres";
    }

    private static async Task MakeTemplateAsync()
    {
        var server = await Server.Value;
        await ExecuteAsync(server, $"DROP DATABASE IF EXISTS {Template}");
        await ExecuteAsync(server, $"CREATE DATABASE {Template}");
        await Contexts.ApplyAsync(
            DatabaseProvider.Postgres,
            new NpgsqlConnectionStringBuilder(server) { Database = Template, Pooling = false }.ConnectionString
        );
    }

    private static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    internal static async Task RunAsync(string program, string[] arguments, bool asPostgres = false)
    {
        // The server inherits what it is started with: its output must not be a pipe that this waits to see closed.
        var start = asPostgres
            ? new ProcessStartInfo("runuser", ["-u", "postgres", "--", program, .. arguments])
            : new ProcessStartInfo(program, arguments);
        start.WorkingDirectory = Path.GetTempPath();
        var quiet = new ProcessStartInfo("sh", ["-c", "\"$0\" \"$@\" >/dev/null 2>&1 </dev/null", start.FileName, .. start.ArgumentList])
        {
            WorkingDirectory = start.WorkingDirectory,
        };
        using var process = Process.Start(quiet)!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
