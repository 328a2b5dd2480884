using System.Globalization;

namespace Scheduler.Tests.Chaos;

/// <summary>A load of bookings, confirmations, cancellations and moves through 32 connections, while what serves them is killed.</summary>
/// <remarks>One kill here; <c>scripts/chaos</c> sets how many there are in the whole run.</remarks>
public sealed class CrashTests
{
    private static readonly int Kills = int.Parse(
        Environment.GetEnvironmentVariable("SCHEDULER_CHAOS_KILLS") ?? "1",
        CultureInfo.InvariantCulture
    );
    private static readonly int Seed = int.Parse(
        Environment.GetEnvironmentVariable("SCHEDULER_CHAOS_SEED") ?? "1",
        CultureInfo.InvariantCulture
    );

    [Theory, OnEachDatabase]
    public async Task Killing_the_service_loses_nothing_that_was_acknowledged(DatabaseProvider database)
    {
        await using var cluster = database == DatabaseProvider.Postgres ? await DurablePostgres.StartAsync() : null;
        using var folder = new ScratchFolder();
        var connection = cluster?.ConnectionString ?? $"Data Source={folder.File("scheduler.db")}";
        await using var run = new ChaosRun(database, connection, Seed);
        await run.StartAsync();
        for (var kill = 0; kill < Kills; kill++)
        {
            await run.LetItRunAsync();
            await run.KillServiceAsync();
            await run.AssertSoundAsync();
            await run.StartServiceAsync();
        }

        await run.FinishAsync($"{database}, service killed {Kills} times");
    }

    [Fact]
    public async Task Killing_PostgreSQL_loses_nothing_that_was_acknowledged()
    {
        Assert.SkipWhen(DurablePostgres.WhyMissing is not null, DurablePostgres.WhyMissing ?? "");
        await using var cluster = await DurablePostgres.StartAsync();
        await using var run = new ChaosRun(DatabaseProvider.Postgres, cluster.ConnectionString, Seed);
        await run.StartAsync();
        for (var kill = 0; kill < Kills; kill++)
        {
            await run.LetItRunAsync();
            await cluster.KillAsync();
            await run.PassAsync();
            await cluster.StartServerAsync();
            await run.AssertSoundAsync();
        }

        // That the database is away is worth an error in the log.
        await run.FinishAsync($"PostgreSQL itself killed {Kills} times", allowErrors: true);
    }
}
