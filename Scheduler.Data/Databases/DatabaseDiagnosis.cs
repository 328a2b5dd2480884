using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Scheduler.Data.Databases;

/// <summary>What a PostgreSQL server says of itself to whoever looks after it.</summary>
/// <param name="Version">As <c>server_version_num</c>: 150004 is 15.4.</param>
/// <param name="TakesWrites">False for a standby, and for one that is set to be read only.</param>
/// <param name="SynchronousStandbys"><c>synchronous_standby_names</c>.</param>
/// <param name="StatementTimeout">As the service's connections have it; empty for none.</param>
public sealed record ServerState(
    int Version,
    bool TakesWrites,
    string SynchronousStandbys,
    string SynchronousCommit,
    string Fsync,
    string StatementTimeout
);

/// <summary>Questions to a database that is not served from.</summary>
public static class DatabaseDiagnosis
{
    /// <summary>The oldest PostgreSQL that this service runs on, as <see cref="ServerState.Version"/>.</summary>
    public const int OldestServer = 150000;

    private const string Question = """
        SELECT current_setting('server_version_num')::int, NOT current_setting('transaction_read_only')::boolean,
            current_setting('synchronous_standby_names'), current_setting('synchronous_commit'), current_setting('fsync'),
            CASE current_setting('statement_timeout') WHEN '0' THEN '' ELSE current_setting('statement_timeout') END
        """;

    /// <summary>Reads the SQLite file that the options name.</summary>
    /// <exception cref="StartException">It is no database, or damaged.</exception>
    public static void CheckFile(DatabaseOptions options) => SqliteFileCheck.Check(SchedulerDatabase.SqliteFile(options.ConnectionString));

    /// <summary>Asks the server.</summary>
    public static async Task<ServerState> AskServerAsync(SchedulerDbContext db, CancellationToken cancellationToken)
    {
        await db.Database.OpenConnectionAsync(cancellationToken);
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = Question;
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return new ServerState(
            reader.GetInt32(0),
            reader.GetBoolean(1),
            reader.GetString(2),
            reader.GetString(3),
            reader.GetString(4),
            reader.GetString(5)
        );
    }

    /// <summary>The hosts that the connection string names, without their ports.</summary>
    public static IReadOnlyList<string> Hosts(DatabaseOptions options) =>
        options.Provider == DatabaseProvider.Sqlite
            ? []
            :
            [
                .. (new NpgsqlConnectionStringBuilder(options.ConnectionString).Host ?? "")
                    .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                    .Where(host => !host.StartsWith('/'))
                    .Select(host => host.LastIndexOf(':') is > 0 and var colon && host.IndexOf(':') == colon ? host[..colon] : host)
                    .Distinct(StringComparer.OrdinalIgnoreCase),
            ];

    /// <summary>What is wrong with the schema, in a sentence; null when it can be served.</summary>
    public static async Task<string?> WhyNotSchemaAsync(SchedulerDbContext db, CancellationToken cancellationToken)
    {
        if (await SchemaVersion.WhyRefusedAsync(db, cancellationToken) is { } refused)
        {
            return refused;
        }

        var missing = (await db.Database.GetPendingMigrationsAsync(cancellationToken)).ToList();
        if (missing.Count > 0)
        {
            return $"{missing.Count} migration(s) are missing, the first of them {missing[0]}. Apply them with the command 'migrate'.";
        }

        try
        {
            await RequiredConstraints.CheckAsync(db, cancellationToken);
            return null;
        }
        catch (StartException e)
        {
            return e.Message;
        }
    }
}
