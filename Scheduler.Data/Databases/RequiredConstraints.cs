using Microsoft.EntityFrameworkCore;

namespace Scheduler.Data.Databases;

/// <summary>
/// Looks for the constraints that keep an appointment from being booked twice: without one of them everything would go on, and be wrong.
/// </summary>
internal static class RequiredConstraints
{
    private const string OnSqlite = """
        SELECT name AS "Value" FROM sqlite_schema WHERE type = 'trigger'
        UNION ALL SELECT i.name FROM sqlite_schema t, pragma_index_list(t.name) i WHERE t.type = 'table' AND i."unique" AND NOT i.partial
        """;

    private const string OnPostgres = """
        SELECT conname::text AS "Value" FROM pg_constraint WHERE contype = 'x' AND convalidated AND pg_table_is_visible(conrelid)
        UNION ALL SELECT c.relname::text FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
        WHERE i.indisunique AND i.indisvalid AND i.indpred IS NULL AND pg_table_is_visible(i.indrelid)
        """;

    /// <exception cref="StartException">One is missing; the message names it.</exception>
    public static async Task CheckAsync(SchedulerDbContext db, CancellationToken cancellationToken)
    {
        string[] required = db.Database.IsSqlite()
            ? [ConstraintNames.DailyLimit, ConstraintNames.NoOverlapOnInsert, ConstraintNames.NoOverlapOnUpdate]
            : [ConstraintNames.DailyLimit, ConstraintNames.NoOverlap];
        var there = await db.Database.SqlQueryRaw<string>(db.Database.IsSqlite() ? OnSqlite : OnPostgres).ToListAsync(cancellationToken);
        var missing = required.Except(there).ToList();
        if (missing.Count > 0)
        {
            throw new StartException(
                $"The database lacks {string.Join(" and ", missing)}, without which appointments could be booked twice. "
                    + "Restore a backup, or make it again as the migrations do."
            );
        }
    }
}
