using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;
using Scheduler.Data;

namespace Scheduler.Tests.Data;

/// <summary>How PostgreSQL is reached, what its failures mean, and that a migration holds nobody up.</summary>
public sealed class PostgresTests
{
    [Fact]
    public void Several_hosts_have_the_settings_that_find_a_new_primary()
    {
        var several = Completed("Host=pg1,pg2;Database=scheduler");
        Assert.Equal(
            ("primary", 1, 3, 10, 10),
            (several.TargetSessionAttributes, several.HostRecheckSeconds, several.Timeout, several.CommandTimeout, several.KeepAlive)
        );
        var given = Completed("Host=pg1,pg2;Target Session Attributes=any;Host Recheck Seconds=7;Timeout=8;CommandTimeout=9;Keepalive=11");
        Assert.Equal(
            ("any", 7, 8, 9, 11),
            (given.TargetSessionAttributes, given.HostRecheckSeconds, given.Timeout, given.CommandTimeout, given.KeepAlive)
        );
    }

    [Fact]
    public void What_the_connection_string_says_is_obeyed()
    {
        Assert.Equal((100, 12), (Completed("Host=pg1").MaxAutoPrepare, Completed("Host=pg1").MaxPoolSize));
        Assert.Equal(0, Completed("Host=pg1;Max Auto Prepare=0").MaxAutoPrepare);
        Assert.Equal(30, Completed("Host=pg1;Maximum Pool Size=30").MaxPoolSize);
    }

    /// <summary>A change of a table waits for its readers, and everybody else behind it: <c>dotnet ef</c>, which tries once, gives up.</summary>
    [Fact]
    public async Task The_tool_gives_up_where_somebody_reads_and_nothing_is_changed()
    {
        Assert.SkipWhen(PostgresServer.WhyMissing is not null, PostgresServer.WhyMissing ?? "");
        await using (var tool = new Migrations.Postgres.PostgresDesignTimeFactory().CreateDbContext([]))
        {
            Assert.Contains("lock_timeout=1s", tool.Database.GetConnectionString(), StringComparison.Ordinal);
        }

        await using var created = await TestDatabase.CreateAsync(DatabaseProvider.Postgres, migrated: false);
        await using var db = Contexts.Open(DatabaseProvider.Postgres, PostgresMigration.WithLockTimeout(created.ConnectionString));
        await db.Database.MigrateAsync(db.Database.GetMigrations().First());
        await using (var reader = Contexts.Open(DatabaseProvider.Postgres, created.ConnectionString))
        {
            await using var reading = await reader.Database.BeginTransactionAsync();
            await reader.Database.ExecuteSqlRawAsync("LOCK TABLE appointments IN ACCESS SHARE MODE");
            var refused = await Assert.ThrowsAnyAsync<Exception>(() => db.Database.MigrateAsync().WaitAsync(TimeSpan.FromSeconds(30)));
            Assert.Contains("lock timeout", refused.ToString(), StringComparison.Ordinal);
        }

        Assert.NotEmpty(await db.Database.GetPendingMigrationsAsync());
        await db.Database.MigrateAsync();
        Assert.Empty(await db.Database.GetPendingMigrationsAsync());
    }

    /// <summary>The driver knows the attribute for several hosts alone.</summary>
    [Fact]
    public async Task One_host_that_must_be_the_primary_is_used_as_it_is()
    {
        Assert.Throws<StartException>(() => Completed("Host=pg1;Target Session Attributes=standby"));
        Assert.SkipWhen(PostgresServer.WhyMissing is not null, PostgresServer.WhyMissing ?? "");
        await using var created = await TestDatabase.CreateAsync(DatabaseProvider.Postgres);
        await using var database = TestDatabase.At(created.Provider, created.ConnectionString + ";Target Session Attributes=primary");
        await using var app = TestApp.StartOn(database, new TestClock(TestApp.Now));
        (await app.BookVisitAsync("alice", "2026-11-23T09:00:00Z")).Expect(201);
        Assert.Equal(200, (await app.GetAsync("/health/ready")).Status);
    }

    [Theory]
    [InlineData("25006")]
    [InlineData("08P01")]
    [InlineData("08006")]
    [InlineData("57P01")]
    [InlineData("57P03")]
    [InlineData("57P05")]
    [InlineData("53300")]
    [InlineData("53400")]
    [InlineData("55P03")]
    public void A_server_that_cannot_do_the_work_at_present_is_unavailable(string state) =>
        Assert.True(
            ConstraintViolation.IsUnavailable(new InvalidOperationException("wrapped", new PostgresException("", "ERROR", "ERROR", state)))
        );

