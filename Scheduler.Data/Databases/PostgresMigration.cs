using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Scheduler.Data.Databases;

/// <summary>Migrates PostgreSQL while other instances serve from it.</summary>
public static class PostgresMigration
{
    /// <summary>Any number that no other user of the same database locks.</summary>
    private const long MigrationLock = 0x5C4ED01E;

    /// <summary>
    /// A change of a table waits for whoever reads it, and everybody else waits behind the change:
    /// it must not wait for long, but may come again.
    /// </summary>
    private const string ShortPatience = "SET lock_timeout = '300ms'";

    /// <summary>
    /// Whoever holds one table of a migration and waits for another that it has changed already outlasts a short patience, and under a load
    /// there is always somebody. Whoever has waited so for a second (deadlock_timeout) is ended by the server, and begins anew.
    /// </summary>
    private const string LongPatience = "SET lock_timeout = '2500ms'";

    private static readonly TimeSpan Polite = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Applies the missing migrations, on a connection of its own that takes its settings and its lock with it when it ends.
    /// </summary>
    /// <exception cref="StartException">Somebody used a table all the time.</exception>
    public static async Task RunAsync(DatabaseOptions options, CancellationToken cancellationToken)
    {
        var builder = new DbContextOptionsBuilder<SchedulerDbContext>();
        SchedulerDatabase.Configure(
            builder,
            new DatabaseOptions
            {
                Provider = options.Provider,
                ConnectionString = new NpgsqlConnectionStringBuilder(options.ConnectionString) { Pooling = false }.ConnectionString,
            }
        );
        var tables = new TablesAtOnce();
        await using var db = new SchedulerDbContext(builder.AddInterceptors(tables).Options);
        // An index of a large table takes its time.
        db.Database.SetCommandTimeout(TimeSpan.Zero);
        await db.Database.OpenConnectionAsync(cancellationToken);
        // Several instances may start at once on one empty database: one migrates, the others wait and find nothing to do.
        await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_lock({MigrationLock})", cancellationToken);
        await db.Database.ExecuteSqlRawAsync(ShortPatience, cancellationToken);
        var started = TimeProvider.System.GetTimestamp();
        while (!await TryAsync(db, cancellationToken))
        {
            var elapsed = TimeProvider.System.GetElapsedTime(started);
            if (elapsed > Longest)
            {
                throw new StartException(
                    "The database was not migrated: "
                        + $"for {Longest.TotalSeconds} s somebody else used a table that is to be changed. Nothing was changed."
                );
            }

            if (elapsed > Polite)
            {
                tables.AreTaken = true;
                await db.Database.ExecuteSqlRawAsync(LongPatience, cancellationToken);
            }

            await Task.Delay(Pause, cancellationToken);
        }
    }

    /// <summary>For tools that try once: whoever waits longer for a table gives up, nothing changed, and may be started again.</summary>
    public static string WithLockTimeout(string connectionString)
    {
        var builder = new NpgsqlConnectionStringBuilder(connectionString);
        builder.Options = $"{builder.Options} -c lock_timeout=1s".TrimStart();
        return builder.ConnectionString;
    }

    private static async Task<bool> TryAsync(SchedulerDbContext db, CancellationToken cancellationToken)
    {
        try
        {
            await db.Database.MigrateAsync(cancellationToken);
            return true;
        }
        catch (Exception e) when (ConstraintViolation.IsLockTimeout(e) || ConstraintViolation.IsTransient(e))
        {
            return false;
        }
    }
}
