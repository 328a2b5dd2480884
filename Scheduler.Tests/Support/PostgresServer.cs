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
        || PostgresPrograms.Folder is not null
        || TestContainer.IsBuilt
        || Environment.GetEnvironmentVariable("CI") == "true"
            ? null
            : $"no PostgreSQL: set {Variable} to a connection string, or install the server's binaries (initdb, pg_ctl)";

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

        if (PostgresPrograms.Folder is null)
        {
            return TestContainer.IsBuilt
                ? await TestContainer.StartAsync(s => stop = s)
                : throw new InvalidOperationException("CI is set and there is no PostgreSQL: its tests cannot be left out.");
        }

        var folder = await PostgresPrograms.NewFolderAsync("scheduler-postgres-");
        var data = Path.Combine(folder, "data");
        var port = ApiProcess.FreePort();
        await PostgresPrograms.InitAsync(data, sync: false);
        // A test's data does not outlive the run: syncing it would only cost time. What a crash keeps is tested elsewhere, on a
        // server that syncs.
        await PostgresPrograms.StartAsync(data, port, "max_connections=400", "fsync=off");
        stop = async () =>
        {
            await PostgresPrograms.StopAsync(data);
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
}
