using System.Data.Common;
using Scheduler.Data.Model;

namespace Scheduler.Data.Hot;

/// <summary>A provider with its open hours as they are stored, and the occupied times that were asked for.</summary>
/// <param name="Week">Each open weekday's number, a blank and its ranges, separated by semicolons.</param>
/// <param name="Dates">Each date that differs, as in ISO 8601, a blank and its ranges, separated by semicolons.</param>
/// <param name="Closed">Each date on which the office is closed, as in ISO 8601, separated by semicolons.</param>
/// <param name="Occupied">When each occupied time begins and ends.</param>
public readonly record struct CalendarRow(
    Provider Provider,
    string Week,
    string Dates,
    string Closed,
    IReadOnlyList<(DateTime FromUtc, DateTime UntilUtc)> Occupied
);

/// <summary>
/// Reads calendars. On a server it is one statement, and one row a provider, because a row costs more than what is in it. SQLite is no
/// round trip away: there a statement within the other reads the occupied times of each provider, in three fourths of the time that the
/// same took in one text.
/// </summary>
internal static class Calendars
{
    /// <summary>
    /// These providers, or all, in the order of their ids, with their weekly hours, those of their single dates from the first to the last,
    /// and their occupied times that overlap a range, in no order; but for lapsed occupied times and those of <paramref name="except"/>.
    /// </summary>
    /// <remarks>
    /// The occupied times of one provider never overlap, so of those that begin at or before the range only the last can reach into it:
    /// the search begins there, however long occupied times may be. What is read of them is all in an index.
    /// </remarks>
    public static Query<CalendarRow> CalendarsOf(
        this SchedulerDbContext db,
        string[]? ids,
        DateOnly first,
        DateOnly last,
        DateTime fromUtc,
        DateTime untilUtc,
        DateTime nowUtc,
        Guid? except
    )
    {
        var rows = db.Hot.Rows<Provider>();
        var week = rows.Count;
        object?[] range = except is { } appointment ? [fromUtc, untilUtc, nowUtc, appointment] : [fromUtc, untilUtc, nowUtc];
        var day = db.Hot.OnServer ? 1 + range.Length : 1;
        var weekly = db.Hot.Joined("h.\"Day\" || ' ' || h.\"Ranges\"", "\"weekly_hours\" h WHERE h.\"ProviderId\" = p.\"Id\"");
        var dated = db.Hot.Joined(
            $"{db.Hot.IsoDate("h.\"Date\"")} || ' ' || h.\"Ranges\"",
            $"\"date_hours\" h WHERE h.\"ProviderId\" = p.\"Id\" AND h.\"Date\" >= @p{day} AND h.\"Date\" <= @p{day + 1}"
        );
        var closed = db.Hot.Joined(
            db.Hot.IsoDate("k.\"Date\""),
            $"\"closures\" k WHERE k.\"Date\" >= @p{day} AND k.\"Date\" <= @p{day + 1}"
        );
        var sql = $"SELECT {rows.Columns}, {weekly} AS \"Week\", {dated} AS \"Dates\", {closed} AS \"Closed\"";
        var where = $"WHERE {Among(db, ids)} ORDER BY \"Id\"";
        if (db.Hot.OnServer)
        {
            return new(
                $"""
                {sql}, g."From", g."Until" FROM {rows.Table} p
                CROSS JOIN LATERAL (SELECT array_agg(c."FromUtc") AS "From", array_agg(c."UntilUtc") AS "Until" FROM {Occupied(
                    "p.\"Id\"",
                    except is not null
                )}) g
                {where}
                """,
                reader => Row(reader, rows.Read(reader), Pairs(reader, week + 3)),
                [Value(ids), .. range, first, last]
            );
        }

        var times = $"SELECT c.\"FromUtc\", c.\"UntilUtc\" FROM {Occupied("@p0", except is not null)}";
        return new($"{sql} FROM {rows.Table} p {where}", ReadWithTimes, Value(ids), first, last);

        CalendarRow ReadWithTimes(DbDataReader reader)
        {
            var provider = rows.Read(reader);
            return Row(reader, provider, db.Hot.ReadWithin(new Query<(DateTime, DateTime)>(times, Pair, [provider.Id, .. range])));
        }

        CalendarRow Row(DbDataReader reader, Provider provider, IReadOnlyList<(DateTime, DateTime)> occupied) =>
            new(provider, Text(reader, week), Text(reader, week + 1), Text(reader, week + 2), occupied);
    }

    /// <summary>The occupied times of a provider that overlap a range.</summary>
    private static string Occupied(string provider, bool except) =>
        $"""
            "occupied_times" c WHERE c."ProviderId" = {provider} AND c."FromUtc" < @p2
            AND c."FromUtc" >=
            COALESCE((SELECT MAX(e."FromUtc") FROM "occupied_times" e WHERE e."ProviderId" = {provider} AND e."FromUtc" <= @p1), @p1)
            AND c."UntilUtc" > @p1 AND (c."LapsesUtc" IS NULL OR c."LapsesUtc" > @p3){(except ? " AND c.\"AppointmentId\" <> @p4" : "")}
            """;

    /// <summary>A beginning and an end, as SQLite keeps them.</summary>
    private static (DateTime, DateTime) Pair(DbDataReader reader) =>
        (SchedulerDbContext.FromMicroseconds(reader.GetInt64(0)), SchedulerDbContext.FromMicroseconds(reader.GetInt64(1)));

    private static string Text(DbDataReader reader, int ordinal) => reader.IsDBNull(ordinal) ? "" : reader.GetString(ordinal);

    /// <summary>Beginnings in one column, and ends in the next.</summary>
    private static (DateTime, DateTime)[] Pairs(DbDataReader reader, int ordinal) =>
        reader.IsDBNull(ordinal) ? [] : [.. reader.GetFieldValue<DateTime[]>(ordinal).Zip(reader.GetFieldValue<DateTime[]>(ordinal + 1))];

    /// <summary>
    /// Those of these ids, or all: then the list is named too, because PostgreSQL must learn its type.
    /// One id, the commonest, needs no list.
    /// </summary>
    private static string Among(SchedulerDbContext db, string[]? ids) =>
        ids switch
        {
            null => "@p0 IS NOT NULL",
            [_] => "\"Id\" = @p0",
            _ => db.Hot.In("\"Id\"", "@p0"),
        };

    /// <summary>The parameter of <see cref="Among"/>.</summary>
    private static object Value(string[]? ids) => ids is [var only] ? only : ids ?? [];
}
