using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Bench;

/// <summary>What one run of load came to.</summary>
/// <param name="CpuMicroseconds">Processor time of the server a request.</param>
/// <param name="Refused">Answers of 4xx and 5xx.</param>
/// <param name="Broken">Requests without an answer.</param>
internal sealed record Sample(double PerSecond, double P50, double P99, double CpuMicroseconds, long Requests, long Refused, long Broken);

/// <summary>Makes the load: wrk, with a script a case.</summary>
internal static partial class Wrk
{
    public static async Task<Sample> RunAsync(Server server, string scripts, Load load, double seconds, IEnumerable<string> arguments)
    {
        var cpu = server.CpuSeconds;
        var start = new ProcessStartInfo(
            "wrk",
            [
                "-t1",
                $"-c{load.Connections}",
                $"-d{seconds:0}s",
                "--timeout",
                "20s",
                "-s",
                Path.Combine(scripts, load.Script),
                server.Url.OriginalString,
                "--",
                .. arguments,
            ]
        )
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        var match = Result().Match(output);
        if (!match.Success)
        {
            throw new InvalidOperationException($"wrk said:\n{output}");
        }

        var requests = Number("requests");
        return new Sample(
            requests / (Number("us") / 1e6),
            Number("p50") / 1e3,
            Number("p99") / 1e3,
            (server.CpuSeconds - cpu) * 1e6 / Math.Max(1, requests),
            requests,
            Number("status"),
            Number("broken")
        );

        long Number(string group) => long.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(
        "RESULT requests=(?<requests>[0-9]+) us=(?<us>[0-9]+) p50=(?<p50>[0-9]+) p99=(?<p99>[0-9]+) status=(?<status>[0-9]+) broken=(?<broken>[0-9]+)",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Result();
}
