using Npgsql;

namespace Scheduler.Tests.Chaos;

/// <summary>One PostgreSQL server of a pair, on a port of its own.</summary>
internal sealed class PostgresNode : IAsyncDisposable
{
    public PostgresNode(string data)
    {
        Data = data;
        Relay = new TcpRelay(Port);
    }

    public string Data { get; }
    public int Port { get; } = ApiProcess.FreePort();

    /// <summary>Through it come the service and the standby.</summary>
    public TcpRelay Relay { get; }

    public Task StartAsync() => PostgresPrograms.StartAsync(Data, Port);

    /// <summary>To the server and each of its processes; after SIGKILL nothing of it is left.</summary>
    public async Task SignalAsync(string signal)
    {
        await PostgresPrograms.SignalAsync(Data, signal);
        if (signal == "-KILL")
        {
            File.Delete(PostgresPrograms.LockFile(Data));
        }
    }

    /// <summary>Kills it if it runs.</summary>
    public Task EndAsync() => File.Exists(PostgresPrograms.LockFile(Data)) ? SignalAsync("-KILL") : Task.CompletedTask;

    public async Task<object?> ExecuteAsync(string sql, int timeoutSeconds = 20)
    {
        await using var connection = new NpgsqlConnection(
            $"Host=127.0.0.1;Port={Port};Username=postgres;Database=postgres;Pooling=false;Timeout=5;Cancellation Timeout=-1;Command Timeout={timeoutSeconds}"
        );
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        Relay.Dispose();
    }
}
