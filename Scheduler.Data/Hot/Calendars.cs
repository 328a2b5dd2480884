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
    (DateTime FromUtc, DateTime UntilUtc)[] Occupied
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
        var sql = CalendarSql.Of(db, ids, except is not null);
        // One id needs no list.
        object who = ids is [var only] ? only : ids ?? [];
        object?[] range = except is { } appointment ? [fromUtc, untilUtc, nowUtc, appointment] : [fromUtc, untilUtc, nowUtc];
        return db.Hot.OnServer
            ? new(sql.Calendars, reader => Row(reader, rows.Read(reader), Pairs(reader, week + 3)), [who, .. range, first, last])
            : new(sql.Calendars, ReadWithTimes, who, first, last);

        CalendarRow ReadWithTimes(DbDataReader reader)
        {
            var provider = rows.Read(reader);
            return Row(reader, provider, [.. db.Hot.ReadWithin(new Query<(DateTime, DateTime)>(sql.Times, Pair, [provider.Id, .. range]))]);
        }

        CalendarRow Row(DbDataReader reader, Provider provider, (DateTime, DateTime)[] occupied) =>
            new(provider, Text(reader, week), Text(reader, week + 1), Text(reader, week + 2), occupied);
    }

    private static string Text(DbDataReader reader, int ordinal) => reader.IsDBNull(ordinal) ? "" : reader.GetString(ordinal);

    /// <summary>A beginning and an end, as SQLite keeps them.</summary>
    private static (DateTime, DateTime) Pair(DbDataReader reader) =>
        (SchedulerDbContext.FromMicroseconds(reader.GetInt64(0)), SchedulerDbContext.FromMicroseconds(reader.GetInt64(1)));

    /// <summary>Beginnings in one column, and ends in the next.</summary>
    private static (DateTime, DateTime)[] Pairs(DbDataReader reader, int ordinal)
    {
        if (reader.IsDBNull(ordinal))
        {
            return [];
        }

        var (from, until) = (reader.GetFieldValue<DateTime[]>(ordinal), reader.GetFieldValue<DateTime[]>(ordinal + 1));
        var pairs = new (DateTime, DateTime)[from.Length];
        for (var i = 0; i < pairs.Length; i++)
        {
            pairs[i] = (from[i], until[i]);
        }

        return pairs;
    }
}
