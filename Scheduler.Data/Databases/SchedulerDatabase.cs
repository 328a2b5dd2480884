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
    /// <summary>Seconds that a connection waits for another one's lock.</summary>
    private const int SqliteLockSeconds = 5;

    public static void Configure(DbContextOptionsBuilder builder, DatabaseOptions options) => Configure(builder, options, null);

    internal static void Configure(DbContextOptionsBuilder builder, DatabaseOptions options, KeptSqliteConnections? kept)
    {
        switch (options.Provider)
        {
            case DatabaseProvider.Sqlite:
                builder.UseSqlite(
                    SqliteConnectionString(options.ConnectionString),
                    sqlite => sqlite.MigrationsAssembly("Scheduler.Migrations.Sqlite")
                );
                builder.AddInterceptors(new SqlitePragmas(kept));
                builder.ReplaceService<IMigrationsSqlGenerator, SqliteClusteredTables>();
                builder.ReplaceService<IHistoryRepository, SqliteMigrationHistory>();
                builder.ReplaceService<IRelationalDatabaseCreator, SqliteDatabaseFile>();
                break;
            case DatabaseProvider.Postgres:
                ConfigurePostgres(builder, PostgresConnectionString.Of(options.ConnectionString));
                return;
        }

        SetLogLevels(builder);
    }

    internal static void ConfigurePostgres(DbContextOptionsBuilder builder, string connectionString)
    {
        builder.UseNpgsql(connectionString, npgsql => npgsql.MigrationsAssembly("Scheduler.Migrations.Postgres"));
        SetLogLevels(builder);
    }

    private static void SetLogLevels(DbContextOptionsBuilder builder) =>
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

    /// <summary>The file that a SQLite connection string names, as a full path.</summary>
    /// <remarks>
    /// A relative path starts at the nearest folder upward that holds the solution, so that every command finds the
    /// same file wherever it is called; without one, at the working directory.
    /// </remarks>
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

    /// <remarks>
    /// A connection makes no file: whoever migrates does (<see cref="SqliteDatabaseFile"/>).
    /// And it waits for a lock as long as a caller may be asked to.
    /// </remarks>
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
        StandbyConnectionString.Check(options);
        if (options.Provider == DatabaseProvider.Sqlite)
        {
            SqliteFile(options.ConnectionString);
        }
        else if (string.IsNullOrWhiteSpace(Parse(() => new NpgsqlConnectionStringBuilder(options.ConnectionString)).Host))
        {
            throw new StartException(
                "ConnectionStrings:Scheduler must name the server for PostgreSQL, "
                    + "such as \"Host=localhost;Database=scheduler;Username=scheduler\"."
            );
        }
    }

    /// <exception cref="StartException">The driver cannot read it.</exception>
    internal static T Parse<T>(Func<T> parse, string name = DatabaseOptions.ConnectionName)
    {
        try
        {
            return parse();
        }
        catch (Exception e) when (e is ArgumentException or FormatException or OverflowException or InvalidCastException)
        {
            throw new StartException($"ConnectionStrings:{name} cannot be read: {e.Message.ReplaceLineEndings(" ")}", e);
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
