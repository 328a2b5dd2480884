using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Scheduler.Data.Databases;

/// <summary>What is checked, and done, to a database before anything is served from it.</summary>
public static class DatabaseStart
{
    /// <summary>Any number that no other user of the same PostgreSQL database locks.</summary>
    private const long MigrationLock = 0x5C4ED01E;

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

            await MigrateAsync(db, options.Provider, cancellationToken);
        }
        catch (DbException e)
        {
            throw new StartException(options.Provider == DatabaseProvider.Sqlite
                ? $"The database {SchedulerDatabase.SqliteFile(options.ConnectionString)} cannot be used: {e.Message}"
                : $"The PostgreSQL database cannot be used: {e.Message}", e);
        }
    }

    /// <summary>Refuses a database that a newer version of this program has migrated.</summary>
    public static async Task RefuseNewerAsync(SchedulerDbContext db, CancellationToken cancellationToken = default)
    {
        if (db.Database.IsSqlite() && !File.Exists(new SqliteConnectionStringBuilder(db.Database.GetConnectionString()).DataSource))
        {
            return;
        }

        var known = db.Database.GetMigrations().ToHashSet(StringComparer.Ordinal);
        var newer = (await db.Database.GetAppliedMigrationsAsync(cancellationToken)).FirstOrDefault(applied => !known.Contains(applied));
        if (newer is not null)
        {
            throw new StartException($"The database is from a newer version: it has the migration {newer}, which this version does not know. Start that version, or restore an older backup. Nothing was changed.");
        }
    }

    private static async Task MigrateAsync(SchedulerDbContext db, DatabaseProvider provider, CancellationToken cancellationToken)
    {
        if (provider == DatabaseProvider.Sqlite)
        {
            await db.Database.MigrateAsync(cancellationToken);
            return;
        }

        // Several instances may start at once on one empty database: one migrates, the others wait and find nothing to do.
        await db.Database.OpenConnectionAsync(cancellationToken);
        await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_lock({MigrationLock})", cancellationToken);
        try
        {
            await db.Database.MigrateAsync(cancellationToken);
        }
        finally
        {
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_unlock({MigrationLock})", CancellationToken.None);
            await db.Database.CloseConnectionAsync();
        }
    }
}
