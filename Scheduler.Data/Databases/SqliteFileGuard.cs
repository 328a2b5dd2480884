using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Scheduler.Data.Databases;

/// <summary>
/// Keeps the database file open while the service runs, knows whether its name still means it,
/// keeps its log short, and leaves all of it in the one file at the end.
/// </summary>
/// <remarks>
/// A file that is removed, moved or replaced while it is open goes on to take writes that nobody will find again.
/// As long as this connection is open SQLite does not remove the log and its index beside the file, so whoever did was somebody else.
/// </remarks>
internal sealed class SqliteFileGuard(DatabaseOptions options, ILogger<SqliteFileGuard> log) : IAsyncDisposable
{
    private static readonly TimeSpan LongestLastCheckpoint = TimeSpan.FromSeconds(1.5);
    private readonly string file = SchedulerDatabase.SqliteFile(options.ConnectionString);
    private readonly List<(string Path, FileIdentity Identity)> opened = [];
    private SqliteConnection? connection;
    private string logPath = "";
    private long logLength;
    private long logLimit = options.MaxLogBytes;
    private bool told;

    /// <summary>Opens the file, the first time; the writer calls it, and nobody else.</summary>
    /// <exception cref="WriteQueueUnavailableException">The name means another file than the one that was opened, or none.</exception>
    public void Require()
    {
        if (connection is null)
        {
            Open();
        }

        if (Changed() is not { } changed)
        {
            told = false;
            return;
        }

        if (!told)
        {
            told = true;
            log.LogCritical(
                "{File} was removed, moved or replaced while the service runs. "
                    + "Writes are refused: they would be lost. Put it back, or restart the service.",
                changed
            );
        }

        throw new WriteQueueUnavailableException("The database's file was removed, moved or replaced.");
    }

    /// <summary>Empties the log once it is long: readers that never pause keep SQLite from doing so by itself.</summary>
    /// <remarks>
    /// It waits for the readers of that moment as long as the writer waits for a lock.
    /// One that stays longer is waited for again when the log has grown by half.
    /// </remarks>
    public void KeepLogShort(DbConnection writer)
    {
        if (logLength <= logLimit)
        {
            return;
        }

        if (Checkpoint(writer, "TRUNCATE"))
        {
            logLimit = options.MaxLogBytes;
            return;
        }

        logLimit = logLength + (options.MaxLogBytes / 2);
        log.LogWarning(
            "The log {File} has {Bytes} bytes and cannot be emptied: something has been reading the database all the time.",
            logPath,
            logLength
        );
    }

    public async ValueTask DisposeAsync()
    {
        if (connection is null)
        {
            return;
        }

        await using var open = connection;
        await using var interrupt = new Timer(
            _ => SQLitePCL.raw.sqlite3_interrupt(open.Handle),
            null,
            LongestLastCheckpoint,
            Timeout.InfiniteTimeSpan
        );
        try
        {
            // The bulk of it waits for nobody; others are waited for half a second at the end.
            Checkpoint(open, "PASSIVE");
            Execute(open, "PRAGMA busy_timeout=500");
            if (!Checkpoint(open, "TRUNCATE"))
            {
                log.LogWarning("Another program uses the database: {File} stays until the next start.", logPath);
            }
        }
        catch (SqliteException e)
        {
            // Nothing is lost: the next start reads the log.
            log.LogWarning("{File} stays until the next start: {Reason}", logPath, e.Message);
        }
    }

    private void Open()
    {
        var before = FileIdentity.Of(file);
        var opening = new SqliteConnection(SchedulerDatabase.SqliteConnectionString(options.ConnectionString));
        try
        {
            opening.Open();
            if (before is null || !before.Value.IsSameFileAs(FileIdentity.Of(file)))
            {
                throw new WriteQueueUnavailableException("The database's file was replaced while it was opened.");
            }

            SqlitePragmas.Apply(opening);
            // Reads the schema, and so opens the log. SQLite puts it beside the file that a link leads to.
            using var command = opening.CreateCommand();
            command.CommandText = "SELECT file FROM pragma_database_list, (SELECT count(*) FROM sqlite_schema) WHERE name = 'main'";
            var real = (string)command.ExecuteScalar()!;
            logPath = $"{real}-wal";
            opened.Clear();
            opened.AddRange(
                from path in new[] { file, logPath, $"{real}-shm" }
                let identity = FileIdentity.Of(path)
                where identity is not null
                select (path, identity.Value)
            );
        }
        catch
        {
            opening.Dispose();
            throw;
        }

        connection = opening;
    }

    private string? Changed()
    {
        foreach (var (path, identity) in opened)
        {
            var now = FileIdentity.Of(path);
            if (!identity.IsSameFileAs(now))
            {
                return path;
            }

            if (path == logPath)
            {
                logLength = now!.Value.Length;
            }
        }

        return null;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>Puts the log into the file; false when somebody read, or wrote, for longer than the connection waits.</summary>
    /// <param name="mode"><c>PASSIVE</c>: what can be put there without waiting.
    /// <c>TRUNCATE</c>: all of it, and the log is empty afterwards.</param>
    private static bool Checkpoint(DbConnection connection, string mode)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"PRAGMA wal_checkpoint({mode})";
        using var answer = command.ExecuteReader();
        // Its first column: whether it was kept from ending.
        return answer.Read() && answer.GetInt64(0) == 0;
    }
}
