using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Scheduler.Data;

namespace Scheduler.Tests.Data;

/// <summary>The database's time: known without asking, never backward, and not trusted for longer than it can be.</summary>
public sealed class DatabaseClockTests
{
    private static readonly DateTimeOffset Noon = DateTimeOffset.Parse("2026-12-01T12:00:00Z");
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private readonly SettableMachine machine = new();
    private readonly DatabaseClock clock;

    public DatabaseClockTests() => clock = new DatabaseClock(new MachineClock(machine));

    [Fact]
    public void It_goes_by_what_the_database_said_and_by_what_has_passed_since()
    {
        Assert.NotNull(clock.WhyUnfit);
        Set(Noon);
        Assert.Null(clock.WhyUnfit);
        machine.Ahead = TimeSpan.FromHours(25);
        Near(Noon);
        machine.Pass(60 * Second);
        Near(Noon + (60 * Second));
    }

    /// <summary>The server looked at its clock in the middle of the round trip.</summary>
    [Fact]
    public void Half_of_a_round_trip_is_taken_off()
    {
        var sent = clock.GetTimestamp();
        machine.Pass(Second);
        clock.Set(Noon + (Second / 2), sent, Second);
        Near(Noon + Second);
    }

    [Fact]
    public void It_never_goes_back_and_says_so_while_it_waits_for_a_database_that_did()
    {
        Set(Noon);
        var before = clock.GetUtcNow();
        Set(Noon - Second);
        Assert.Equal(before, clock.GetUtcNow());
        Assert.Null(clock.WhyUnfit);
        Set(Noon - (10 * Second));
        Assert.Equal(before, clock.GetUtcNow());
        Assert.Contains("went back", clock.WhyUnfit);
        machine.Pass(9 * Second);
        Assert.Null(clock.WhyUnfit);
        machine.Pass(2 * Second);
        Near(Noon + Second);
    }

    [Fact]
    public void A_measurement_is_made_anew_after_its_interval_or_when_the_machine_was_set_and_ends_after_five_minutes()
    {
        var interval = 30 * Second;
        Assert.True(clock.IsDue(interval));
        Set(Noon);
        Assert.False(clock.IsDue(interval));
        machine.Pass(31 * Second);
        Assert.True(clock.IsDue(interval));
        Set(Noon);
        machine.Ahead = -TimeSpan.FromMinutes(10);
        Assert.True(clock.IsDue(interval));
        Set(Noon);
        Assert.False(clock.IsDue(interval));
        machine.Pass(TimeSpan.FromMinutes(6));
        Assert.Contains("last read", clock.WhyUnfit);
    }

    [Theory]
    [InlineData(59, false)]
    [InlineData(-90, true)]
    [InlineData(90_000, true)]
    public async Task A_start_is_refused_when_the_machines_clock_is_a_minute_from_the_databases(int ahead, bool refused)
    {
        Assert.SkipWhen(PostgresServer.WhyMissing is not null, PostgresServer.WhyMissing ?? "");
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Postgres);
        var services = new ServiceCollection()
            .AddLogging()
            .AddSchedulerDatabase(new DatabaseOptions { Provider = database.Provider, ConnectionString = database.ConnectionString })
            .Replace(ServiceDescriptor.Singleton(new MachineClock(machine)));
        await using var provider = services.BuildServiceProvider();
        machine.Ahead = ahead * Second;
        var start = provider.GetRequiredService<PostgresWatch>().BeginAsync();
        if (refused)
        {
            Assert.DoesNotContain('\n', (await Assert.ThrowsAsync<StartException>(() => start)).Message);
            return;
        }

        await start;
        var time = provider.GetRequiredService<TimeProvider>();
        await using var db = Contexts.Open(database.Provider, database.ConnectionString);
        var server = await db.Database.SqlQueryRaw<DateTime>("SELECT clock_timestamp() AS \"Value\"").SingleAsync();
        Assert.InRange((time.GetUtcNow().UtcDateTime - server).Duration(), TimeSpan.Zero, Second);
    }

    [Fact]
    public void An_outage_is_one_warning_a_minute()
    {
        var log = new Lines();
        var outages = new OutageLog(new MachineClock(machine), log);
        for (var i = 0; i < 100; i++)
        {
            outages.Tell(new TimeoutException("gone"));
        }

        Assert.Contains("gone (0 more", Assert.Single(log.Written));
        machine.Pass(61 * Second);
        outages.Tell(new TimeoutException("gone"));
        Assert.Contains("gone (99 more", log.Written[1]);
    }

    private void Set(DateTimeOffset database) => clock.Set(database, clock.GetTimestamp(), TimeSpan.Zero);

    /// <summary>The machine's timer goes on while the test runs.</summary>
    private void Near(DateTimeOffset expected) => Assert.InRange(clock.GetUtcNow() - expected, TimeSpan.Zero, TimeSpan.FromSeconds(0.9));

    private sealed class Lines : ILogger<OutageLog>
    {
        public List<string> Written { get; } = [];

        public bool IsEnabled(LogLevel logLevel) => true;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => Written.Add($"{logLevel}: {formatter(state, exception)}");
    }
}
