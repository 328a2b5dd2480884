namespace Scheduler.Data.Databases;

/// <summary>Which database product keeps the data.</summary>
public enum DatabaseProvider
{
    /// <summary>One file, embedded; one process writes.</summary>
    Sqlite,

    /// <summary>A PostgreSQL server, 15 or newer; any number of instances.</summary>
    Postgres,
}

/// <summary>Settings under <c>Database</c>, and the connection string <c>ConnectionStrings:Scheduler</c>.</summary>
public sealed class DatabaseOptions
{
    public const string Section = "Database";
    public const string ConnectionName = "Scheduler";
    public const string StandbyConnectionName = "SchedulerReplica";
    public const string DefaultConnectionString = "Data Source=data/scheduler.db";

    public DatabaseProvider Provider { get; set; } = DatabaseProvider.Sqlite;

    /// <summary>Whether a start applies missing migrations; unset: yes with SQLite, no with PostgreSQL.</summary>
    public bool? MigrateOnStart { get; set; }

    /// <summary>How many writes may wait at once before further ones are answered 503; bounds memory and waiting time.</summary>
    public int MaxWaitingWrites { get; set; } = 4096;

    /// <summary>How long a booking waits in PostgreSQL for others of its provider before it is answered 503.</summary>
    public int LockTimeoutMilliseconds { get; set; } = 5000;

    /// <summary>The greatest <see cref="MaxWaitingWrites"/> that can be set.</summary>
    public const int MostWaitingWrites = 1_000_000;

    /// <summary>How long SQLite's log may grow, in bytes, before the writer waits for readers so as to empty it.</summary>
    public long MaxLogBytes { get; set; } = 100L * 1024 * 1024;

    public string ConnectionString { get; set; } = DefaultConnectionString;

    /// <summary>A standby of the PostgreSQL server, for reads that may be a little old; null for none.</summary>
    public string? StandbyConnectionString { get; set; }

    /// <summary>How old a read from the standby may be; where it would be older, the primary is asked.</summary>
    public TimeSpan StandbyMaxLag { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The greatest <see cref="StandbyMaxLag"/> that can be set.</summary>
    public static readonly TimeSpan MostStandbyLag = TimeSpan.FromMinutes(1);

    public bool ShouldMigrateOnStart => MigrateOnStart ?? Provider == DatabaseProvider.Sqlite;
}

/// <summary>A start that cannot succeed; the message is one line for the person who started it.</summary>
public sealed class StartException(string message, Exception? inner = null) : Exception(message, inner);
