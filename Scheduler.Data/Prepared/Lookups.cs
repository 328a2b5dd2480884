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

    /// <summary>The appointment type of this id, and the zone of a provider: one statement.</summary>
    public static async Task<(AppointmentType Type, string? Zone)?> FindTypeAndZoneAsync(this SchedulerDbContext db, string id, string? providerId, CancellationToken cancellationToken)
    {
        var rows = db.Prepared.Rows<AppointmentType>();
        var sql = $"SELECT {rows.Columns}, (SELECT p.\"TimeZone\" FROM \"providers\" p WHERE p.\"Id\" = @p1) AS \"Zone\" FROM {rows.Table} WHERE \"Id\" = @p0";
        var found = await db.Prepared.QueryAsync(
            sql, reader => (rows.Read(reader), reader.IsDBNull(reader.FieldCount - 1) ? null : reader.GetString(reader.FieldCount - 1)), cancellationToken, id, providerId ?? "");
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

    /// <summary>The weekly hours of these providers, or of all, and those of their single dates from the first to the last: one statement.</summary>
    public static async Task<(List<WeeklyHours> Weekly, List<DateHours> Dates)> HoursAsync(
        this SchedulerDbContext db, string[]? ids, DateOnly first, DateOnly last, CancellationToken cancellationToken)
    {
        var named = ids is null ? All : db.Prepared.In("\"ProviderId\"", "@p0");
        var sql = $"""
            SELECT "ProviderId", "Day", CAST(NULL AS date), "Ranges" FROM "weekly_hours" WHERE {named}
            UNION ALL
            SELECT "ProviderId", NULL, "Date", "Ranges" FROM "date_hours" WHERE {named} AND "Date" >= @p1 AND "Date" <= @p2
            """;
        var weekly = new List<WeeklyHours>();
        var dates = new List<DateHours>();
        await db.Prepared.QueryAsync(
            sql,
            reader =>
            {
                var (providerId, ranges) = (reader.GetString(0), reader.GetString(3));
                if (reader.IsDBNull(1))
                {
                    dates.Add(new DateHours { ProviderId = providerId, Date = reader.GetFieldValue<DateOnly>(2), Ranges = ranges });
                }
                else
                {
                    weekly.Add(new WeeklyHours { ProviderId = providerId, Day = (DayOfWeek)reader.GetInt32(1), Ranges = ranges });
                }

                return true;
            },
            cancellationToken, ids ?? [], first, last);
        return (weekly, dates);
    }

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

    /// <summary>When each hold of a user lapses that has not yet.</summary>
    public static Task<List<DateTime>> LiveHoldsAsync(this SchedulerDbContext db, string userId, DateTime nowUtc)
    {
        var rows = db.Prepared.Rows<Appointment>();
        return db.Prepared.QueryAsync(
            rows.Select + " WHERE \"UserId\" = @p0 AND \"Status\" = 0 AND \"HoldExpiresUtc\" > @p1", reader => rows.Read(reader).HoldExpiresUtc!.Value, CancellationToken.None, userId, nowUtc);
    }

    /// <summary>When each hold from an address lapses that has not yet.</summary>
    public static Task<List<DateTime>> LiveHoldsFromAsync(this SchedulerDbContext db, byte[] address, DateTime nowUtc)
    {
        var rows = db.Prepared.Rows<AddressHold>();
        return db.Prepared.QueryAsync(
            rows.Select + " WHERE \"Address\" = @p0 AND \"LapsesUtc\" > @p1", reader => rows.Read(reader).LapsesUtc, CancellationToken.None, address, nowUtc);
    }

    /// <summary>Every row, with the list parameter in use: PostgreSQL must learn its type.</summary>
    private const string All = "@p0 IS NOT NULL";

    private static Task<List<T>> Of<T>(
        SchedulerDbContext db, EntityRows<T> rows, string[]? ids, string column, string and, string order, CancellationToken cancellationToken, params object?[] more)
        where T : class =>
        db.Prepared.QueryAsync($"{rows.Select} WHERE {(ids is null ? All : db.Prepared.In(column, "@p0"))}{and}{order}", rows.Read, cancellationToken, [ids ?? [], .. more]);
}
