using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace Scheduler.Tests.Chaos;

/// <summary>How a primary is lost.</summary>
public enum Loss
{
    /// <summary>Its processes end at once.</summary>
    Killed,

    /// <summary>Its processes stand still, and its connections stay.</summary>
    Frozen,

    /// <summary>Nothing that is sent to it or by it arrives.</summary>
    CutOff,

    /// <summary>It is stopped in order, and the other takes over.</summary>
    SwitchedOver,
}

/// <summary>
/// Two PostgreSQL servers that sync what they commit; commits of one wait for the other, which takes its place when it is lost. This class does
/// what Patroni does in earnest: it promotes, fences and brings the lost one back as a standby.
/// </summary>
public sealed class PostgresPair : IAsyncDisposable
{
    /// <summary>How long whoever watches over the servers takes to be sure that one is lost.</summary>
    public static readonly TimeSpan Detection = TimeSpan.FromSeconds(2);

    private readonly string folder;
    private readonly Node[] nodes;
    private int primary;

    private PostgresPair(string folder)
    {
        this.folder = folder;
        nodes = [new Node(Path.Combine(folder, "one")), new Node(Path.Combine(folder, "two"))];
    }

    /// <summary>Names both, as a service in front of a cluster does.</summary>
    public string ConnectionString =>
        $"Host=127.0.0.1:{nodes[0].Relay.Port},127.0.0.1:{nodes[1].Relay.Port};Username=postgres;Database=postgres";

    private static bool AsRoot => Environment.UserName == "root";

    private Node Primary => nodes[primary];

    private Node Other => nodes[1 - primary];

    public static async Task<PostgresPair> StartAsync()
    {
        var pair = new PostgresPair(Directory.CreateTempSubdirectory("scheduler-pair-").FullName);
        if (AsRoot)
        {
            await PostgresServer.RunAsync("chown", ["postgres", pair.folder]);
        }

        await RunAsync("initdb", "-D", pair.Primary.Data, "-U", "postgres", "--auth=trust", "--encoding=UTF8", "--locale=C");
        await StartServerAsync(pair.Primary);
        await pair.JoinAsync();
        return pair;
    }

    /// <summary>Takes the primary away, and lets the other take its place.</summary>
    /// <param name="lost">Called as soon as it is away.</param>
    public async Task FailOverAsync(Loss loss, Action lost)
    {
        switch (loss)
        {
            case Loss.Killed:
                await SignalAsync(Primary, "-KILL");
                break;
            case Loss.Frozen:
                await SignalAsync(Primary, "-STOP");
                break;
            case Loss.CutOff:
                Primary.Relay.Cut();
                break;
            case Loss.SwitchedOver:
                lost();
                await RunAsync("pg_ctl", "-D", Primary.Data, "-m", "fast", "-w", "stop");
                break;
        }

        if (loss != Loss.SwitchedOver)
        {
            lost();
            await Task.Delay(Detection);
        }

        await RunAsync("pg_ctl", "-D", Other.Data, "-w", "promote");
        primary = 1 - primary;
        // Alone until the lost one is back.
        await WaitForStandbyAsync(false);
    }

    /// <summary>A primary that comes back from its freeze, or from beyond the cut, finds no standby: what it is told to commit stays unanswered.</summary>
    public async Task AssertLostOneAcknowledgesNothingAsync(Loss loss)
    {
        if (loss is not (Loss.Frozen or Loss.CutOff))
        {
            return;
        }

        // Nobody is led to it any more, and its standby follows another.
        Other.Relay.Cut();
        await SignalAsync(Other, "-CONT");
        var error = await Assert.ThrowsAnyAsync<NpgsqlException>(() =>
            ExecuteAsync(Other, "INSERT INTO settings (\"Name\", \"Value\") VALUES ('stale', 'stale')", timeoutSeconds: 2)
        );
        Assert.IsType<TimeoutException>(error.InnerException);
    }

    /// <summary>Makes the lost one anew as a standby, for which commits wait.</summary>
    public async Task RejoinAsync()
    {
        if (File.Exists(Path.Combine(Other.Data, "postmaster.pid")))
        {
            await SignalAsync(Other, "-KILL");
        }

        Other.Relay.Heal();
        Directory.Delete(Other.Data, recursive: true);
        await JoinAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in nodes)
        {
            if (File.Exists(Path.Combine(node.Data, "postmaster.pid")))
            {
                await SignalAsync(node, "-KILL");
            }

            node.Relay.Dispose();
        }

        NpgsqlConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    private async Task JoinAsync()
    {
        await RunAsync(
            "pg_basebackup",
            ["-h", "127.0.0.1", "-p", $"{Primary.Relay.Port}", "-U", "postgres", "-D", Other.Data, "-R", "-X", "stream", "-c", "fast"]
        );
        await StartServerAsync(Other);
        await WaitForStandbyAsync(true);
        await Eventually.TrueAsync(
            async () => await ExecuteAsync(Primary, "SELECT bool_or(sync_state = 'sync') FROM pg_stat_replication") is true,
            "the standby is waited for"
        );
    }

    private async Task WaitForStandbyAsync(bool wait)
    {
        await ExecuteAsync(Primary, $"ALTER SYSTEM SET synchronous_standby_names = '{(wait ? "*" : "")}'");
        await ExecuteAsync(Primary, "SELECT pg_reload_conf()");
    }

    private static async Task<object?> ExecuteAsync(Node node, string sql, int timeoutSeconds = 20)
    {
        await using var connection = new NpgsqlConnection(
            $"Host=127.0.0.1;Port={node.Port};Username=postgres;Database=postgres;Pooling=false;Timeout=5;Cancellation Timeout=-1;Command Timeout={timeoutSeconds}"
        );
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    private static Task RunAsync(string program, params string[] arguments) =>
        PostgresServer.RunAsync(Path.Combine(PostgresServer.Binaries!, program), arguments, AsRoot);

    private static Task StartServerAsync(Node node) =>
        RunAsync(
            "pg_ctl",
            "-D",
            node.Data,
            "-w",
            "-t",
            "60",
            "-l",
            node.Data + ".log",
            "-o",
            $"-p {node.Port} -c unix_socket_directories= -c listen_addresses=127.0.0.1",
            "start"
        );

    /// <summary>To the server and each of its processes; after SIGKILL nothing of it is left.</summary>
    private static async Task SignalAsync(Node node, string signal)
    {
        var lockFile = Path.Combine(node.Data, "postmaster.pid");
        var server = int.Parse((await File.ReadAllLinesAsync(lockFile))[0], CultureInfo.InvariantCulture);
        var children = (await File.ReadAllTextAsync($"/proc/{server}/task/{server}/children")).Split(
            ' ',
            StringSplitOptions.RemoveEmptyEntries
        );
        using var kill = Process.Start("kill", [signal, $"{server}", .. children]);
        await kill.WaitForExitAsync();
        if (signal == "-KILL")
        {
            File.Delete(lockFile);
        }
    }

    private sealed class Node
    {
        public Node(string data)
        {
            Data = data;
            Relay = new TcpRelay(Port);
        }

        public string Data { get; }
        public int Port { get; } = ApiProcess.FreePort();

        /// <summary>Through it come the service and the standby.</summary>
        internal TcpRelay Relay { get; }
    }
}
