using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;

namespace Scheduler.Data.Databases;

/// <summary>Commits, and tells apart what is stored, what is not, and what nobody knows.</summary>
internal static class PostgresCommit
{
    /// <summary>A record in the server's log that stands for nothing; its commit waits for a standby as every other.</summary>
    private const string Seal = "SELECT pg_logical_emit_message(true, 'scheduler', '')";
    private const string SealIfNothingWasWritten = Seal + " WHERE pg_current_xact_id_if_assigned() IS NULL";

    /// <summary>
    /// The server's function that waits for a standby. It has no SQLSTATE of its own for giving up,
    /// and its text depends on the server's language.
    /// </summary>
    private const string WaitForStandby = "SyncRepWaitForLSN";

    private const string Position = "SELECT pg_current_wal_flush_lsn()";

    /// <summary>Commits something that waits for the standby, and with it all that was committed before.</summary>
    public static async Task SealAsync(SchedulerDbContext db)
    {
        await db.Database.OpenConnectionAsync();
        try
        {
            await RunAsync(db, () => db.Hot.ExecuteAsync(Seal));
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    /// <summary>
    /// Makes the commit of a transaction that only read wait for the standby: what it saw,
    /// and what is answered from it, may still be on this server alone.
    /// </summary>
    public static Task WriteIfNothingWasAsync(SchedulerDbContext db) => db.Hot.ExecuteAsync(SealIfNothingWasWritten);

    /// <param name="commit">Sends the commit on the context's open connection.</param>
    /// <exception cref="WriteQueueUnavailableException">The change may be stored:
    /// the connection was lost, or the server gave up waiting for its standby.</exception>
    public static async Task RunAsync(SchedulerDbContext db, Func<Task> commit)
    {
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        var replicated = true;
        connection.Notice += Listen;
        using var span = WriteTelemetry.Spans.StartActivity("commit");
        var began = WriteTelemetry.Begin(WriteTelemetry.Commit);
        try
        {
            await commit();
            WriteTelemetry.End(WriteTelemetry.Commit, began);
        }
        catch (Exception e) when (ConstraintViolation.IsUnavailable(e) && !ConstraintViolation.IsRolledBack(e))
        {
            throw new WriteQueueUnavailableException("The database could not be reached while it stored the change; it may be stored.", e)
            {
                MayBeStored = true,
            };
        }
        finally
        {
            connection.Notice -= Listen;
        }

        if (!replicated)
        {
            throw new WriteQueueUnavailableException(
                "The database's standby did not answer; the change is stored, but would be lost with the primary."
            )
            {
                MayBeStored = true,
            };
        }

        await NotePositionAsync(connection);

        void Listen(object sender, NpgsqlNoticeEventArgs e) => replicated &= e.Notice.Routine != WaitForStandby;
    }

    /// <summary>Notes up to where the log goes now, where somebody wants to read what was committed.</summary>
    /// <remarks>A connection that is lost here leaves the commit as it was: its reader then asks for the newest there is.</remarks>
    private static async Task NotePositionAsync(NpgsqlConnection connection)
    {
        if (CommittedPosition.Current is not { } reader)
        {
            return;
        }

        try
        {
            await using var command = connection.CreateCommand();
            command.CommandText = Position;
            reader.Note((NpgsqlLogSequenceNumber)(await command.ExecuteScalarAsync())!);
        }
        catch (Exception e) when (e is NpgsqlException or InvalidOperationException)
        {
            reader.Note(new NpgsqlLogSequenceNumber(ulong.MaxValue));
        }
    }
}
