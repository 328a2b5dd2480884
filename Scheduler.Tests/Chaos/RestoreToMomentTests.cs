using System.Globalization;

namespace Scheduler.Tests.Chaos;

/// <summary>
/// A PostgreSQL that was lost is restored from a base backup and its archived log, both made under load: to a moment, and to nothing but it.
/// </summary>
/// <remarks><c>scripts/chaos</c> sets how much is booked on both sides of the moment.</remarks>
public sealed class RestoreToMomentTests
{
    private static readonly int Rounds = int.Parse(
        Environment.GetEnvironmentVariable("SCHEDULER_CHAOS_KILLS") ?? "1",
        CultureInfo.InvariantCulture
    );

    [Fact]
    public async Task What_was_acknowledged_before_the_moment_is_there_and_nothing_since()
    {
        Assert.SkipWhen(DurablePostgres.WhyMissing is not null, DurablePostgres.WhyMissing ?? "");
        await using var cluster = await DurablePostgres.StartAsync(archiving: true);
        await using var run = new ChaosRun(DatabaseProvider.Postgres, cluster.ConnectionString, seed: 1);
        await run.StartAsync();
        await run.LetItRunAsync();
        await cluster.TakeBaseBackupAsync();
        await RunAsync(run);
        // The moment lies between the two.
        var before = TimeProvider.System.GetTimestamp();
        var moment = await cluster.NowAsync();
        var after = TimeProvider.System.GetTimestamp();
        await RunAsync(run);
        await cluster.ArchiveAllAsync();
        await run.StopAsync();
        await cluster.KillAsync();

        var began = TimeProvider.System.GetTimestamp();
        await cluster.RestoreAsync(moment);
        var took = TimeProvider.System.GetElapsedTime(began);
        var stored = await run.AssertSoundAsync();
        var entries = run.History.Entries;
        var known = entries.Where(e => e.Begin <= after).Select(e => e.End < before ? e : Unknown(e)).ToList();
        var findings = HistoryChecker.Check(known, stored).ToList();
        Assert.True(findings.Count == 0, $"{findings.Count} findings, of them:\n{string.Join('\n', findings.Take(10))}");
        var since = entries.Where(e => e is { Deed: Deed.Book, Acknowledged: true } && e.Begin > after).Select(e => e.Token).ToList();
        Assert.NotEmpty(since);
        Assert.Empty(since.Intersect(stored.Appointments.Select(a => a.Token)));
        Assert.Contains(known, e => e is { Deed: Deed.Book, Acknowledged: true });

        await run.StartServiceAsync();
        await run.AssertServesReadsAsync();
        await ChaosRun.ReportAsync(
            string.Create(
                CultureInfo.InvariantCulture,
                $"Restored to a moment in {took.TotalSeconds:0.0} s: {known.Count(e => e.Acknowledged)} acknowledged before it, 0 missing; "
                    + $"{entries.Count(e => e.Acknowledged && e.Begin > after)} since ({since.Count} bookings), 0 present; 0 findings"
            )
        );
    }

    /// <summary>Its answer came when the moment may have passed: it was done before, or is not there.</summary>
    private static Entry Unknown(Entry entry) => entry with { Status = 0, Answer = null, Problem = null, Body = "" };

    private static async Task RunAsync(ChaosRun run)
    {
        for (var round = 0; round < Rounds; round++)
        {
            await run.LetItRunAsync();
        }
    }
}
