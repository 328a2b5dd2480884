using System.Collections.Concurrent;
using Scheduler.Data.Model;

namespace Scheduler.Data.Hot;

/// <summary>The texts of the statements that read calendars.</summary>
/// <param name="Calendars">Providers with their hours; on a server with their occupied times, too.</param>
/// <param name="Times">The occupied times of one provider, on SQLite.</param>
/// <remarks>
/// The parameters: who, the beginning and the end of the range, the instant, what is left out, if anything; then the first and the last date.
/// SQLite's calendars have no range.
/// </remarks>
internal sealed record CalendarSql(string Calendars, string Times)
{
    private static readonly ConcurrentDictionary<(bool OnServer, Who Who, bool Except), CalendarSql> Known = new();

    private enum Who
    {
        All,
        One,
        Several,
    }

    /// <param name="ids">Whose they are; null for all.</param>
    /// <param name="except">Whether an appointment is left out.</param>
    public static CalendarSql Of(SchedulerDbContext db, string[]? ids, bool except)
    {
        var who =
            ids is null ? Who.All
            : ids.Length == 1 ? Who.One
            : Who.Several;
        return Known.GetOrAdd((db.Hot.OnServer, who, except), static (key, db) => Write(db.Hot, key.Who, key.Except), db);
    }

    private static CalendarSql Write(HotStatements hot, Who who, bool except)
    {
        var rows = hot.Rows<Provider>();
        var first =
            !hot.OnServer ? 1
            : except ? 5
            : 4;
        var weekly = hot.Joined("h.\"Day\" || ' ' || h.\"Ranges\"", "\"weekly_hours\" h WHERE h.\"ProviderId\" = p.\"Id\"");
        var dated = hot.Joined(
            $"{hot.IsoDate("h.\"Date\"")} || ' ' || h.\"Ranges\"",
            $"\"date_hours\" h WHERE h.\"ProviderId\" = p.\"Id\" AND h.\"Date\" >= @p{first} AND h.\"Date\" <= @p{first + 1}"
        );
        var closed = hot.Joined(hot.IsoDate("k.\"Date\""), $"\"closures\" k WHERE k.\"Date\" >= @p{first} AND k.\"Date\" <= @p{first + 1}");
        var select = $"SELECT {rows.Columns}, {weekly} AS \"Week\", {dated} AS \"Dates\", {closed} AS \"Closed\"";
        var where = $"WHERE {Among(hot, who)} ORDER BY \"Id\"";
        return hot.OnServer
            ? new(
                $"""
                {select}, g."From", g."Until" FROM {rows.Table} p
                CROSS JOIN LATERAL
                (SELECT array_agg(c."FromUtc") AS "From", array_agg(c."UntilUtc") AS "Until" FROM {Occupied("p.\"Id\"", except)}) g
                {where}
                """,
                ""
            )
            : new($"{select} FROM {rows.Table} p {where}", $"SELECT c.\"FromUtc\", c.\"UntilUtc\" FROM {Occupied("@p0", except)}");
    }

    /// <summary>The occupied times of a provider that overlap the range and have not lapsed.</summary>
    /// <remarks>
    /// Those of one provider never overlap, so of those that begin at or before the range only the last can reach into it: the search begins
    /// there, however long occupied times may be. What is read of them is all in an index.
    /// </remarks>
    private static string Occupied(string provider, bool except) =>
        $"""
            "occupied_times" c WHERE c."ProviderId" = {provider} AND c."FromUtc" < @p2
            AND c."FromUtc" >=
            COALESCE((SELECT MAX(e."FromUtc") FROM "occupied_times" e WHERE e."ProviderId" = {provider} AND e."FromUtc" <= @p1), @p1)
            AND c."UntilUtc" > @p1 AND (c."LapsesUtc" IS NULL OR c."LapsesUtc" > @p3){(except ? " AND c.\"AppointmentId\" <> @p4" : "")}
            """;

    /// <summary>The list is named also where all are meant, because PostgreSQL must learn its type.</summary>
    private static string Among(HotStatements hot, Who who) =>
        who switch
        {
            Who.All => "@p0 IS NOT NULL",
            Who.One => "\"Id\" = @p0",
            Who.Several => hot.In("\"Id\"", "@p0"),
        };
}
