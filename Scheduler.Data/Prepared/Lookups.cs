using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Scheduler.Data.Model;

namespace Scheduler.Data.Prepared;

/// <summary>The reads that bookings, lists and calendars repeat most.</summary>
public static class Lookups
{
    /// <summary>The appointment type of this id.</summary>
    public static Query<AppointmentType> AppointmentType(this SchedulerDbContext db, string id)
    {
        var rows = db.Prepared.Rows<AppointmentType>();
        return new(rows.Select + " WHERE \"Id\" = @p0", rows.Read, id);
    }

    /// <summary>The dates that a user's claims take from the first to the last, both included, but for lapsed claims and those of <paramref name="except"/>.</summary>
    public static Query<DateOnly> LiveDayClaims(this SchedulerDbContext db, string userId, DateOnly first, DateOnly last, DateTime nowUtc, Guid? except = null) => new(
        "SELECT \"Date\" FROM \"day_claims\" WHERE \"UserId\" = @p0 AND \"Date\" >= @p1 AND \"Date\" <= @p2 AND (\"LapsesUtc\" IS NULL OR \"LapsesUtc\" > @p3) AND \"AppointmentId\" <> @p4",
        reader => reader.GetFieldValue<DateOnly>(0), userId, first, last, nowUtc, except ?? Guid.Empty);

    /// <summary>These providers, or all, in the order of their ids, with their weekly hours and those of their single dates from the first to the last.</summary>
    public static Query<ProviderRow> ProvidersWithHours(this SchedulerDbContext db, string[]? ids, DateOnly first, DateOnly last)
    {
        var rows = db.Prepared.Rows<Provider>();
        var sql = $"""
            SELECT {rows.Columns},
            {db.Prepared.Joined("h.\"Day\" || ' ' || h.\"Ranges\"", "\"weekly_hours\" h WHERE h.\"ProviderId\" = p.\"Id\"")} AS "Week",
            {db.Prepared.Joined($"{db.Prepared.IsoDate("h.\"Date\"")} || ' ' || h.\"Ranges\"", "\"date_hours\" h WHERE h.\"ProviderId\" = p.\"Id\" AND h.\"Date\" >= @p1 AND h.\"Date\" <= @p2")} AS "Dates"
            FROM {rows.Table} p WHERE {Among(db, "\"Id\"", ids)} ORDER BY "Id"
            """;
        return new(sql, reader => new(rows.Read(reader), Text(reader, rows.Count), Text(reader, rows.Count + 1)), Value(ids), first, last);

        static string Text(DbDataReader reader, int ordinal) => reader.IsDBNull(ordinal) ? "" : reader.GetString(ordinal);
    }

    /// <summary>The claims of these providers, or of all, that overlap a range, in no order; but for lapsed ones and those of <paramref name="except"/>.</summary>
    /// <remarks>
    /// The claims of one provider never overlap, so of those that begin at or before the range only the last can reach into it:
    /// the search begins there, however long claims may be. What is read is all in an index. A server gathers each provider's in one row,
    /// which costs it, and whoever reads, half as much as a row each.
    /// </remarks>
    public static Query LiveTimeClaims(
        this SchedulerDbContext db, string[]? ids, DateTime fromUtc, DateTime untilUtc, DateTime nowUtc, Guid? except, Action<string, DateTime, DateTime> take)
    {
        var prepared = db.Prepared;
        var live = $"""
            c."ProviderId" = p."Id" AND c."FromUtc" < @p2
            AND c."FromUtc" >= COALESCE((SELECT MAX(e."FromUtc") FROM "time_claims" e WHERE e."ProviderId" = p."Id" AND e."FromUtc" <= @p1), @p1)
            AND c."UntilUtc" > @p1 AND (c."LapsesUtc" IS NULL OR c."LapsesUtc" > @p3){(except is null ? "" : " AND c.\"AppointmentId\" <> @p4")}
            """;
        var among = Among(db, "p.\"Id\"", ids);
        var (sql, read) = prepared.OnServer
            ? ($"""
               SELECT p."Id", g."From", g."Until" FROM "providers" p
               CROSS JOIN LATERAL (SELECT array_agg(c."FromUtc") AS "From", array_agg(c."UntilUtc") AS "Until" FROM "time_claims" c WHERE {live}) g
               WHERE g."From" IS NOT NULL AND {among}
               """, TakeAll)
            : ($"""SELECT p."Id", c."FromUtc", c."UntilUtc" FROM "providers" p JOIN "time_claims" c ON {live} WHERE {among}""", (Action<DbDataReader>)TakeOne);
        return except is { } appointment
            ? new StreamedQuery(sql, read, Value(ids), fromUtc, untilUtc, nowUtc, appointment)
            : new StreamedQuery(sql, read, Value(ids), fromUtc, untilUtc, nowUtc);

        void TakeOne(DbDataReader reader) => take(reader.GetString(0), prepared.Instant(reader, 1), prepared.Instant(reader, 2));

        void TakeAll(DbDataReader reader)
        {
            var (id, from, until) = (reader.GetString(0), reader.GetFieldValue<DateTime[]>(1), reader.GetFieldValue<DateTime[]>(2));
            for (var i = 0; i < from.Length; i++)
            {
                take(id, from[i], until[i]);
            }
        }
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

/// <summary>A provider with its open hours as they are stored.</summary>
/// <param name="Week">Each open weekday's number, a blank and its ranges, separated by semicolons.</param>
/// <param name="Dates">Each date that differs, as in ISO 8601, a blank and its ranges, separated by semicolons.</param>
public readonly record struct ProviderRow(Provider Provider, string Week, string Dates);
