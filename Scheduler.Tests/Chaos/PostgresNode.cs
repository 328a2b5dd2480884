using System.Diagnostics;
using System.Globalization;
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

    /// <summary>PostgreSQL runs as nobody else than its own user.</summary>
    public static bool AsRoot => Environment.UserName == "root";

    public string Data { get; }
    public int Port { get; } = ApiProcess.FreePort();

    /// <summary>Through it come the service and the standby.</summary>
    public TcpRelay Relay { get; }

    private string LockFile => Path.Combine(Data, "postmaster.pid");

    /// <summary>Runs one of PostgreSQL's programs.</summary>
    public static Task RunAsync(string program, params string[] arguments) =>
        PostgresServer.RunAsync(Path.Combine(PostgresServer.Binaries!, program), arguments, AsRoot);

    public Task StartAsync() =>
        RunAsync(
            "pg_ctl",
            "-D",
            Data,
            "-w",
            "-t",
            "60",
            "-l",
            Data + ".log",
            "-o",
            $"-p {Port} -c unix_socket_directories= -c listen_addresses=127.0.0.1",
            "start"
        );

    /// <summary>To the server and each of its processes; after SIGKILL nothing of it is left.</summary>
    public async Task SignalAsync(string signal)
    {
        var server = int.Parse((await File.ReadAllLinesAsync(LockFile))[0], CultureInfo.InvariantCulture);
        var children = (await File.ReadAllTextAsync($"/proc/{server}/task/{server}/children")).Split(
            ' ',
            StringSplitOptions.RemoveEmptyEntries
        );
        using var kill = Process.Start("kill", [signal, $"{server}", .. children]);
        await kill.WaitForExitAsync();
        if (signal == "-KILL")
        {
            File.Delete(LockFile);
        }
    }

    /// <summary>Kills it if it runs.</summary>
    public Task EndAsync() => File.Exists(LockFile) ? SignalAsync("-KILL") : Task.CompletedTask;

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
