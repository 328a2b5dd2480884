using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
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
    private const int PostgresPoolSize = 12;

    public static void Configure(DbContextOptionsBuilder builder, DatabaseOptions options)
    {
        switch (options.Provider)
        {
            case DatabaseProvider.Sqlite:
                builder.UseSqlite(SqliteConnectionString(options.ConnectionString), sqlite => sqlite.MigrationsAssembly("Scheduler.Migrations.Sqlite"));
                builder.AddInterceptors(SqlitePragmas.Instance);
                builder.ReplaceService<Microsoft.EntityFrameworkCore.Migrations.IMigrationsSqlGenerator, SqliteClusteredTables>();
                break;
            case DatabaseProvider.Postgres:
                builder.UseNpgsql(PostgresConnectionString(options.ConnectionString), npgsql => npgsql.MigrationsAssembly("Scheduler.Migrations.Postgres"));
                break;
        }

        // A constraint that refuses a write is an expected answer; whoever asked reports it, or the failure reaches the error log from there.
        builder.ConfigureWarnings(warnings => warnings.Log(
            (CoreEventId.SaveChangesFailed, LogLevel.Debug),
            (RelationalEventId.CommandError, LogLevel.Debug),
            (CoreEventId.OptimisticConcurrencyException, LogLevel.Debug)));
    }

    /// <summary>The file that a SQLite connection string names, as a full path.</summary>
    /// <remarks>A relative path starts at the nearest folder upward that holds the solution, so that every command finds the same file wherever it is called; without one, at the working directory.</remarks>
    public static string SqliteFile(string connectionString)
    {
        var source = Parse(() => new SqliteConnectionStringBuilder(connectionString)).DataSource;
        if (string.IsNullOrWhiteSpace(source) || source.StartsWith(':') || source.StartsWith("file:", StringComparison.OrdinalIgnoreCase))
        {
            throw new StartException("ConnectionStrings:Scheduler must name a file for SQLite, such as \"Data Source=data/scheduler.db\".");
        }

        return Path.GetFullPath(source, BaseDirectory());
    }

    private static string SqliteConnectionString(string connectionString)
    {
        var file = SqliteFile(connectionString);
        return new SqliteConnectionStringBuilder(connectionString) { DataSource = file, Pooling = false }.ConnectionString;
    }

    private static string PostgresConnectionString(string connectionString)
    {
        var builder = Parse(() => new NpgsqlConnectionStringBuilder(connectionString));
        if (!connectionString.Contains("pool size", StringComparison.OrdinalIgnoreCase) && !connectionString.Contains("PoolSize", StringComparison.OrdinalIgnoreCase))
        {
            builder.MaxPoolSize = PostgresPoolSize;
        }

        if (builder.MaxAutoPrepare == 0)
        {
            builder.MaxAutoPrepare = 100;
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

    private static T Parse<T>(Func<T> parse)
    {
        try
        {
            return parse();
        }
        catch (ArgumentException e)
        {
            throw new StartException($"ConnectionStrings:Scheduler cannot be read: {e.Message}", e);
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
