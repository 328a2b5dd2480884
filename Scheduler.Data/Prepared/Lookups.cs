using Scheduler.Data.Model;

namespace Scheduler.Data.Prepared;

/// <summary>The reads that bookings, lists and calendars repeat most.</summary>
public static class Lookups
{
    /// <summary>The appointment type of this id.</summary>
    public static async Task<AppointmentType?> FindTypeAsync(this SchedulerDbContext db, string id, CancellationToken cancellationToken)
    {
        var rows = db.Prepared.Rows<AppointmentType>();
        var found = await db.Prepared.QueryAsync(rows.Select + " WHERE \"Id\" = @p0", rows.Read, cancellationToken, id);
        return found.Count == 0 ? null : found[0];
    }

    /// <summary>The claims of a user on these dates, both included, that have not lapsed.</summary>
    public static Task<List<DayClaim>> LiveDayClaimsAsync(
        this SchedulerDbContext db, string userId, DateOnly first, DateOnly last, DateTime nowUtc, CancellationToken cancellationToken)
    {
        var rows = db.Prepared.Rows<DayClaim>();
        return db.Prepared.QueryAsync(
            rows.Select + " WHERE \"UserId\" = @p0 AND \"Date\" >= @p1 AND \"Date\" <= @p2 AND (\"LapsesUtc\" IS NULL OR \"LapsesUtc\" > @p3)",
            rows.Read, cancellationToken, userId, first, last, nowUtc);
    }

    /// <summary>These providers, or all, in the order of their ids.</summary>
    public static Task<List<Provider>> ProvidersAsync(this SchedulerDbContext db, string[]? ids, CancellationToken cancellationToken)
    {
        var rows = db.Prepared.Rows<Provider>();
        return Of(db, rows, ids, "\"Id\"", "", " ORDER BY \"Id\"", cancellationToken);
    }

    /// <summary>The weekly hours of these providers, or of all.</summary>
    public static Task<List<WeeklyHours>> WeeklyHoursAsync(this SchedulerDbContext db, string[]? ids, CancellationToken cancellationToken) =>
        Of(db, db.Prepared.Rows<WeeklyHours>(), ids, "\"ProviderId\"", "", "", cancellationToken);

    /// <summary>The hours of single dates of these providers, or of all, from the first to the last date.</summary>
    public static Task<List<DateHours>> DateHoursAsync(this SchedulerDbContext db, string[]? ids, DateOnly first, DateOnly last, CancellationToken cancellationToken) =>
        Of(db, db.Prepared.Rows<DateHours>(), ids, "\"ProviderId\"", " AND \"Date\" >= @p1 AND \"Date\" <= @p2", "", cancellationToken, first, last);

    /// <summary>The claims of these providers, or of all, that overlap a range and have not lapsed, by provider and start.</summary>
    /// <remarks>
    /// The claims of one provider never overlap, so of those that begin at or before the range only the last can reach into it:
    /// the search begins there, however long claims may be.
    /// </remarks>
    public static Task<List<TimeClaim>> LiveTimeClaimsAsync(
        this SchedulerDbContext db, string[]? ids, DateTime fromUtc, DateTime untilUtc, DateTime nowUtc, CancellationToken cancellationToken)
    {
        var rows = db.Prepared.Rows<TimeClaim>();
        var sql = $"""
            SELECT {rows.Of("c")} FROM "providers" p JOIN "time_claims" c ON c."ProviderId" = p."Id" AND c."FromUtc" < @p2
            AND c."FromUtc" >= COALESCE((SELECT MAX(e."FromUtc") FROM "time_claims" e WHERE e."ProviderId" = p."Id" AND e."FromUtc" <= @p1), @p1)
            WHERE c."UntilUtc" > @p1 AND (c."LapsesUtc" IS NULL OR c."LapsesUtc" > @p3) AND {(ids is null ? All : db.Prepared.In("p.\"Id\"", "@p0"))}
            """;
        return db.Prepared.QueryAsync(sql, rows.Read, cancellationToken, ids ?? [], fromUtc, untilUtc, nowUtc);
    }

    /// <summary>Every row, with the list parameter in use: PostgreSQL must learn its type.</summary>
    private const string All = "@p0 IS NOT NULL";

    private static Task<List<T>> Of<T>(
        SchedulerDbContext db, EntityRows<T> rows, string[]? ids, string column, string and, string order, CancellationToken cancellationToken, params object?[] more)
        where T : class =>
        db.Prepared.QueryAsync($"{rows.Select} WHERE {(ids is null ? All : db.Prepared.In(column, "@p0"))}{and}{order}", rows.Read, cancellationToken, [ids ?? [], .. more]);
}
