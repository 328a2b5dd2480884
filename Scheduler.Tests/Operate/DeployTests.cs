using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using Scheduler.Tests.Chaos;

namespace Scheduler.Tests.Operate;

/// <summary>What lies in <c>deploy/</c> is understood by the programs that it is for; where one is missing, its test says so.</summary>
public sealed partial class DeployTests
{
    private static readonly string Deploy = Repository.File("deploy");

    [Fact]
    public async Task Caddy_understands_its_file() =>
        await UnderstoodAsync("caddy", ["adapt", "--config", Path.Combine(Deploy, "Caddyfile"), "--adapter", "caddyfile"]);

    [Fact]
    public async Task HAProxy_understands_its_file() =>
        await UnderstoodAsync("haproxy", ["-c", "-f", Path.Combine(Deploy, "ha", "haproxy.cfg")]);

    [Fact]
    public async Task Prometheus_understands_its_files() =>
        await UnderstoodAsync("promtool", ["check", "config", Path.Combine(Deploy, "prometheus.yml")]);

    [Theory, InlineData("compose.yaml"), InlineData("compose.postgres.yaml")]
    public async Task Compose_understands_its_files(string file)
    {
        using var folder = new ScratchFolder();
        Directory.CreateDirectory(folder.File("secrets"));
        foreach (var name in new[] { "connection", "postgres_password" })
        {
            await File.WriteAllTextAsync(Path.Combine(folder.File("secrets"), name), "secret");
        }

        File.Copy(Path.Combine(Deploy, file), folder.File(file));
        await UnderstoodAsync("docker-compose", ["-f", folder.File(file), "config", "-q"]);
    }

    [Fact]
    public async Task Systemd_understands_the_unit()
    {
        using var folder = new ScratchFolder();
        var unit = await File.ReadAllTextAsync(Path.Combine(Deploy, "systemd", "scheduler.service"));
        // The program is not installed here.
        await File.WriteAllTextAsync(folder.File("scheduler.service"), unit.Replace("/opt/scheduler/Scheduler.Api", "/bin/true"));
        await UnderstoodAsync("systemd-analyze", ["verify", folder.File("scheduler.service")]);
    }

    [Fact]
    public async Task Nginx_understands_its_file()
    {
        Assert.SkipWhen(Find("nginx") is null || Find("openssl") is null, "nginx or openssl is not installed");
        using var folder = new ScratchFolder();
        await UnderstoodAsync(
            "openssl",
            ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=x", "-keyout", folder.File("key"), "-out", folder.File("crt")]
        );
        var site = (await File.ReadAllTextAsync(Path.Combine(Deploy, "nginx.conf")))
            .Replace("/etc/ssl/scheduler/fullchain.pem", folder.File("crt"))
            .Replace("/etc/ssl/scheduler/privkey.pem", folder.File("key"));
        await File.WriteAllTextAsync(
            folder.File("nginx.conf"),
            $"pid {folder.File("pid")}; error_log stderr; events {{}}\nhttp {{\n{site}\n}}\n"
        );
        await UnderstoodAsync("nginx", ["-t", "-c", folder.File("nginx.conf")]);
    }

    /// <summary>A panel or an alert on a metric that has another name would be silent for ever.</summary>
    [Theory, InlineData("grafana-dashboard.json"), InlineData("prometheus-alerts.yml")]
    public async Task Dashboard_and_alerts_ask_for_what_is_measured(string file)
    {
        var text = await File.ReadAllTextAsync(Path.Combine(Deploy, file));
        if (file.EndsWith(".json", StringComparison.Ordinal))
        {
            using var json = JsonDocument.Parse(text);
            Assert.True(json.RootElement.GetProperty("panels").GetArrayLength() > 5);
        }

        var sources = new[] { "Scheduler.Api", "Scheduler.Data" }
            .SelectMany(folder => Directory.GetFiles(Repository.File(folder), "*.cs", SearchOption.AllDirectories))
            .Select(File.ReadAllText);
        var measured = sources
            .SelectMany(source => Instrument().Matches(source))
            .Select(match => match.Value.Trim('"').Replace('.', '_'))
            .ToHashSet(StringComparer.Ordinal);
        var asked = Metric().Matches(text).Select(match => Suffix().Replace(match.Value, "")).Distinct().ToList();
        Assert.True(asked.Count >= 3);
        Assert.All(asked, name => Assert.Contains(name, measured));
    }

    /// <summary>
    /// Minutes: so only where a container engine answers, or where it is asked for, which starts one if it can.
    /// </summary>
    [Fact]
    public async Task The_image_and_both_compose_files_lead_to_a_first_booking()
    {
        Assert.SkipWhen(
            Environment.GetEnvironmentVariable("SCHEDULER_TEST_IMAGES") is null && !await EngineAnswersAsync(),
            "no container engine answers: start one, set SCHEDULER_TEST_IMAGES, or run scripts/images"
        );
        var (code, output) = await RunAsync(Repository.File("scripts", "images"), []);
        Assert.SkipWhen(code == 3, output);
        Assert.True(code == 0, output);
        await ChaosRun.ReportAsync(output);
    }

    private static async Task<bool> EngineAnswersAsync() =>
        Find("docker") is { } docker && (await RunAsync(docker, ["version", "--format", "{{.Server.Version}}"])).Code == 0;

    private static async Task UnderstoodAsync(string program, string[] arguments)
    {
        Assert.SkipWhen(Find(program) is null, $"{program} is not installed");
        var (code, output) = await RunAsync(Find(program)!, arguments);
        Assert.True(code == 0, output);
    }

    private static string? Find(string program) =>
        new[] { "/usr/bin", "/usr/sbin", "/usr/local/bin" }.Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);

    private static async Task<(int Code, string Output)> RunAsync(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, $"{await output}{await error}");
    }

    [GeneratedRegex("\"scheduler\\.[a-z.]+\"")]
    private static partial Regex Instrument();

    [GeneratedRegex("scheduler_[a-z_]+")]
    private static partial Regex Metric();

    [GeneratedRegex("(_seconds)?(_total|_bucket|_sum|_count)?$", RegexOptions.ExplicitCapture)]
    private static partial Regex Suffix();
}
