using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Scheduler.Data.Databases;

/// <summary>How a context reaches its database; the API, <c>dotnet ef</c> and the tests share it.</summary>
public static class SchedulerDatabase
{
    /// <summary>PostgreSQL connections an instance opens at the most, unless the connection string says otherwise.</summary>
    /// <remarks>
    /// They are used in turn, and a server process that has just answered has what it needs in the processor's cache:
    /// measured on two cores, 12 stored as many bookings as 32 and answered a quarter more lists of slots.
    /// </remarks>
    private const int DefaultPoolSize = 12;

    /// <summary>Seconds that a connection waits for another one's lock.</summary>
    private const int SqliteLockSeconds = 5;

    public static void Configure(DbContextOptionsBuilder builder, DatabaseOptions options)
    {
        switch (options.Provider)
        {
            case DatabaseProvider.Sqlite:
                builder.UseSqlite(
                    SqliteConnectionString(options.ConnectionString),
                    sqlite => sqlite.MigrationsAssembly("Scheduler.Migrations.Sqlite")
                );
                builder.AddInterceptors(SqlitePragmas.Instance);
                builder.ReplaceService<IMigrationsSqlGenerator, SqliteClusteredTables>();
                builder.ReplaceService<IHistoryRepository, SqliteMigrationHistory>();
                builder.ReplaceService<IRelationalDatabaseCreator, SqliteDatabaseFile>();
                break;
            case DatabaseProvider.Postgres:
                builder.UseNpgsql(
                    PostgresConnectionString(options.ConnectionString),
                    npgsql => npgsql.MigrationsAssembly("Scheduler.Migrations.Postgres")
                );
                break;
        }

        // A constraint that refuses a write is an expected answer, and a database that is away a warning (OutageLog);
        // whoever asked reports it, or the failure reaches the error log from there.
        builder.ConfigureWarnings(warnings =>
            warnings.Log(
                (CoreEventId.SaveChangesFailed, LogLevel.Debug),
                (CoreEventId.QueryIterationFailed, LogLevel.Debug),
                (RelationalEventId.CommandError, LogLevel.Debug),
                (RelationalEventId.ConnectionError, LogLevel.Debug),
                (RelationalEventId.TransactionError, LogLevel.Debug),
                (CoreEventId.OptimisticConcurrencyException, LogLevel.Debug)
            )
        );
    }

    /// <summary>The file that a SQLite connection string names, as a full path.</summary>
    /// <remarks>A relative path starts at the nearest folder upward that holds the solution, so that every command finds the same file wherever it is called; without one, at the working directory.</remarks>
    public static string SqliteFile(string connectionString)
    {
        var builder = Parse(() => new SqliteConnectionStringBuilder(connectionString));
        var source = builder.DataSource;
        if (builder.Mode is SqliteOpenMode.Memory or SqliteOpenMode.ReadOnly)
        {
            throw new StartException(
                $"ConnectionStrings:Scheduler has Mode={builder.Mode}: appointments are kept in a file that can be written."
            );
        }

        if (!string.IsNullOrEmpty(builder.Password))
        {
            throw new StartException(
                "ConnectionStrings:Scheduler has a Password, but the SQLite that is used here cannot encrypt. Encrypt the disk."
            );
        }

        if (string.IsNullOrWhiteSpace(source) || source.StartsWith(':') || source.StartsWith("file:", StringComparison.OrdinalIgnoreCase))
        {
            throw new StartException("ConnectionStrings:Scheduler must name a file for SQLite, such as \"Data Source=data/scheduler.db\".");
        }

        return Path.GetFullPath(source, BaseDirectory());
    }

    /// <remarks>A connection makes no file: whoever migrates does (<see cref="SqliteDatabaseFile"/>). And it waits for a lock as long as a caller may be asked to.</remarks>
    internal static string SqliteConnectionString(string connectionString)
    {
        var file = SqliteFile(connectionString);
        return new SqliteConnectionStringBuilder(connectionString)
        {
            DataSource = file,
            Mode = SqliteOpenMode.ReadWrite,
            Pooling = false,
            DefaultTimeout = SqliteLockSeconds,
        }.ConnectionString;
    }

