using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Scheduler.Data.Model;

namespace Scheduler.Data.Prepared;

/// <summary>The reads that bookings, lists and calendars repeat most.</summary>
public static class Lookups
{
    /// <summary>The appointment type of this id.</summary>
    public static async Task<AppointmentType?> FindTypeAsync(this SchedulerDbContext db, string id, CancellationToken cancellationToken)
    {
        var rows = db.Prepared.Rows<AppointmentType>();
        return (await db.Prepared.FetchAsync(new Query<AppointmentType>(rows.Select + " WHERE \"Id\" = @p0", rows.Read, id), cancellationToken)).FirstOrDefault();
    }

    /// <summary>The appointment type of this id, and the zone of a provider: one statement.</summary>
    public static async Task<(AppointmentType Type, string? Zone)?> FindTypeAndZoneAsync(this SchedulerDbContext db, string id, string? providerId, CancellationToken cancellationToken)
    {
        var rows = db.Prepared.Rows<AppointmentType>();
        var sql = $"SELECT {rows.Columns}, (SELECT p.\"TimeZone\" FROM \"providers\" p WHERE p.\"Id\" = @p1) AS \"Zone\" FROM {rows.Table} WHERE \"Id\" = @p0";
        var found = await db.Prepared.FetchAsync(
            new Query<(AppointmentType, string?)>(sql, reader => (rows.Read(reader), reader.IsDBNull(reader.FieldCount - 1) ? null : reader.GetString(reader.FieldCount - 1)), id, providerId ?? ""),
            cancellationToken);
        return found.Count == 0 ? null : found[0];
    }

    /// <summary>The dates that a user's claims take from the first to the last, both included, but for lapsed claims and those of <paramref name="except"/>.</summary>
    public static Query<DateOnly> LiveDayClaims(this SchedulerDbContext db, string userId, DateOnly first, DateOnly last, DateTime nowUtc, Guid? except = null) => new(
        "SELECT \"Date\" FROM \"day_claims\" WHERE \"UserId\" = @p0 AND \"Date\" >= @p1 AND \"Date\" <= @p2 AND (\"LapsesUtc\" IS NULL OR \"LapsesUtc\" > @p3) AND \"AppointmentId\" <> @p4",
        reader => reader.GetFieldValue<DateOnly>(0), userId, first, last, nowUtc, except ?? Guid.Empty);

    /// <summary>These providers, or all, in the order of their ids.</summary>
    public static Query<Provider> Providers(this SchedulerDbContext db, string[]? ids)
    {
        var rows = db.Prepared.Rows<Provider>();
        return new($"{rows.Select} WHERE {Among(db, "\"Id\"", ids)} ORDER BY \"Id\"", rows.Read, Value(ids));
    }

    /// <summary>The weekly hours of these providers, or of all, in a row each, and those of their single dates from the first to the last.</summary>
    public static Query OpenHours(this SchedulerDbContext db, string[]? ids, DateOnly first, DateOnly last, Action<HoursRow> take)
    {
        var among = Among(db, "\"ProviderId\"", ids);
        var week = db.Database.IsSqlite() ? "group_concat(\"Day\" || ' ' || \"Ranges\", ';')" : "string_agg(\"Day\" || ' ' || \"Ranges\", ';' ORDER BY \"Day\")";
        return new StreamedQuery(
            $"""
            SELECT "ProviderId", {week}, CAST(NULL AS date) FROM "weekly_hours" WHERE {among} GROUP BY "ProviderId"
            UNION ALL
            SELECT "ProviderId", "Ranges", "Date" FROM "date_hours" WHERE {among} AND "Date" >= @p1 AND "Date" <= @p2
            """,
            reader => take(new(reader.GetString(0), reader.GetString(1), reader.IsDBNull(2) ? null : reader.GetFieldValue<DateOnly>(2))),
            Value(ids), first, last);
    }

    /// <summary>The claims of these providers, or of all, that overlap a range, by provider and start; but for lapsed ones and those of <paramref name="except"/>.</summary>
    /// <remarks>
    /// The claims of one provider never overlap, so of those that begin at or before the range only the last can reach into it:
    /// the search begins there, however long claims may be. What is read is all in an index.
    /// </remarks>
    public static Query LiveTimeClaims(
        this SchedulerDbContext db, string[]? ids, DateTime fromUtc, DateTime untilUtc, DateTime nowUtc, Guid? except, Action<string, DateTime, DateTime> take)
    {
        var prepared = db.Prepared;
        var sql = $"""
            SELECT p."Id", c."FromUtc", c."UntilUtc" FROM "providers" p JOIN "time_claims" c ON c."ProviderId" = p."Id" AND c."FromUtc" < @p2
            AND c."FromUtc" >= COALESCE((SELECT MAX(e."FromUtc") FROM "time_claims" e WHERE e."ProviderId" = p."Id" AND e."FromUtc" <= @p1), @p1)
            WHERE c."UntilUtc" > @p1 AND (c."LapsesUtc" IS NULL OR c."LapsesUtc" > @p3) AND {Among(db, "p.\"Id\"", ids)}
            """;
        return except is { } appointment
            ? new StreamedQuery(sql + " AND c.\"AppointmentId\" <> @p4", Read, Value(ids), fromUtc, untilUtc, nowUtc, appointment)
            : new StreamedQuery(sql, Read, Value(ids), fromUtc, untilUtc, nowUtc);

        void Read(DbDataReader reader) => take(reader.GetString(0), prepared.Instant(reader, 1), prepared.Instant(reader, 2));
    }

    /// <summary>When each hold of a user lapses that has not yet.</summary>
    public static Query<DateTime> LiveHolds(this SchedulerDbContext db, string userId, DateTime nowUtc)
    {
        var prepared = db.Prepared;
        return new(
            "SELECT \"HoldExpiresUtc\" FROM \"appointments\" WHERE \"UserId\" = @p0 AND \"Status\" = 0 AND \"HoldExpiresUtc\" > @p1",
            reader => prepared.Instant(reader, 0), userId, nowUtc);
    }

    /// <summary>When each hold from an address lapses that has not yet.</summary>
    public static Query<DateTime> LiveHoldsFrom(this SchedulerDbContext db, byte[] address, DateTime nowUtc)
    {
        var prepared = db.Prepared;
        return new("SELECT \"LapsesUtc\" FROM \"address_holds\" WHERE \"Address\" = @p0 AND \"LapsesUtc\" > @p1", reader => prepared.Instant(reader, 0), address, nowUtc);
    }

    /// <summary>Those of these ids, or all: then the list is named too, because PostgreSQL must learn its type. One id, the commonest, needs no list.</summary>
    private static string Among(SchedulerDbContext db, string column, string[]? ids) => ids switch
    {
        null => "@p0 IS NOT NULL",
        [_] => $"{column} = @p0",
        _ => db.Prepared.In(column, "@p0"),
    };

    /// <summary>The parameter of <see cref="Among"/>.</summary>
    private static object Value(string[]? ids) => ids is [var only] ? only : ids ?? [];
}

/// <summary>A provider's open hours on a date, or where that is null in every week.</summary>
/// <param name="Hours">The date's ranges; of a week, each open weekday's number, a blank and its ranges, separated by semicolons.</param>
public readonly record struct HoursRow(string ProviderId, string Hours, DateOnly? Date);
