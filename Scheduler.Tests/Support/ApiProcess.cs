using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Scheduler.Tests.Support;

/// <summary>The service as a process of its own, that can be killed.</summary>
public sealed class ApiProcess : IAsyncDisposable
{
    private readonly Process process;
    private bool ended;

    private ApiProcess(Process process, Uri url)
    {
        this.process = process;
        Url = url;
        process.OutputDataReceived += (_, line) => Output.Enqueue(line.Data ?? "");
        process.ErrorDataReceived += (_, line) => Output.Enqueue(line.Data ?? "");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public Uri Url { get; }

    /// <summary>Lines of its output.</summary>
    public ConcurrentQueue<string> Output { get; } = new();

    /// <summary>What it logged at Error or above.</summary>
    public IEnumerable<string> Errors =>
        Output.Where(line =>
            line.StartsWith("fail:", StringComparison.Ordinal)
            || line.StartsWith("crit:", StringComparison.Ordinal)
            || line.StartsWith("Unhandled", StringComparison.Ordinal)
        );

    private static string Program { get; } = Path.Combine(AppContext.BaseDirectory, "Scheduler.Api.dll");

    public int Id => process.Id;
    public bool HasExited => process.HasExited;
    public int ExitCode => process.ExitCode;

    /// <summary>As <see cref="Start"/>, with no more than so many descriptors.</summary>
    public static ApiProcess StartWithDescriptors(
        int descriptors,
        int port,
        DatabaseProvider provider,
        string connectionString,
        params string[] settings
    ) => StartBy(["sh", "-c", $"ulimit -n {descriptors}; exec dotnet \"$@\"", "sh", Program], port, provider, connectionString, settings);

    /// <summary>As <see cref="Start"/>, with another program, such as an older version.</summary>
    public static ApiProcess StartProgram(string program, int port, DatabaseProvider provider, string connectionString) =>
        StartBy(["dotnet", program], port, provider, connectionString, []);

    /// <summary>With an environment variable that says where it listens, and no other setting that does.</summary>
    public static ApiProcess StartWithVariable(int port, string sqlite, string name, string value)
    {
        var start = new ProcessStartInfo(
            "dotnet",
            [Path.Combine(AppContext.BaseDirectory, "Scheduler.Api.dll"), $"--ConnectionStrings:Scheduler={sqlite}"]
        )
        {
            Environment = { [name] = value },
        };
        return Run(start, port);
    }

    /// <summary>With these variables, and no settings but where it listens.</summary>
    public static ApiProcess StartWithEnvironment(int port, params (string Name, string Value)[] variables)
    {
        var start = new ProcessStartInfo(
            "dotnet",
            [Path.Combine(AppContext.BaseDirectory, "Scheduler.Api.dll"), $"--urls=http://127.0.0.1:{port}"]
        );
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        return Run(start, port);
    }

    /// <param name="settings">Settings in pairs: name, value.</param>
    public static ApiProcess Start(int port, DatabaseProvider provider, string connectionString, params string[] settings) =>
        StartBy(["dotnet", Program], port, provider, connectionString, settings);

    private static ApiProcess StartBy(string[] command, int port, DatabaseProvider provider, string connectionString, string[] settings)
    {
        string[] all =
        [
            "Urls",
            $"http://127.0.0.1:{port}",
            "Database:Provider",
            provider.ToString(),
            "Database:MigrateOnStart",
            "true",
            "ConnectionStrings:Scheduler",
            connectionString,
            "Logging:LogLevel:Default",
            "Warning",
            .. settings,
        ];
        return Run(new ProcessStartInfo(command[0], [.. command[1..], .. all.Chunk(2).Select(pair => $"--{pair[0]}={pair[1]}")]), port);
    }

    private static ApiProcess Run(ProcessStartInfo start, int port)
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.WorkingDirectory = AppContext.BaseDirectory;
        return new ApiProcess(Process.Start(start)!, new Uri($"http://127.0.0.1:{port}"));
    }

    /// <summary>Whether it serves.</summary>
    public async Task<bool> IsReadyAsync()
    {
        using var http = new HttpClient { BaseAddress = Url, Timeout = TimeSpan.FromSeconds(10) };
        try
        {
            return (await http.GetAsync("/health/ready")).IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    /// <summary>Waits until it serves; fails when it ends instead.</summary>
    public async Task ReadyAsync()
    {
        await Eventually.TrueAsync(
            () =>
            {
                Assert.False(process.HasExited, $"The service ended at its start.\n{string.Join('\n', Output)}");
                return IsReadyAsync();
            },
            "the service is ready"
        );
    }

    /// <summary>SIGKILL.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>SIGTERM; answers how long it then took to end.</summary>
    public async Task<TimeSpan> TerminateAsync()
    {
        var started = TimeProvider.System.GetTimestamp();
        using var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);
        await process.WaitForExitAsync();
        return TimeProvider.System.GetElapsedTime(started);
    }

    public async ValueTask DisposeAsync()
    {
        if (!ended)
        {
            ended = true;
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
        }
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
