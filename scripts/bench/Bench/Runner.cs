using System.Diagnostics;

namespace Bench;

/// <summary>A case on one server: the medians of its rounds, and of its rounds' ratios to the ceiling beside it.</summary>
internal sealed record Measured(
    string Server,
    double PerSecond,
    double P50,
    double P99,
    double Cpu,
    double OfCeiling,
    long Refused,
    long Broken,
    long Requests
)
{
    /// <summary>Each round's.</summary>
    public required IReadOnlyList<Sample> Samples { get; init; }

    /// <summary>A figure as a share of another server's, of each round by itself.</summary>
    public IReadOnlyList<double> Shares(Measured other, Func<Sample, double> of) =>
        Samples.Zip(other.Samples, (own, others) => of(own) / of(others)).ToList();
}

/// <summary>Runs cases on several servers in turn, so that what disturbs the machine disturbs them all.</summary>
internal sealed class Runner(Server ceiling, string scripts, double seconds, int rounds)
{
    /// <summary>Warming up repeats itself after so many runs; their numbers come after those of the rounds.</summary>
    public const int WarmUps = 3;
    private int runs;

    public async Task WarmUpAsync(Server server, IReadOnlyList<Case> cases, double total)
    {
        var clock = Stopwatch.StartNew();
        // The same time for everybody, spread over what the server can do: a comparison with one that is still being compiled would flatter.
        var known = cases.Where(c => c.Naive || server.Name[0] != 'n').ToList();
        var weight = known.Sum(Weight);
        foreach (var item in known)
        {
            await Wrk.RunAsync(
                server,
                scripts,
                item.Load,
                Math.Max(1, Math.Round(total * Weight(item) / weight)),
                item.Arguments(rounds + (runs++ % WarmUps))
            );
        }

        static double Weight(Case item) => item.Name.StartsWith("book", StringComparison.Ordinal) ? 3 : 2;

        Databases.Say($"{server.Name} is warm after {clock.Elapsed.TotalSeconds:0} s, {server.Memory:0} MB");
    }

    public async Task<IReadOnlyList<Measured>> RunAsync(Case item, IReadOnlyList<Server> servers, string held)
    {
        if (item.Sample is { } sample)
        {
            sample = sample.Replace("{held}", held, StringComparison.Ordinal);
            await ceiling.AnswerAsync(await servers[0].GetAsync(sample));
        }

        var samples = servers.Prepend(ceiling).ToDictionary(s => s.Name, _ => new List<Sample>());
        for (var round = 0; round < rounds; round++)
        {
            var arguments = item.Arguments(round);
            // There and back: nobody always comes right after the same other.
            foreach (var server in round % 2 == 0 ? servers.Prepend(ceiling) : servers.Reverse().Append(ceiling))
            {
                samples[server.Name].Add(await Wrk.RunAsync(server, scripts, item.Load, seconds, arguments));
            }
        }

        var of = samples[ceiling.Name];
        return samples
            .Select(s => new Measured(
                s.Key,
                Median(s.Value, x => x.PerSecond),
                Median(s.Value, x => x.P50),
                Median(s.Value, x => x.P99),
                Median(s.Value, x => x.CpuMicroseconds),
                Middle(s.Value.Select((x, i) => x.PerSecond / of[i].PerSecond)),
                s.Value.Sum(x => x.Refused),
                s.Value.Sum(x => x.Broken),
                s.Value.Sum(x => x.Requests)
            )
            {
                Samples = s.Value,
            })
            .ToList();
    }

    /// <summary>One case on servers of different sizes, in turn: requests a second each.</summary>
    public async Task<IReadOnlyList<double>> CompareAsync(IReadOnlyList<(Server Server, Case Case)> sizes)
    {
        var found = sizes.Select(_ => new List<Sample>()).ToList();
        for (var round = 0; round < rounds; round++)
        {
            for (var i = 0; i < sizes.Count; i++)
            {
                found[i].Add(await Wrk.RunAsync(sizes[i].Server, scripts, sizes[i].Case.Load, seconds, sizes[i].Case.Arguments(round)));
            }
        }

        return found.Select(samples => Median(samples, s => s.PerSecond)).ToList();
    }

    public static double Middle(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted.Count % 2 == 1 ? sorted[sorted.Count / 2] : (sorted[(sorted.Count / 2) - 1] + sorted[sorted.Count / 2]) / 2;
    }

    private static double Median(IEnumerable<Sample> samples, Func<Sample, double> of) => Middle(samples.Select(of));
}
