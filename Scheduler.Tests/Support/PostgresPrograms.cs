using System.Diagnostics;
using System.Globalization;

namespace Scheduler.Tests.Support;

/// <summary>PostgreSQL's own programs, run as its own user: it refuses to run as root.</summary>
internal static class PostgresPrograms
{
    /// <summary>Where they are; null where they are not installed.</summary>
    public static string? Folder
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

    private static bool IsRoot => Environment.UserName == "root";

    /// <summary>A new folder in which a server may write.</summary>
    public static async Task<string> NewFolderAsync(string prefix)
    {
        var folder = Directory.CreateTempSubdirectory(prefix).FullName;
        await GiveAsync(folder);
        return folder;
    }

    /// <summary>Lets a server write there.</summary>
    public static Task GiveAsync(string folder) => IsRoot ? RunQuietlyAsync("chown", ["postgres", folder]) : Task.CompletedTask;

    /// <summary>Runs one of them.</summary>
    public static Task RunAsync(string program, params IEnumerable<string> arguments)
    {
        var path = Path.Combine(Folder!, program);
        return IsRoot ? RunQuietlyAsync("runuser", ["-u", "postgres", "--", path, .. arguments]) : RunQuietlyAsync(path, arguments);
    }

    /// <summary>The files of a new server.</summary>
    public static Task InitAsync(string data, bool sync) =>
        RunAsync(
            "initdb",
            ["-D", data, "-U", "postgres", "--auth=trust", "--encoding=UTF8", "--locale=C", .. sync ? (string[])[] : ["--no-sync"]]
        );

    /// <summary>Copies the files of a running server.</summary>
    public static Task CopyAsync(int port, string data, params IEnumerable<string> more) =>
        RunAsync("pg_basebackup", ["-h", "127.0.0.1", "-p", $"{port}", "-U", "postgres", "-D", data, "-c", "fast", .. more]);

    /// <param name="settings">As <c>postgres</c> takes them, each after <c>-c</c>.</param>
    public static Task StartAsync(string data, int port, params IEnumerable<string> settings)
    {
        string[] all = ["unix_socket_directories=", "listen_addresses=127.0.0.1", .. settings];
        var options = $"-p {port} {string.Join(' ', all.Select(setting => $"-c {setting}"))}";
        return RunAsync("pg_ctl", ["-D", data, "-w", "-t", "60", "-l", data + ".log", "-o", options, "start"]);
    }

    public static Task StopAsync(string data, string mode = "immediate") => RunAsync("pg_ctl", "-D", data, "-m", mode, "-w", "stop");

    /// <summary>The process of the server on these files.</summary>
    public static int Server(string data) => int.Parse(File.ReadLines(LockFile(data)).First(), CultureInfo.InvariantCulture);

    /// <summary>Is there while the server runs, and after SIGKILL.</summary>
    public static string LockFile(string data) => Path.Combine(data, "postmaster.pid");

    /// <summary>To the server and each of its processes.</summary>
    public static async Task SignalAsync(string data, string signal)
    {
        var server = Server(data);
        var children = (await File.ReadAllTextAsync($"/proc/{server}/task/{server}/children")).Split(
            ' ',
            StringSplitOptions.RemoveEmptyEntries
        );
        using var kill = Process.Start("kill", [signal, $"{server}", .. children]);
        await kill.WaitForExitAsync();
    }

    private static async Task RunQuietlyAsync(string program, IEnumerable<string> arguments)
    {
        // The server inherits what it is started with: its output must not be a pipe that this waits to see closed.
        var start = new ProcessStartInfo("sh", ["-c", "\"$0\" \"$@\" >/dev/null 2>&1 </dev/null", program, .. arguments])
        {
            WorkingDirectory = Path.GetTempPath(),
        };
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} {string.Join(' ', start.ArgumentList.Skip(3))} ended with {process.ExitCode}.");
        }
    }
}
