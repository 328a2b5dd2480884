using Npgsql;

namespace Scheduler.Tests.Chaos;

/// <summary>
/// Two PostgreSQL servers that sync what they commit; commits of one wait for the other, which takes its place when it is lost. This class does
/// what Patroni does in earnest: it promotes, fences and brings the lost one back as a standby.
/// </summary>
public sealed class PostgresPair : IAsyncDisposable
{
    /// <summary>How long whoever watches over the servers takes to be sure that one is lost.</summary>
    public static readonly TimeSpan Detection = TimeSpan.FromSeconds(2);

    private readonly string folder;
    private readonly PostgresNode[] nodes;
    private int primary;

    private PostgresPair(string folder)
    {
        this.folder = folder;
        nodes = [new PostgresNode(Path.Combine(folder, "one")), new PostgresNode(Path.Combine(folder, "two"))];
    }

    /// <summary>Names both, as a service in front of a cluster does.</summary>
    public string ConnectionString =>
        $"Host=127.0.0.1:{nodes[0].Relay.Port},127.0.0.1:{nodes[1].Relay.Port};Username=postgres;Database=postgres";

    private PostgresNode Primary => nodes[primary];

    private PostgresNode Other => nodes[1 - primary];

    public static async Task<PostgresPair> StartAsync()
    {
        var pair = new PostgresPair(await PostgresPrograms.NewFolderAsync("scheduler-pair-"));
        await PostgresPrograms.InitAsync(pair.Primary.Data, sync: true);
        await pair.Primary.StartAsync();
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
                await Primary.SignalAsync("-KILL");
                break;
            case Loss.Frozen:
                await Primary.SignalAsync("-STOP");
                break;
            case Loss.CutOff:
                Primary.Relay.Cut();
                break;
            case Loss.SwitchedOver:
                lost();
                await PostgresPrograms.StopAsync(Primary.Data, "fast");
                break;
        }

        if (loss != Loss.SwitchedOver)
        {
            lost();
            await Task.Delay(Detection);
        }

        await PostgresPrograms.RunAsync("pg_ctl", "-D", Other.Data, "-w", "promote");
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
        await Other.SignalAsync("-CONT");
        var error = await Assert.ThrowsAnyAsync<NpgsqlException>(() =>
            Other.ExecuteAsync("INSERT INTO settings (\"Name\", \"Value\") VALUES ('stale', 'stale')", timeoutSeconds: 2)
        );
        Assert.IsType<TimeoutException>(error.InnerException);
    }

    /// <summary>Makes the lost one anew as a standby, for which commits wait.</summary>
    public async Task RejoinAsync()
    {
        await Other.EndAsync();
        Other.Relay.Heal();
        Directory.Delete(Other.Data, recursive: true);
        await JoinAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in nodes)
        {
            await node.DisposeAsync();
        }

        NpgsqlConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    private async Task JoinAsync()
    {
        await PostgresPrograms.CopyAsync(Primary.Relay.Port, Other.Data, "-R", "-X", "stream");
        await Other.StartAsync();
        await WaitForStandbyAsync(true);
        await Eventually.TrueAsync(
            async () => await Primary.ExecuteAsync("SELECT bool_or(sync_state = 'sync') FROM pg_stat_replication") is true,
            "the standby is waited for"
        );
    }

    private async Task WaitForStandbyAsync(bool wait)
    {
        await Primary.ExecuteAsync($"ALTER SYSTEM SET synchronous_standby_names = '{(wait ? "*" : "")}'");
        await Primary.ExecuteAsync("SELECT pg_reload_conf()");
    }
}
