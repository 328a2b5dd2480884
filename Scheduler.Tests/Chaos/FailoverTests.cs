using System.Globalization;

namespace Scheduler.Tests.Chaos;

/// <summary>A load on a primary and the standby that its commits wait for, while primaries are lost. <c>scripts/failover</c> says how often.</summary>
public sealed class FailoverTests
{
    private const string Variable = "SCHEDULER_FAILOVER_ROUNDS";
    private static readonly int Rounds = int.Parse(Environment.GetEnvironmentVariable(Variable) ?? "0", CultureInfo.InvariantCulture);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData(Loss.SwitchedOver)]
    [InlineData(Loss.Killed)]
    [InlineData(Loss.Frozen)]
    [InlineData(Loss.CutOff)]
    public async Task A_lost_primary_loses_nothing_that_was_acknowledged(Loss loss)
    {
        Assert.SkipWhen(Rounds == 0, $"scripts/failover runs it, with {Variable}");
        await using var servers = await PostgresPair.StartAsync();
        await using var run = new ChaosRun(DatabaseProvider.Postgres, servers.ConnectionString, seed: 1);
        await run.StartAsync();
        var gaps = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            await run.LetItRunAsync();
            var since = 0L;
            await servers.FailOverAsync(loss, () => since = TimeProvider.System.GetTimestamp());
            gaps.Add((await NextAsync(run, since)).TotalSeconds);
            await servers.AssertLostOneAcknowledgesNothingAsync(loss);
            await servers.RejoinAsync();
        }

        await run.FinishAsync($"{loss} {Rounds} times, {Figures(gaps)}", allowErrors: false);
    }

    [Fact]
    public async Task A_killed_service_loses_nothing_that_was_acknowledged()
    {
        Assert.SkipWhen(Rounds == 0, $"scripts/failover runs it, with {Variable}");
        await using var servers = await PostgresPair.StartAsync();
        await using var run = new ChaosRun(DatabaseProvider.Postgres, servers.ConnectionString, seed: 1);
        await run.StartAsync();
        var gaps = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            await run.LetItRunAsync();
            await run.KillServiceAsync();
            var since = TimeProvider.System.GetTimestamp();
            await run.StartServiceAsync();
            gaps.Add((await NextAsync(run, since)).TotalSeconds);
        }

        await run.FinishAsync($"Service killed {Rounds} times and started again, {Figures(gaps)}");
    }

    [Fact]
    public async Task A_restarted_balancer_loses_nothing_that_was_acknowledged()
    {
        Assert.SkipWhen(Rounds == 0, $"scripts/failover runs it, with {Variable}");
        Assert.SkipUnless(Balancer.IsInstalled, "nginx is not installed");
        await using var servers = await PostgresPair.StartAsync();
        await using var run = new ChaosRun(DatabaseProvider.Postgres, servers.ConnectionString, seed: 1);
        await using var balancer = await Balancer.StartAsync(run.Url);
        run.Through = balancer.Url;
        await run.StartAsync();
        var gaps = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            await run.LetItRunAsync();
            var since = TimeProvider.System.GetTimestamp();
            await balancer.RestartAsync();
            gaps.Add((await NextAsync(run, since)).TotalSeconds);
        }

        await run.FinishAsync($"Balancer restarted {Rounds} times, {Figures(gaps)}");
    }

    /// <summary>From the loss to the answer of the first booking that was sent after it and acknowledged.</summary>
    private static async Task<TimeSpan> NextAsync(ChaosRun run, long since)
    {
        TimeSpan? next = null;
        await Eventually.TrueAsync(
            () =>
            {
                next = run
                    .History.Entries.Where(e => e is { Deed: Deed.Book, Acknowledged: true } && e.Begin > since)
                    .Select(e => (TimeSpan?)TimeProvider.System.GetElapsedTime(since, e.End))
                    .Min();
                return Task.FromResult(next is not null);
            },
            "a booking is acknowledged again"
        );
        Assert.True(next < Longest, $"It took {next}.");
        return next!.Value;
    }

    private static string Figures(List<double> gaps)
    {
        var sorted = gaps.Order().ToList();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"next acknowledged booking after {sorted[sorted.Count / 2]:0.0} s (median), {sorted[^1]:0.0} s (worst)"
        );
    }
}
