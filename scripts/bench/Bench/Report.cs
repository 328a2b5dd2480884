using System.Diagnostics;
using System.Globalization;
using System.Text;
using Scheduler.Api.Scheduling;

namespace Bench;

/// <summary>The tables, on the console as they grow and in docs/performance.md at the end.</summary>
internal sealed class Report(Settings settings)
{
    private const string File = "docs/performance.md";
    private const string Begin = "<!-- measured: written by scripts/bench/run -->";
    private readonly StringBuilder cases = new(
        "| case | on | requests/s | p50 ms | p99 ms | CPU µs/request | refused | no answer | of the ceiling | asked for |\n|---|---|--:|--:|--:|--:|--:|--:|--:|--:|\n"
    );
    private readonly StringBuilder more = new();
    private readonly StringBuilder growth = new();

    public void Add(Case item, IReadOnlyList<Measured> measured)
    {
        var lines = measured
            .Select(
                (m, i) =>
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"| {(i == 0 ? item.Name : "")} | {m.Server} | {m.PerSecond:N0} | {m.P50:0.0} | {m.P99:0.0} | {m.Cpu:0} | {Share(m.Refused, m.Requests)} | {m.Broken} | {m.OfCeiling:P1} | {Asked(item, m)} |\n"
                    )
            )
            .ToList();
        var text = string.Concat(lines);
        cases.Append(text);
        Console.Write(text);
        foreach (var before in measured.Where(m => m.Server.StartsWith("before, ", StringComparison.Ordinal)))
        {
            var own = measured.First(m => m.Server == before.Server["before, ".Length..]);
            var shares = own.Shares(before, s => s.PerSecond);
            Note(
                $"{item.Name}: on {own.Server} {Runner.Middle(shares):P0} of the requests a second of the version before (rounds of {shares.Min():P0} to {shares.Max():P0}), {Runner.Middle(own.Shares(before, s => s.CpuMicroseconds)):P0} of its processor time a request"
            );
        }

        foreach (var naive in measured.Where(m => m.Server.StartsWith("naive, ", StringComparison.Ordinal)))
        {
            var own = measured.First(m => m.Server == naive.Server["naive, ".Length..]);
            Note(
                $"{item.Name}: on {own.Server} {own.PerSecond / naive.PerSecond:0.0} times the naive write; p99 is {own.P99 / own.P50:0.0} times p50"
            );
        }
    }

    public void Add(Servers servers)
    {
        foreach (var server in servers.Service)
        {
            Note(
                $"{server.Name}: first answer {server.Start.TotalMilliseconds:0} ms after the start of the process; {servers.IdleMemory[server.Name]:0} MB idle, {server.Memory:0} MB after the load"
            );
        }
    }

    /// <summary>The arithmetic of an overlap alone: 200 providers, two breaks a day, 31 days.</summary>
    public void AddIntervals()
    {
        var first = new DateTime(2027, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        var free = Enumerable
            .Range(0, 200)
            .Select(p =>
                TimeRangeSet.Of(
                    Enumerable
                        .Range(0, 31 * 3)
                        .Select(i => new TimeRange(
                            first.AddDays(i / 3).AddHours(9 + (i % 3 * 3)).AddMinutes(p % 7),
                            first.AddDays(i / 3).AddHours(11 + (i % 3 * 3)).AddMinutes(p % 11)
                        ))
                )
            )
            .ToList();
        var times = new List<double>();
        for (var i = 0; i < 2000; i++)
        {
            var start = Stopwatch.GetTimestamp();
            TimeRangeSet.IntersectAll(free);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        Note($"interval arithmetic of an overlap of 200 providers over 31 days: {Runner.Middle(times.Skip(1000)):0.000} ms");
    }

    public void AddGrowth(Case item, IReadOnlyList<double> perSecond)
    {
        if (growth.Length == 0)
        {
            growth.Append("| case | requests/s at 10,000 | at 3,000,000 | left |\n|---|--:|--:|--:|\n");
        }

        var line = string.Create(
            CultureInfo.InvariantCulture,
            $"| {item.Name} | {perSecond[0]:N0} | {perSecond[1]:N0} | {perSecond[1] / perSecond[0]:P0} |\n"
        );
        growth.Append(line);
        Console.Write(line);
    }

    public void Print()
    {
        if (!settings.Write)
        {
            return;
        }

        var tables =
            $"{Begin}\n\nMeasured on {Environment.ProcessorCount} processors, load generator and databases included, on {TimeProvider.System.GetUtcNow():yyyy-MM-dd}, {settings.Size:N0} appointments, medians of {settings.Rounds} rounds. {Load()}\n\n{cases}\n{more}\n## Growth, on SQLite\n\n{growth}";
        var text = System.IO.File.Exists(File) ? System.IO.File.ReadAllText(File) : "# Performance\n\n";
        var at = text.IndexOf(Begin, StringComparison.Ordinal);
        System.IO.File.WriteAllText(File, (at < 0 ? text : text[..at]) + tables);
        Console.WriteLine($"Written to {File}.");
    }

    /// <summary>What else ran: on a machine that is busy with other work the shares say little, and the processor time a request says more.</summary>
    private static string Load() =>
        System.IO.File.Exists("/proc/loadavg")
            ? $"Load averages at the end, over 1, 5 and 15 minutes: {string.Join(", ", System.IO.File.ReadAllText("/proc/loadavg").Split(' ').Take(3))}."
            : "";

    private void Note(FormattableString note)
    {
        var line = $"- {note.ToString(CultureInfo.InvariantCulture)}\n";
        more.Append(line);
        Console.Write(line);
    }

    private static string Asked(Case item, Measured measured) =>
        item.Target == 0 || measured.Server != "SQLite"
            ? ""
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{item.Target:P0} {(measured.OfCeiling >= item.Target ? "reached" : "**missed**")}"
            );

    private static string Share(long part, long whole) =>
        part == 0 ? "0" : ((double)part / whole).ToString("P0", CultureInfo.InvariantCulture);
}
