using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace Scheduler.Tests.Chaos;

/// <summary>A PostgreSQL server of its own that syncs what it commits, and can be killed with all its processes.</summary>
public sealed partial class DurablePostgres : IAsyncDisposable
{
    private readonly string folder;
    private readonly int port;
    private bool running;

    private DurablePostgres(string folder, int port)
    {
        this.folder = folder;
        this.port = port;
        Data = Path.Combine(folder, "data");
    }

    public static string? WhyMissing =>
        PostgresPrograms.Folder is null && Environment.GetEnvironmentVariable("CI") != "true"
            ? "no PostgreSQL binaries (initdb, pg_ctl)"
            : null;

    public string ConnectionString => $"Host=127.0.0.1;Port={port};Username=postgres;Database=postgres;Timeout=5";

    private string Data { get; set; }

    /// <param name="archiving">Whether it copies each piece of its log that is full into an archive.</param>
    public static async Task<DurablePostgres> StartAsync(bool archiving = false)
    {
        var cluster = new DurablePostgres(await PostgresPrograms.NewFolderAsync("scheduler-durable-"), ApiProcess.FreePort());
        await PostgresPrograms.InitAsync(cluster.Data, sync: true);
        if (archiving)
        {
            await cluster.LetItArchiveAsync();
        }

        await cluster.StartServerAsync();
        return cluster;
    }

    public async Task StartServerAsync()
    {
        await PostgresPrograms.StartAsync(Data, port, "fsync=on", "synchronous_commit=on");
        running = true;
    }

    /// <summary>SIGKILL to the server and to each of its processes: nobody writes anything after this.</summary>
    public async Task KillAsync()
    {
        var server = PostgresPrograms.Server(Data);
        var children = Directory
            .GetDirectories("/proc")
            .Select(p => int.TryParse(Path.GetFileName(p), out var id) ? id : 0)
            .Where(id => id > 0 && Parent(id) == server)
            .ToList();
        foreach (var id in children.Prepend(server))
        {
            Kill(id);
        }

        await Eventually.TrueAsync(
            () => Task.FromResult(children.Prepend(server).All(id => !IsRunning(id))),
            "all of the server's processes are gone"
        );
        running = false;
        // Where nobody reaps orphans the killed server's number stays taken, and its lock file would stand in the way.
        File.Delete(PostgresPrograms.LockFile(Data));
        // What is pooled leads to a server that is gone.
        NpgsqlConnection.ClearAllPools();
    }

    public async ValueTask DisposeAsync()
    {
        if (running)
        {
            await PostgresPrograms.StopAsync(Data);
        }

        Directory.Delete(folder, recursive: true);
    }

    private static void Kill(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            process.Kill();
        }
        catch (ArgumentException)
        {
            // It has ended by itself.
        }
    }

    // A zombie, which only its parent can remove, runs no longer.
    private static bool IsRunning(int id) => Stat(id) is { } stat && stat[0] != "Z";

    private static int Parent(int id) => Stat(id) is { } stat ? int.Parse(stat[1], CultureInfo.InvariantCulture) : 0;

    /// <summary>State, parent and so on: what follows the name, which is in brackets.</summary>
    private static string[]? Stat(int id)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{id}/stat");
            return text[(text.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            return null;
        }
    }
}
