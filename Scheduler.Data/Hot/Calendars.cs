using System.Data.Common;
using System.Globalization;
using Scheduler.Data.Model;

namespace Scheduler.Data.Hot;

/// <summary>A provider with its open hours as they are stored, and the occupied times that were asked for.</summary>
/// <param name="Week">Each open weekday's number, a blank and its ranges, separated by semicolons.</param>
/// <param name="Dates">Each date that differs, as in ISO 8601, a blank and its ranges, separated by semicolons.</param>
/// <param name="Closed">Each date on which the office is closed, as in ISO 8601, separated by semicolons.</param>
/// <param name="FromUtc">When each occupied time begins.</param>
/// <param name="UntilUtc">When each occupied time ends.</param>
public readonly record struct CalendarRow(
    Provider Provider,
    string Week,
    string Dates,
    string Closed,
    DateTime[] FromUtc,
    DateTime[] UntilUtc
);

/// <summary>Reads calendars: one statement, and one row a provider, because a row costs more than what is in it.</summary>
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
        var occupied = $"""
            "occupied_times" c WHERE c."ProviderId" = p."Id" AND c."FromUtc" < @p4
            AND c."FromUtc" >=
            COALESCE((SELECT MAX(e."FromUtc") FROM "occupied_times" e WHERE e."ProviderId" = p."Id" AND e."FromUtc" <= @p3), @p3)
            AND c."UntilUtc" > @p3 AND (c."LapsesUtc" IS NULL OR c."LapsesUtc" > @p5){(
                except is null ? "" : " AND c.\"AppointmentId\" <> @p6"
            )}
            """;
        var weekly = db.Hot.Joined("h.\"Day\" || ' ' || h.\"Ranges\"", "\"weekly_hours\" h WHERE h.\"ProviderId\" = p.\"Id\"");
        var dated = db.Hot.Joined(
            $"{db.Hot.IsoDate("h.\"Date\"")} || ' ' || h.\"Ranges\"",
            "\"date_hours\" h WHERE h.\"ProviderId\" = p.\"Id\" AND h.\"Date\" >= @p1 AND h.\"Date\" <= @p2"
        );
        var closed = db.Hot.Joined(db.Hot.IsoDate("k.\"Date\""), "\"closures\" k WHERE k.\"Date\" >= @p1 AND k.\"Date\" <= @p2");
        var times = db.Hot.OnServer
            ? $"""
                g."From", g."Until" FROM {rows.Table} p
                CROSS JOIN LATERAL (SELECT array_agg(c."FromUtc") AS "From", array_agg(c."UntilUtc") AS "Until" FROM {occupied}) g
                """
            : $"{db.Hot.Joined("c.\"FromUtc\" || ';' || c.\"UntilUtc\"", occupied)} FROM {rows.Table} p";
        var sql = $"""
            SELECT {rows.Columns}, {weekly} AS "Week", {dated} AS "Dates", {closed} AS "Closed", {times}
            WHERE {Among(db, ids)} ORDER BY "Id"
            """;
        Func<DbDataReader, CalendarRow> read = db.Hot.OnServer ? ReadLists : ReadText;
        return except is { } appointment
            ? new(sql, read, Value(ids), first, last, fromUtc, untilUtc, nowUtc, appointment)
            : new(sql, read, Value(ids), first, last, fromUtc, untilUtc, nowUtc);

        CalendarRow ReadLists(DbDataReader reader) =>
            new(
                rows.Read(reader),
                Text(reader, week),
                Text(reader, week + 1),
                Text(reader, week + 2),
                List(reader, week + 3),
                List(reader, week + 4)
            );

        CalendarRow ReadText(DbDataReader reader)
        {
            var (from, until) = Instants(Text(reader, week + 3));
            return new(rows.Read(reader), Text(reader, week), Text(reader, week + 1), Text(reader, week + 2), from, until);
        }
    }

    private static string Text(DbDataReader reader, int ordinal) => reader.IsDBNull(ordinal) ? "" : reader.GetString(ordinal);

    private static DateTime[] List(DbDataReader reader, int ordinal) =>
        reader.IsDBNull(ordinal) ? [] : reader.GetFieldValue<DateTime[]>(ordinal);

    /// <summary>Reads microseconds, by turns of a beginning and an end.</summary>
    private static (DateTime[] From, DateTime[] Until) Instants(string text)
    {
        if (text.Length == 0)
        {
            return ([], []);
        }

        var count = (text.AsSpan().Count(';') + 1) / 2;
        var (from, until) = (new DateTime[count], new DateTime[count]);
        var i = 0;
        foreach (var part in text.AsSpan().Split(';'))
        {
            (i % 2 == 0 ? from : until)[i / 2] = SchedulerDbContext.FromMicroseconds(
                long.Parse(text.AsSpan(part), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture)
            );
            i++;
        }

        return (from, until);
    }

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
