using Scheduler.Data.Model;

namespace Scheduler.Data.Hot;

/// <summary>A client's place in a list: in the order of the folded name, then of the id.</summary>
public readonly record struct ListedClient(string SortName, string ClientId);

/// <summary>
/// The words of a search: those with a part that begins with <paramref name="Start"/>,
/// and those with one of <paramref name="Parts"/>, whole.
/// </summary>
public sealed record WordLookup(string Start, string[] Parts);

/// <summary>The reads of a search for clients, in one round trip each.</summary>
public static class ClientWordReads
{
    /// <summary>More words than this for what was typed are too many to look at each.</summary>
    public const int MaxWords = ClientWords.MaxWords;

    /// <summary>Clients are counted up to this many.</summary>
    public const int MaxCounted = ClientWords.MaxCounted;

    /// <summary>The words that each lookup finds, some of them twice; null where there are too many.</summary>
    public static async Task<IReadOnlyList<List<string>?>> FindWordsAsync(
        this SchedulerDbContext db,
        IReadOnlyList<WordLookup> lookups,
        CancellationToken cancellationToken
    )
    {
        var queries = lookups.Select(l => (Parts: db.WordsWith(l.Start), Alike: db.WordsOf(l.Parts))).ToList();
        await db.Hot.SendAsync(cancellationToken, [.. queries.SelectMany(q => new[] { q.Parts, q.Alike })]);
        return queries.ConvertAll(q =>
            q.Parts.Rows.Count > MaxWords || q.Alike.Rows.Count > MaxWords ? null : (List<string>?)[.. q.Parts.Rows, .. q.Alike.Rows]
        );
    }

    /// <summary>How many clients have one of each of these sets of words, counted up to a bound.</summary>
    public static async Task<IReadOnlyList<long>> CountClientsAsync(
        this SchedulerDbContext db,
        IReadOnlyList<string[]> sets,
        CancellationToken cancellationToken
    )
    {
        var counts = sets.Select(words => db.CountOf(words)).ToList();
        await db.Hot.SendAsync(cancellationToken, counts);
        return counts.ConvertAll(c => c.Rows[0]);
    }

    /// <summary>
    /// The next clients in the order of the list: with one word of each of these sets (of one set, one with several
    /// comes as often), or all who have a name when null.
    /// </summary>
    public static Task<List<ListedClient>> NextClientsAsync(
        this SchedulerDbContext db,
        IReadOnlyList<string[]>? sets,
        ListedClient after,
        int count,
        CancellationToken cancellationToken
    ) => db.Hot.FetchAsync(sets is null ? db.NamedClients(after, count) : db.ClientsWith(sets, after, count), cancellationToken);

    /// <summary>The clients of these ids, in any order.</summary>
    public static Task<List<Client>> ReadClientsAsync(this SchedulerDbContext db, string[] ids, CancellationToken cancellationToken) =>
        db.Hot.FetchAsync(db.ClientsOf(ids), cancellationToken);
}
