using Microsoft.Data.Sqlite;
using Npgsql;

namespace Scheduler.Data;

/// <summary>Which constraint refused a write.</summary>
public enum BrokenConstraint
{
    /// <summary><see cref="ConstraintNames.DailyLimit"/>.</summary>
    DailyLimit,

    /// <summary><see cref="ConstraintNames.NoOverlap"/>.</summary>
    NoOverlap,

    /// <summary>A primary key: the id exists.</summary>
    PrimaryKey,
}

/// <summary>Reads database error codes; the only place that does.</summary>
public static class ConstraintViolation
{
    // Extended result codes, https://www.sqlite.org/rescode.html
    private const int SqliteTrigger = 1811;
    private const int SqlitePrimaryKey = 1555;
    private const int SqliteUnique = 2067;
    private const int SqliteRowId = 2579;
    private const int SqliteBusy = 5;
    private const int SqliteLocked = 6;
    private const int SqliteIoError = 10;
    private const int SqliteFull = 13;
    private const int SqliteCannotOpen = 14;

    /// <summary>
    /// The constraint that <paramref name="exception"/>, or any exception inside it, tells of; null for every other failure.
    /// </summary>
    public static BrokenConstraint? Find(Exception? exception)
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            switch (exception)
            {
                case SqliteException { SqliteExtendedErrorCode: SqliteTrigger } e
                    when e.Message.Contains(ConstraintNames.NoOverlap, StringComparison.Ordinal):
                    return BrokenConstraint.NoOverlap;
                case SqliteException { SqliteExtendedErrorCode: SqliteUnique } e
                    when e.Message.Contains("occupied_days.UserId, occupied_days.Date", StringComparison.Ordinal):
                    return BrokenConstraint.DailyLimit;
                case SqliteException { SqliteExtendedErrorCode: SqlitePrimaryKey or SqliteRowId }:
                    return BrokenConstraint.PrimaryKey;
                case PostgresException { SqlState: PostgresErrorCodes.ExclusionViolation, ConstraintName: ConstraintNames.NoOverlap }:
                    return BrokenConstraint.NoOverlap;
                case PostgresException { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: ConstraintNames.DailyLimit }:
                    return BrokenConstraint.DailyLimit;
                case PostgresException { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: { } name }
                    when name.StartsWith("PK_", StringComparison.Ordinal):
                    return BrokenConstraint.PrimaryKey;
            }
        }

        return null;
    }

    /// <summary>Whether the same work may succeed when it is simply done again: a deadlock or a serialization failure.</summary>
    /// <remarks>EF Core wraps a deadlock one level deeper than a constraint error, so every level is read.</remarks>
    public static bool IsTransient(Exception? exception) =>
        Any(
            exception,
            e => e is PostgresException { SqlState: PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure }
        );

    /// <summary>Whether a lock was not given within the time that was set for it.</summary>
    public static bool IsLockTimeout(Exception? exception) =>
        Any(exception, e => e is PostgresException { SqlState: PostgresErrorCodes.LockNotAvailable });

    /// <summary>Whether the server ended a statement at the time that was set for it.</summary>
    public static bool IsStatementTimeout(Exception exception) =>
        Any(exception, e => e is PostgresException { SqlState: PostgresErrorCodes.QueryCanceled });

    /// <summary>Whether another connection to the SQLite file keeps this one from writing.</summary>
    public static bool IsLocked(Exception? exception) =>
        Any(exception, e => e is SqliteException { SqliteErrorCode: SqliteBusy or SqliteLocked });

    /// <summary>Whether SQLite's log could not be written or synced: what stands in it may be found there after a crash.</summary>
    public static bool IsSyncFailure(Exception? exception) => Any(exception, e => e is SqliteException { SqliteErrorCode: SqliteIoError });

    /// <summary>Whether the server itself said that it did not do the work; what is lost with a connection may have been done.</summary>
    public static bool IsRolledBack(Exception? exception) => Any(exception, e => e is PostgresException { InvariantSeverity: "ERROR" });

    /// <summary>
    /// Whether the database cannot be used at present (not reached, stopping, read only,
    /// out of disk or locked), so that the same request may succeed later.
    /// </summary>
    public static bool IsUnavailable(Exception? exception) =>
        Any(
            exception,
            e =>
                e switch
                {
                    SqliteException { SqliteErrorCode: SqliteBusy or SqliteIoError or SqliteFull or SqliteCannotOpen } => true,
                    PostgresException { SqlState: var state } => IsUnavailable(state),
                    // What the driver says of itself: no connection, no host that fits, an answer that it cannot read, a time-out.
                    NpgsqlException => true,
                    _ => false,
                }
        );

    /// <summary>
    /// By class, https://www.postgresql.org/docs/current/errcodes-appendix.html: what is the server's,
    /// or a pooler's, state and not the statement's fault.
    /// </summary>
    private static bool IsUnavailable(string state) =>
        state switch
        {
            PostgresErrorCodes.ReadOnlySqlTransaction or PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.QueryCanceled => true,
            // Connections (08), resources (53), an operator's intervention (57P), the system (58).
            _ => state.StartsWith("08", StringComparison.Ordinal)
                || state.StartsWith("53", StringComparison.Ordinal)
                || state.StartsWith("57P", StringComparison.Ordinal)
                || state.StartsWith("58", StringComparison.Ordinal),
        };

    /// <summary>Whether this is true of the exception or of any inside it.</summary>
    private static bool Any(Exception? exception, Func<Exception, bool> isTrue)
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            if (isTrue(exception))
            {
                return true;
            }
        }

        return false;
    }
}
