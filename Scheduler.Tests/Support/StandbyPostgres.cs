using Npgsql;

namespace Scheduler.Tests.Support;

/// <summary>A PostgreSQL primary whose commits wait for a standby, which can be frozen.</summary>
public sealed class StandbyPostgres : IAsyncDisposable
{
    private readonly string folder;
    private readonly int primaryPort = ApiProcess.FreePort();
    private readonly int standbyPort = ApiProcess.FreePort();
    private readonly HashSet<string> running = [];

    private StandbyPostgres(string folder) => this.folder = folder;

    public string ConnectionString => $"Host=127.0.0.1;Port={primaryPort};Username=postgres;Database=postgres;Timeout=3;Command Timeout=1";

    public string StandbyConnectionString => $"Host=127.0.0.1;Port={standbyPort};Username=postgres;Database=postgres;Timeout=3";

    /// <summary>Both, with the service's schema.</summary>
    public static async Task<StandbyPostgres> StartAsync()
    {
        var pair = new StandbyPostgres(await PostgresPrograms.NewFolderAsync("scheduler-standby-"));
        await PostgresPrograms.InitAsync(pair.Data("primary"), sync: false);
        await pair.StartServerAsync("primary", pair.primaryPort);
        await Contexts.ApplyAsync(
            DatabaseProvider.Postgres,
            $"Host=127.0.0.1;Port={pair.primaryPort};Username=postgres;Database=postgres;Pooling=false"
        );
        await PostgresPrograms.CopyAsync(pair.primaryPort, pair.Data("standby"), "-R", "-X", "stream", "--no-sync");
        await pair.StartServerAsync("standby", pair.standbyPort);
        await pair.ExecuteAsync("ALTER SYSTEM SET synchronous_standby_names = '*'");
        await pair.ExecuteAsync("SELECT pg_reload_conf()");
        await Eventually.TrueAsync(
            async () => await pair.ExecuteAsync("SELECT bool_or(sync_state = 'sync') FROM pg_stat_replication") is true,
            "the standby is waited for"
        );
        return pair;
    }

    /// <summary>The standby answers nothing, and its connection stays.</summary>
    public Task FreezeStandbyAsync() => SignalAsync("-STOP");

    public Task ThawStandbyAsync() => SignalAsync("-CONT");

    public Task StopPrimaryAsync() => StopAsync("primary");

    /// <summary>Commits wait for it no more.</summary>
    public async Task LoseStandbyAsync()
    {
        await WaitForNobodyAsync();
        await StopAsync("standby");
    }

    public async Task WaitForNobodyAsync()
    {
        await ExecuteAsync("ALTER SYSTEM SET synchronous_standby_names = ''");
        await ExecuteAsync("SELECT pg_reload_conf()");
    }

    /// <summary>The standby receives the log, and does not apply it.</summary>
    public Task PauseStandbyAsync() => ExecuteOnStandbyAsync("SELECT pg_wal_replay_pause()");

    public Task ResumeStandbyAsync() => ExecuteOnStandbyAsync("SELECT pg_wal_replay_resume()");

    /// <summary>On the primary.</summary>
    public Task<object?> ExecuteAsync(string sql) => ExecuteAsync(sql, ConnectionString);

    public Task<object?> ExecuteOnStandbyAsync(string sql) => ExecuteAsync(sql, StandbyConnectionString);

    private static async Task<object?> ExecuteAsync(string sql, string connectionString)
    {
        await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (running.Contains("standby"))
        {
            await ThawStandbyAsync();
        }

        foreach (var server in running)
        {
            await PostgresPrograms.StopAsync(Data(server));
        }

        Directory.Delete(folder, recursive: true);
    }

    private string Data(string server) => Path.Combine(folder, server);

    private async Task StartServerAsync(string server, int port)
    {
        await PostgresPrograms.StartAsync(Data(server), port, "fsync=off");
        running.Add(server);
    }

    private async Task StopAsync(string server)
    {
        await PostgresPrograms.StopAsync(Data(server));
        running.Remove(server);
    }

    private Task SignalAsync(string signal) => PostgresPrograms.SignalAsync(Data("standby"), signal);
}
