using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Scheduler.Tests.Chaos;

namespace Scheduler.Tests.Operate;

/// <summary>What a service tells of itself: lines of JSON, metrics for Prometheus and by OTLP, a span from the request to the commit; and secrets come from files.</summary>
public sealed partial class TelemetryTests
{
    private const string Secret = "user-whom-nobody-may-see";

    [Theory, OnEachDatabase]
    public async Task A_booking_is_counted_timed_and_traced_to_its_commit(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        using var folder = new ScratchFolder();
        using var otlp = new OtlpReceiver();
        await File.WriteAllTextAsync(folder.File("ConnectionStrings__Scheduler"), database.ConnectionString + "\n");
        await File.WriteAllTextAsync(folder.File("from"), "Practice <office@example.org>\n");
        var metricsPort = ApiProcess.FreePort();
        await using var api = ApiProcess.StartWithEnvironment(
            ApiProcess.FreePort(),
            ("Database__Provider", provider.ToString()),
            ("CREDENTIALS_DIRECTORY", folder.Path),
            ("Mail__From_FILE", folder.File("from")),
            ("Metrics__Port", $"{metricsPort}"),
            ("LOG_FORMAT", "json"),
            ("OTEL_EXPORTER_OTLP_ENDPOINT", otlp.Url),
            ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
            ("OTEL_SERVICE_NAME", "front-desk")
        );
        await api.ReadyAsync();
        using var http = new HttpClient { BaseAddress = api.Url };
        Assert.Equal(201, await BookAsync(http, "T09:00:00Z"));
        Assert.Equal(409, await BookAsync(http, "T10:00:00Z"));
        Assert.Equal("Healthy", await http.GetStringAsync("/health/startup"));

        var metrics = await ReadAsync(metricsPort);
        // A job looks for work after its interval, and a request is measured once its answer has gone.
        await Eventually.TrueAsync(
            async () =>
            {
                metrics = await ReadAsync(metricsPort);
                return metrics["scheduler_writes_waiting"] == 0
                    && metrics.Keys.Any(key => key.StartsWith("scheduler_job_lag_seconds{", StringComparison.Ordinal))
                    && metrics.Keys.Any(IsTimeOfBooking);
            },
            "jobs and requests are measured"
        );
        Assert.Equal(1, metrics["scheduler_bookings_total{outcome=\"confirmed\"}"]);
        Assert.Equal(1, metrics["scheduler_bookings_total{outcome=\"daily-limit-reached\"}"]);
        Assert.True(metrics["scheduler_writes_wait_seconds_count"] >= 1);
        Assert.True(metrics["scheduler_writes_commit_seconds_count"] >= 1);
        Assert.True(metrics["scheduler_database_duration_seconds_sum"] > 0);
        Assert.Equal(provider == DatabaseProvider.Sqlite, metrics.ContainsKey("scheduler_writes_batch_count"));
        Assert.DoesNotContain(metrics.Keys, key => key.Contains(Secret));
        using var elsewhere = await http.GetAsync("/metrics");
        Assert.Equal(404, (int)elsewhere.StatusCode);

        await api.TerminateAsync();
        Assert.Equal(0, api.ExitCode);
        var spans = otlp.At("/v1/traces");
        foreach (var name in new[] { "front-desk", "POST /api/appointments", "write", "commit" })
        {
            Assert.Contains(name, spans);
        }

        Assert.DoesNotContain(Secret, spans);
        Assert.Contains("scheduler.bookings", otlp.At("/v1/metrics"));
        var lines = api
            // The link for a first account is for whoever stands before the screen, and no line of the log.
            .Output.Where(line => line.Length > 0 && !line.StartsWith("Nobody can sign in yet", StringComparison.Ordinal))
            .Select(line => JsonDocument.Parse(line).RootElement)
            .ToList();
        Assert.Contains(lines, line => line.GetProperty("message").GetString()!.Contains("Now listening on"));
        Assert.All(lines, line => Assert.Matches("^(info|warning)$", line.GetProperty("level").GetString()));
    }

    [Fact]
    public async Task A_secret_that_cannot_be_read_or_is_given_twice_ends_the_start_with_a_line()
    {
        var missing = await ChildProcess.RunAsync(30, "--ConnectionStrings:Scheduler_FILE=/nonexistent");
        Assert.Equal(
            (1, true),
            (missing.ExitCode, missing.Error.Contains("ConnectionStrings:Scheduler_FILE names a file that cannot be read"))
        );
        var twice = await ChildProcess.RunAsync(30, "--Mail:Server_FILE=/etc/hostname", "--Mail:Server=smtp://localhost");
        Assert.Equal((1, true), (twice.ExitCode, twice.Error.Contains("are both set")));
    }

    private static bool IsTimeOfBooking(string key) =>
        key.StartsWith("http_server_request_duration_seconds_bucket{", StringComparison.Ordinal) && key.Contains("/api/appointments");

    private static async Task<int> BookAsync(HttpClient http, string time)
    {
        var body = new { userId = Secret, start = "2031-11-24" + time };
        using var answer = await http.PostAsJsonAsync("/api/appointments", body);
        return (int)answer.StatusCode;
    }

    /// <summary>Values by name and labels; fails where a line is not as Prometheus reads it.</summary>
    private static async Task<Dictionary<string, double>> ReadAsync(int port)
    {
        using var http = new HttpClient();
        using var answer = await http.GetAsync($"http://127.0.0.1:{port}/metrics");
        Assert.StartsWith("text/plain; version=0.0.4", answer.Content.Headers.ContentType!.ToString());
        var values = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var line in (await answer.Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.StartsWith('#'))
            {
                Assert.Matches("^# (HELP|TYPE) [a-z_]+ ", line);
                continue;
            }

            var match = Sample().Match(line);
            Assert.True(match.Success, line);
            values.Add(match.Groups["name"].Value, double.Parse(match.Groups["value"].Value, CultureInfo.InvariantCulture));
        }

        return values;
    }

    [GeneratedRegex("^(?<name>[a-z_]+([{][^}]*[}])?) (?<value>[0-9.eE+-]+)$", RegexOptions.ExplicitCapture)]
    private static partial Regex Sample();
}