    /// <summary>Refuses a connection string that cannot lead to a database, before anything is made from it.</summary>
    /// <exception cref="StartException">It cannot.</exception>
    public static void CheckConnectionString(DatabaseOptions options)
    {
        if (options.Provider == DatabaseProvider.Sqlite)
        {
            SqliteFile(options.ConnectionString);
        }
        else if (string.IsNullOrWhiteSpace(Parse(() => new NpgsqlConnectionStringBuilder(options.ConnectionString)).Host))
        {
            throw new StartException(
                "ConnectionStrings:Scheduler must name the server for PostgreSQL, such as \"Host=localhost;Database=scheduler;Username=scheduler\"."
            );
        }
    }

    /// <summary>Connections that an instance opens to PostgreSQL at the most.</summary>
    internal static int PostgresPoolSize(DatabaseOptions options) =>
        new NpgsqlConnectionStringBuilder(PostgresConnectionString(options.ConnectionString)).MaxPoolSize;

    /// <summary>The given connection string, with this service's defaults for what it leaves open.</summary>
    internal static string PostgresConnectionString(string connectionString)
    {
        var builder = Parse(() => new NpgsqlConnectionStringBuilder(connectionString));
        var given = new DbConnectionStringBuilder { ConnectionString = connectionString }
            .Keys.Cast<string>()
            .Select(key => key.Replace(" ", "", StringComparison.Ordinal))
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (!given.Contains("MaximumPoolSize") && !given.Contains("MaxPoolSize"))
        {
            builder.MaxPoolSize = DefaultPoolSize;
        }

        // 0 is for a pooler that mixes statements up between its clients.
        if (!given.Contains("MaxAutoPrepare"))
        {
            builder.MaxAutoPrepare = 100;
        }

        if (builder.Host?.Contains(',', StringComparison.Ordinal) == true)
        {
            FindPrimaryFast(builder, given);
        }
        else if (given.Contains("TargetSessionAttributes"))
        {
            TakeTheOnlyHost(builder);
        }

        // A plan once a connection. By default the server plans most statements anew for each use, which costs more than to run them:
        // what comes again here is found by an index whatever its parameters are. Nor is a page that an index names four times as dear as the
        // next one of a file, as the server supposes of a turning disk: it then reads the whole of a small table.
        builder.Options ??= "-c plan_cache_mode=force_generic_plan -c random_page_cost=1.1";

        // What a connection keeps from one use to the next is its prepared statements alone: every lock and setting ends with its transaction.
        // To have the server discard the rest each time costs as much as to read a list.
        builder.NoResetOnClose = true;

        // A cancelled commit on a hanging synchronous standby would report success without replication.
        builder.CancellationTimeout = -1;
        builder.ApplicationName ??= "scheduler";
        return builder.ConnectionString;
    }

    /// <summary>The values that found a new primary within seconds in every trial of a failover.</summary>
    private static void FindPrimaryFast(NpgsqlConnectionStringBuilder builder, HashSet<string> given)
    {
        Default("TargetSessionAttributes", () => builder.TargetSessionAttributes = "primary");
        Default("HostRecheckSeconds", () => builder.HostRecheckSeconds = 1);
        Default("Timeout", () => builder.Timeout = 3);
        Default("CommandTimeout", () => builder.CommandTimeout = 10);
        Default("Keepalive", () => builder.KeepAlive = 10);

        void Default(string key, Action set)
        {
            if (!given.Contains(key))
            {
                set();
            }
        }
    }

    /// <summary>The driver chooses between several hosts only. With one, a proxy's say, the ready check and the server itself keep writes away from a standby.</summary>
    private static void TakeTheOnlyHost(NpgsqlConnectionStringBuilder builder)
    {
        if (builder.TargetSessionAttributes is "standby" or "read-only")
        {
            throw new StartException(
                $"ConnectionStrings:Scheduler asks for a {builder.TargetSessionAttributes} server (Target Session Attributes); this service writes."
            );
        }

        builder.Remove("Target Session Attributes");
    }

    private static T Parse<T>(Func<T> parse)
    {
        try
        {
            return parse();
        }
        catch (Exception e) when (e is ArgumentException or FormatException or OverflowException or InvalidCastException)
        {
            throw new StartException($"ConnectionStrings:Scheduler cannot be read: {e.Message.ReplaceLineEndings(" ")}", e);
        }
    }

    private static string BaseDirectory()
    {
        for (var folder = new DirectoryInfo(Environment.CurrentDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Scheduler.slnx")))
            {
                return folder.FullName;
            }
        }

        return Environment.CurrentDirectory;
    }
}
