using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Scheduler.Data.Databases;

/// <summary>What is checked, and done, to a database before anything is served from it.</summary>
public static class DatabaseStart
{
    /// <summary>Checks the database and applies what migrations it lacks, where <paramref name="options"/> ask for that.</summary>
    /// <exception cref="StartException">It cannot be served; it was not touched.</exception>
    public static async Task PrepareAsync(SchedulerDbContext db, DatabaseOptions options, CancellationToken cancellationToken = default)
    {
        try
        {
            if (options.Provider == DatabaseProvider.Sqlite)
            {
                SqliteFileCheck.Check(SchedulerDatabase.SqliteFile(options.ConnectionString));
            }

            await RefuseNewerAsync(db, cancellationToken);
            var missing = (await db.Database.GetPendingMigrationsAsync(cancellationToken)).ToList();
            if (missing.Count == 0)
            {
                return;
            }

            if (!options.ShouldMigrateOnStart)
            {
                throw new StartException($"The database lacks {missing.Count} migration(s), the first of them {missing[0]}. Apply them with: dotnet ef database update --project migrations/{options.Provider}, or set Database:MigrateOnStart=true.");
            }

            await MigrateAsync(db, options, cancellationToken);
        }
        catch (DbException e)
        {
            throw new StartException(options.Provider == DatabaseProvider.Sqlite
                ? $"The database {SchedulerDatabase.SqliteFile(options.ConnectionString)} cannot be used: {e.Message}"
                : $"The PostgreSQL database cannot be used: {e.Message}", e);
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

    private static Task MigrateAsync(SchedulerDbContext db, DatabaseOptions options, CancellationToken cancellationToken) =>
        options.Provider == DatabaseProvider.Sqlite ? db.Database.MigrateAsync(cancellationToken) : PostgresMigration.RunAsync(options, cancellationToken);
}
