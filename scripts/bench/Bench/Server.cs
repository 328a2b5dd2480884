using System.Diagnostics;
using System.Globalization;

namespace Bench;

/// <summary>A process that is measured, with its own port.</summary>
internal sealed class Server : IDisposable
{
    private static readonly HttpClient Http = new();
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);
    private readonly Process process;

    private Server(string name, Process process, Uri url, TimeSpan start)
    {
        (Name, this.process, Url, Start) = (name, process, url, start);
    }

    public string Name { get; }
    public Uri Url { get; }

    /// <summary>From the start of the process to the first answer of 200.</summary>
    public TimeSpan Start { get; }

    /// <summary>Seconds of processor time of the process so far, in user and kernel mode.</summary>
    public double CpuSeconds
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime.TotalSeconds;
        }
    }

    /// <summary>Resident memory in MB.</summary>
    public double Memory
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64 / 1e6;
        }
    }

    /// <param name="ready">The path that answers 200, or 404 where the server knows none, once requests are taken.</param>
    public static async Task<Server> StartAsync(
        string name,
        string program,
        string[] arguments,
        int port,
        string ready,
        params (string Name, string Value)[] settings
    )
    {
        var url = new Uri($"http://127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}");
        var start = new ProcessStartInfo("dotnet", [program, .. arguments])
        {
            WorkingDirectory = Path.GetDirectoryName(program)!,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        start.Environment["Urls"] = url.OriginalString;
        foreach (var (setting, value) in settings)
        {
            start.Environment[setting] = value;
        }

        var clock = Stopwatch.StartNew();
        var started = Process.Start(start)!;
        // Also when a later one fails to start, or the bench is interrupted.
        AppDomain.CurrentDomain.ProcessExit += (_, _) => End(started);
        started.OutputDataReceived += (_, _) => { };
        started.BeginOutputReadLine();
        while (true)
        {
            try
            {
                using var answer = await Http.GetAsync(new Uri(url, ready));
                if (answer.IsSuccessStatusCode || ready == "/")
                {
                    return new Server(name, started, url, clock.Elapsed);
                }
            }
            catch (HttpRequestException) when (!started.HasExited && clock.Elapsed < StartTimeout)
            {
                await Task.Delay(5);
            }
        }
    }

    public async Task<byte[]> GetAsync(string path) => await Http.GetByteArrayAsync(new Uri(Url, path));

    public async Task<byte[]> PostAsync(string path, string body)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var answer = await Http.PostAsync(new Uri(Url, path), content);
        return await answer.Content.ReadAsByteArrayAsync();
    }

    /// <summary>Gives the ceiling the bytes that it is to answer with.</summary>
    public async Task AnswerAsync(byte[] bytes)
    {
        using var content = new ByteArrayContent(bytes);
        using var answer = await Http.PutAsync(new Uri(Url, "/answer"), content);
        answer.EnsureSuccessStatusCode();
    }

    public void Dispose() => End(process);

    private static void End(Process process)
    {
        if (!process.HasExited)
        {
            process.Kill();
            process.WaitForExit();
        }
    }
}
