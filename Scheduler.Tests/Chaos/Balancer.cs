using System.Diagnostics;
using System.Net;

namespace Scheduler.Tests.Chaos;

/// <summary>nginx with the rules of <c>deploy/nginx.conf</c> before the service, on a port of its own and without TLS.</summary>
public sealed class Balancer : IAsyncDisposable
{
    private const string Program = "/usr/sbin/nginx";
    private readonly ScratchFolder folder = new();
    private readonly int port = ApiProcess.FreePort();
    private Process? process;

    private Balancer() { }

    public static bool IsInstalled => File.Exists(Program);

    public Uri Url => new($"http://127.0.0.1:{port}");

    /// <summary>Passes everything on to <paramref name="service"/>, which need not listen yet.</summary>
    public static async Task<Balancer> StartAsync(Uri service)
    {
        var balancer = new Balancer();
        await balancer.WriteAsync(service);
        await balancer.StartAsync();
        return balancer;
    }

    /// <summary>Ends it at once, with every request that is under way, and starts it again.</summary>
    public async Task RestartAsync()
    {
        await EndAsync();
        await StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        folder.Dispose();
    }

    private async Task StartAsync()
    {
        process = Process.Start(new ProcessStartInfo(Program, ["-p", folder.File(""), "-c", folder.File("nginx.conf")]))!;
        using var http = new HttpClient();
        await Eventually.TrueAsync(
            async () =>
            {
                try
                {
                    using var answer = await http.GetAsync(new Uri(Url, "/health/live"));
                    return answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.BadGateway;
                }
                catch (HttpRequestException)
                {
                    return false;
                }
            },
            "the balancer listens"
        );
    }

    private async Task EndAsync()
    {
        process!.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private async Task WriteAsync(Uri service)
    {
        var lines = await File.ReadAllLinesAsync(Repository.File("deploy", "nginx.conf"));
        // The second server is the one that passes on. Whoever calls from this computer needs no key, if nothing says that it comes from afar.
        var rules = string.Join(
                '\n',
                lines.Where(line =>
                    !line.Contains("ssl_", StringComparison.Ordinal)
                    && !line.Contains("X-Forwarded", StringComparison.Ordinal)
                    && !line.Contains("proxy_set_header Forwarded", StringComparison.Ordinal)
                )
            )
            .Replace("listen 443 ssl http2", $"listen 127.0.0.1:{port} default_server", StringComparison.Ordinal)
            .Replace("listen 80;", $"listen 127.0.0.1:{ApiProcess.FreePort()};", StringComparison.Ordinal)
            .Replace("127.0.0.1:5080", $"127.0.0.1:{service.Port}", StringComparison.Ordinal);
        var temporary = string.Concat(
            new[] { "client_body", "proxy", "fastcgi", "uwsgi", "scgi" }.Select(name => $"{name}_temp_path {folder.File(name)};\n")
        );
        // One process: it is gone when it is killed, and so is its port.
        await File.WriteAllTextAsync(
            folder.File("nginx.conf"),
            $"daemon off; master_process off; pid {folder.File("pid")}; error_log {folder.File("error.log")};\n"
                + $"events {{ worker_connections 1024; }}\nhttp {{\n{temporary}{rules}\n}}\n"
        );
    }
}
