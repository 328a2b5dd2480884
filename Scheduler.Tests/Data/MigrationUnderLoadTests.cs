using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;
using Scheduler.Data.Databases;

namespace Scheduler.Tests.Data;

/// <summary>A migration that changes several tables comes through while others use these in another order, all the time.</summary>
public sealed class MigrationUnderLoadTests
{
    private const int Clients = 8;

    /// <summary>It changes appointments, and then clients.</summary>
    private const string OtherOrder = "SELECT 1 FROM clients LIMIT 1; SELECT pg_sleep(0.02); SELECT 1 FROM appointments LIMIT 1";

    /// <summary>What a large table takes between this one and the next.</summary>
    private const string Slow = """
        CREATE FUNCTION slow() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(1.5); END';
        CREATE EVENT TRIGGER slow ON ddl_command_end WHEN TAG IN ('DROP INDEX') EXECUTE FUNCTION slow()
        """;

    [Fact]
    public async Task Transactions_that_hold_one_table_and_wait_for_another_begin_anew_and_the_migration_ends()
    {
        Assert.SkipWhen(PostgresServer.WhyMissing is not null, PostgresServer.WhyMissing ?? "");
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Postgres, migrated: false);
        await using var db = Contexts.Open(database.Provider, database.ConnectionString);
        await db.GetService<IMigrator>().MigrateAsync(db.Database.GetMigrations().First());
        await db.Database.ExecuteSqlRawAsync(Slow);
        using var stop = new CancellationTokenSource();
        var load = Enumerable.Range(0, Clients).Select(_ => Task.Run(() => UseAsync(database.ConnectionString, stop.Token))).ToList();

        await PostgresMigration.RunAsync(
            new DatabaseOptions { Provider = database.Provider, ConnectionString = database.ConnectionString },
            CancellationToken.None
        );

        await stop.CancelAsync();
        Assert.All(await Task.WhenAll(load), times => Assert.True(times > 0));
        Assert.Empty(await db.Database.GetPendingMigrationsAsync());
    }

    /// <summary>How often it came to its end.</summary>
    private static async Task<int> UseAsync(string connectionString, CancellationToken stop)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(CancellationToken.None);
        var times = 0;
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await using var command = new NpgsqlCommand(OtherOrder, connection);
                await command.ExecuteNonQueryAsync(CancellationToken.None);
                times++;
            }
            catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.DeadlockDetected)
            {
                // As the service does: the migration has won.
            }
        }

        return times;
    }
}
