using Scheduler.Tests.Chaos;

namespace Scheduler.Tests.Operate;

/// <summary>What the doctor says of the standby that lists and pages are read from.</summary>
public sealed class DoctorOfStandbyTests
{
    [Fact]
    public async Task It_is_one_of_the_same_system_and_near_the_primary_or_what_is_wrong_is_named()
    {
        Assert.SkipWhen(DurablePostgres.WhyMissing is not null, DurablePostgres.WhyMissing ?? "");
        await using var servers = await StandbyPostgres.StartAsync();
        Assert.Matches("^ok +standby +of the same system, at most [0-9]+ ms behind", await LineAsync(servers, "60000"));

        await servers.PauseStandbyAsync();
        await servers.ExecuteAsync("INSERT INTO settings (\"Name\", \"Value\") VALUES ('behind', 'behind')");
        Assert.Matches(
            "^warn +standby +it is more than [0-9]+ ms and [1-9][0-9]* bytes of the log behind",
            await LineAsync(servers, "300")
        );

        Assert.Matches("^fail +standby +it is no standby", await LineAsync(servers, "300", servers.ConnectionString));
        await using var other = await TestDatabase.CreateAsync(DatabaseProvider.Postgres);
        Assert.Matches("^fail +standby +it is another database's", await LineAsync(servers, "300", other.ConnectionString));
        await servers.LoseStandbyAsync();
        Assert.Matches("^fail +standby +it does not answer: ", await LineAsync(servers, "300"));
    }

    private static async Task<string> LineAsync(StandbyPostgres servers, string maxLag, string? standby = null)
    {
        var (code, output, _) = await Cli.RunAsync(
            TestDatabase.At(DatabaseProvider.Postgres, servers.ConnectionString),
            null,
            "doctor",
            $"--ConnectionStrings:SchedulerReplica={standby ?? servers.StandbyConnectionString}",
            $"--Replica:MaxLagMilliseconds={maxLag}"
        );
        // These servers do not sync, which is a failure of its own.
        Assert.Equal(1, code);
        return Assert.Single(output.Split('\n'), line => line.Length > 6 && line[6..].StartsWith("standby ", StringComparison.Ordinal));
    }
}
