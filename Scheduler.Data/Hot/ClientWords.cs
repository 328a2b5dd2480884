using Microsoft.EntityFrameworkCore;
using Scheduler.Data.Model;

namespace Scheduler.Data.Hot;

/// <summary>
/// Finds words by their parts, and clients by their words. The texts are folded: they have no character
/// but letters and digits, and the signs that begin a kind of part.
/// </summary>
internal static class ClientWords
{
    /// <summary>More words than this for what was typed are too many to look at each.</summary>
    public const int MaxWords = 4000;

    /// <summary>
    /// Rows that are counted at the most, to see which of several words is the rarest. Words of fewer clients are looked for together:
    /// of more, reading them all takes longer than looking at those who have the rarest.
    /// </summary>
    public const int MaxCounted = 6000;

    /// <summary>Greater than any part that begins with another text, put after that text.</summary>
    private const string Above = "\U0010FFFF";

    /// <summary>
    /// Words with a part that begins with <paramref name="start"/>, some of them twice;
    /// one more than <see cref="MaxWords"/> where there are more.
    /// </summary>
    public static Query<string> WordsWith(this SchedulerDbContext db, string start) =>
        new(
            $"SELECT \"Word\" FROM \"client_word_parts\" WHERE \"Part\" >= @p0 AND \"Part\" < @p1 LIMIT {MaxWords + 1}",
            reader => reader.GetString(0),
            start,
            start + Above
        );

    /// <summary>Words with one of these parts, whole, each once: words that begin alike have nearly all of them in common.</summary>
    public static Query<string> WordsOf(this SchedulerDbContext db, string[] parts) =>
        new(
            $"SELECT DISTINCT \"Word\" FROM \"client_word_parts\" WHERE {db.Hot.In("\"Part\"", "@p0")} LIMIT {MaxWords + 1}",
            reader => reader.GetString(0),
            [parts]
        );

    /// <summary>How many clients have one of these words, counted up to <see cref="MaxCounted"/>.</summary>
    public static Query<long> CountOf(this SchedulerDbContext db, string[] words) =>
        new(
            $"SELECT count(*) FROM (SELECT 1 FROM \"client_words\" WHERE {db.Hot.In("\"Word\"", "@p0")} LIMIT {MaxCounted}) AS counted",
            reader => reader.GetInt64(0),
            [words]
        );

    /// <summary>
    /// The next clients with one word of each of these sets, in the order of the list; of one set alone, one with several comes as often.
    /// </summary>
    /// <remarks>Not a condition on each row: SQLite would look it up by the client, a page of the disk for each.</remarks>
    public static Query<ListedClient> ClientsWith(this SchedulerDbContext db, IReadOnlyList<string[]> sets, ListedClient after, int count)
    {
        // Those of one word lie in the order of the list: nothing is sorted.
        var one = sets is [[var word]] ? word : null;
        var found = Enumerable.Range(3, sets.Count).Select(n => With(one is null ? db.Hot.In("\"Word\"", $"@p{n}") : $"\"Word\" = @p{n}"));
        IEnumerable<object> words = one is null ? sets : new[] { one };
        return new(
            string.Join("\nINTERSECT\n", found) + "\nORDER BY \"SortName\", \"ClientId\" LIMIT @p2",
            reader => new(reader.GetString(0), reader.GetString(1)),
            [after.SortName, after.ClientId, count, .. words]
        );
    }

    private static string With(string word) =>
        $"""SELECT "SortName", "ClientId" FROM "client_words" WHERE {word} AND {After("@p0", "@p1")}""";

    /// <summary>The next clients of all who have a name.</summary>
    public static Query<ListedClient> NamedClients(this SchedulerDbContext db, ListedClient after, int count) =>
        new(
            $"""SELECT "SortName", "ClientId" FROM "client_names" WHERE {After("@p0", "@p1")} ORDER BY "SortName", "ClientId" LIMIT @p2""",
            reader => new(reader.GetString(0), reader.GetString(1)),
            after.SortName,
            after.ClientId,
            count
        );

    /// <summary>The clients of these ids, in any order.</summary>
    public static Query<Client> ClientsOf(this SchedulerDbContext db, string[] ids)
    {
        var rows = db.Hot.Rows<Client>();
        return new(rows.Select + $" WHERE {db.Hot.In("\"Id\"", "@p0")}", rows.Read, [ids]);
    }

    private static string After(string name, string id) => $"\"SortName\" >= {name} AND (\"SortName\" > {name} OR \"ClientId\" > {id})";
}
