using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Scheduler.Data.Model;

namespace Scheduler.Data.Databases;

/// <summary>Whether this program may use the schema that a database has: an older one may, unless the schema says otherwise.</summary>
public static class SchemaVersion
{
    /// <summary>Why it may not, in one sentence for whoever starts it; null when it may.</summary>
    public static async Task<string?> WhyRefusedAsync(SchedulerDbContext db, CancellationToken cancellationToken = default)
    {
        var known = db.Database.GetMigrations().ToHashSet(StringComparer.Ordinal);
        var newer = (await db.Database.GetAppliedMigrationsAsync(cancellationToken)).FirstOrDefault(applied => !known.Contains(applied));
        if (newer is null)
        {
            return null;
        }

        var least = await TableExistsAsync(db, cancellationToken)
            ? await db.SchemaInfo.Select(s => s.LeastMigration).SingleOrDefaultAsync(cancellationToken)
            : newer;
        return string.IsNullOrEmpty(least) || known.Contains(least)
            ? null
            : $"The database is from a newer version: it asks for the migration {least}, which this version does not know. "
                + "Start that version, or restore an older backup. Nothing was changed.";
    }

    private static async Task<bool> TableExistsAsync(SchedulerDbContext db, CancellationToken cancellationToken)
    {
        var question = db.Database.IsSqlite()
            ? $"SELECT count(*) AS \"Value\" FROM sqlite_schema WHERE name = '{SchemaInfo.Table}'"
            : $"SELECT count(*)::int AS \"Value\" FROM pg_class WHERE oid = to_regclass('{SchemaInfo.Table}')";
        return await db.Database.SqlQueryRaw<int>(question).SingleAsync(cancellationToken) > 0;
    }
}
