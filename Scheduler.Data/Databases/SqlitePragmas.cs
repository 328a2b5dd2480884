using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Scheduler.Data.Databases;

/// <summary>Opens a SQLite connection once a pooled context, with the settings that every connection needs.</summary>
/// <param name="kept">Ends the connections with the service; null where each context is disposed of.</param>
internal sealed class SqlitePragmas(KeptSqliteConnections? kept) : DbConnectionInterceptor
{
    /// <remarks>
    /// foreign_keys: off by default in the library. synchronous=FULL: a commit is on the disk before it is answered.
    /// busy_timeout: waits inside the library; without it Microsoft.Data.Sqlite sleeps 150 ms at a time.
    /// cache_size: 512 KB, for what is read lies together and there are as many connections as requests at once; the writer takes more.
    /// secure_delete=FAST: what is erased is overwritten where it stood. Without it, it stays in the pages, and a VACUUM may carry it on.
    /// wal_autocheckpoint: 10,000 pages (about 40 MB), so that fewer commits pay for a checkpoint.
    /// </remarks>
    private const string Pragmas = """
        PRAGMA busy_timeout=5000;
        PRAGMA journal_mode=WAL;
        PRAGMA synchronous=FULL;
        PRAGMA foreign_keys=ON;
        PRAGMA secure_delete=FAST;
        PRAGMA wal_autocheckpoint=10000;
        PRAGMA journal_size_limit=67108864;
        PRAGMA cache_size=-512;
        PRAGMA temp_store=MEMORY;
        """;

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Apply(connection);

    public override Task ConnectionOpenedAsync(
        DbConnection connection,
        ConnectionEndEventData eventData,
        CancellationToken cancellationToken = default
    )
    {
        Apply(connection);
        return Task.CompletedTask;
    }

    /// <summary>Without the functions that EF Core adds for regular expressions and decimals, which no query here uses.</summary>
    public override InterceptionResult<DbConnection> ConnectionCreating(
        ConnectionCreatingEventData eventData,
        InterceptionResult<DbConnection> result
    )
    {
        var connection = new KeptSqliteConnection(eventData.Context?.Database.GetConnectionString());
        kept?.Add(connection);
        return InterceptionResult<DbConnection>.SuppressWithResult(connection);
    }

    public static void Apply(DbConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        command.ExecuteNonQuery();
    }
}