    [Theory]
    [InlineData("42703")]
    [InlineData("23505")]
    [InlineData("22021")]
    public void A_statement_that_is_wrong_is_a_defect(string state) =>
        Assert.False(ConstraintViolation.IsUnavailable(new PostgresException("", "ERROR", "ERROR", state)));

    [Fact]
    public void What_the_driver_says_of_itself_is_unavailable() =>
        Assert.True(ConstraintViolation.IsUnavailable(new NpgsqlException("No suitable host was found.")));

    /// <summary>A switch of the primary leaves connections on a server that takes no writes any more.</summary>
    [Fact]
    public async Task A_server_that_has_become_read_only_is_read_from_and_not_ready()
    {
        Assert.SkipWhen(PostgresServer.WhyMissing is not null, PostgresServer.WhyMissing ?? "");
        await using var app = await TestApp.StartAsync(DatabaseProvider.Postgres);
        await app.OpenProviderAsync("dr-who");
        await SetReadOnlyAsync(app, "on");
        await Eventually.TrueAsync(async () => (await app.GetAsync("/api/providers")).Status == 200, "the pool has connections again");
        Assert.Equal(503, (await app.GetAsync("/health/ready")).Status);
        (await app.BookVisitAsync("alice", "2026-11-23T09:00:00Z")).Expect(503, "unavailable");
        (await app.BookAsync("alice", "meeting", "dr-who", "2026-11-23T09:00:00Z")).Expect(503, "unavailable");
        await SetReadOnlyAsync(app, "off");
        await Eventually.TrueAsync(async () => (await app.GetAsync("/health/ready")).Status == 200, "it is ready again");
        (await app.BookVisitAsync("alice", "2026-11-23T09:00:00Z")).Expect(201);
    }

    [Fact]
    public async Task A_migration_that_waits_for_a_reader_lets_others_pass()
    {
        Assert.SkipWhen(PostgresServer.WhyMissing is not null, PostgresServer.WhyMissing ?? "");
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Postgres, migrated: false);
        await using var reader = Contexts.Open(database.Provider, database.ConnectionString);
        await reader.GetService<IHistoryRepository>().CreateIfNotExistsAsync();
        Task migration;
        await using (await reader.Database.BeginTransactionAsync())
        {
            await ReadAsync(reader);
            migration = PostgresMigration.RunAsync(
                new DatabaseOptions { Provider = database.Provider, ConnectionString = database.ConnectionString },
                CancellationToken.None
            );
            await Eventually.TrueAsync(async () => await WaitingAsync(reader) > 0, "the migration waits");
            await using var other = Contexts.Open(database.Provider, database.ConnectionString);
            for (var i = 0; i < 5; i++)
            {
                await ReadAsync(other);
            }

            Assert.False(migration.IsCompleted, $"{migration.Exception}");
        }

        await migration;
        Assert.Empty(await reader.Database.GetPendingMigrationsAsync());

        static Task ReadAsync(SchedulerDbContext db) => db.Database.GetAppliedMigrationsAsync();
        static Task<long> WaitingAsync(SchedulerDbContext db) =>
            db
                .Database.SqlQueryRaw<long>("SELECT count(*) AS \"Value\" FROM pg_locks WHERE NOT granted AND locktype = 'relation'")
                .SingleAsync();
    }

    private static NpgsqlConnectionStringBuilder Completed(string connectionString)
    {
        using var db = Contexts.Open(DatabaseProvider.Postgres, connectionString);
        return new NpgsqlConnectionStringBuilder(db.Database.GetConnectionString());
    }

    /// <summary>For connections that are opened from now on; all others are ended.</summary>
    private static async Task SetReadOnlyAsync(TestApp app, string value)
    {
        var settings = new NpgsqlConnectionStringBuilder(app.Database.ConnectionString);
        await using var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(app.Database.ConnectionString) { Database = "postgres", Pooling = false }.ConnectionString
        );
        await connection.OpenAsync();
        await using var set = new NpgsqlCommand(
            $"ALTER DATABASE {settings.Database} SET default_transaction_read_only = {value}",
            connection
        );
        await set.ExecuteNonQueryAsync();
        await using var end = new NpgsqlCommand(
            $"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{settings.Database}'",
            connection
        );
        await end.ExecuteNonQueryAsync();
    }
}
