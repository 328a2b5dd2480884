using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.Logging;

namespace Scheduler.Data.Databases;

/// <summary>What is checked, and done, to a database before anything is served from it.</summary>
public static class DatabaseStart
{
    /// <summary>Longer than the writer itself waits for another program's lock, so that it can say what it waited for.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Checks the database, applies what migrations it lacks where <paramref name="options"/>
    /// ask for that, and tries whether it can be written.
    /// </summary>
    /// <returns>How many migrations were applied.</returns>
    /// <exception cref="StartException">It cannot be served; but for migrations that were applied, it was not touched.</exception>
    public static async Task<int> PrepareAsync(
        SchedulerDbContext db,
        WriteQueue writes,
        DatabaseOptions options,
        CancellationToken cancellationToken = default
    )
    {
        try
        {
            if (options.Provider == DatabaseProvider.Sqlite)
            {
                SqliteFileCheck.Check(SchedulerDatabase.SqliteFile(options.ConnectionString));
            }

            await RefuseNewerAsync(db, cancellationToken);
            var applied = await ApplyMissingAsync(db, options, cancellationToken);
            await RequiredConstraints.CheckAsync(db, cancellationToken);
            await writes.CheckAsync(Patience, cancellationToken);
            return applied;
        }
        catch (Exception e) when (e is DbException or WriteQueueUnavailableException or IOException or UnauthorizedAccessException)
        {
            var why = e is WriteQueueUnavailableException { InnerException: { } inner }
                ? $"{e.Message} {inner.GetBaseException().Message}"
                : e.Message;
            throw new StartException(
                (
                    options.Provider == DatabaseProvider.Sqlite
                        ? $"The database {SchedulerDatabase.SqliteFile(options.ConnectionString)} cannot be used: {why}"
                        : $"The PostgreSQL database cannot be used: {why}"
                ).ReplaceLineEndings(" "),
                e
            );
        }
    }

    /// <summary>Refuses a database that a newer version of this program has changed so that this one cannot use it.</summary>
    public static async Task RefuseNewerAsync(SchedulerDbContext db, CancellationToken cancellationToken = default)
    {
        if (db.Database.IsSqlite() && !File.Exists(new SqliteConnectionStringBuilder(db.Database.GetConnectionString()).DataSource))
        {
            return;
        }

        if (await SchemaVersion.WhyRefusedAsync(db, cancellationToken) is { } reason)
        {
            throw new StartException(reason);
        }
    }

    private static async Task<int> ApplyMissingAsync(SchedulerDbContext db, DatabaseOptions options, CancellationToken cancellationToken)
    {
        var missing = (await db.Database.GetPendingMigrationsAsync(cancellationToken)).ToList();
        if (missing.Count == 0)
        {
            return 0;
        }

        if (!options.ShouldMigrateOnStart)
        {
            throw new StartException(
                $"The database lacks {missing.Count} migration(s), the first of them {missing[0]}. Apply them with the "
                    + "command 'migrate', or set Database:MigrateOnStart=true."
            );
        }

        db.GetService<ILoggerFactory>()
            .CreateLogger(typeof(DatabaseStart))
            .LogInformation("Applying {Count} migration(s), the first of them {Migration}", missing.Count, missing[0]);
        await MigrateAsync(db, options, cancellationToken);
        return missing.Count;
    }

    /// <remarks>On SQLite under the lock of SqliteMigrationHistory.</remarks>
    private static Task MigrateAsync(SchedulerDbContext db, DatabaseOptions options, CancellationToken cancellationToken) =>
        options.Provider == DatabaseProvider.Sqlite
            ? db.Database.MigrateAsync(cancellationToken)
            : PostgresMigration.RunAsync(options, cancellationToken);
}
