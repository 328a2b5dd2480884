using Scheduler.Api.Access;
using Scheduler.Api.Http;
using Scheduler.Data;
using Scheduler.Data.Databases;
using Scheduler.Data.Hot;
using Scheduler.Data.Model;

namespace Scheduler.Api.Clients;

/// <summary>A page of clients.</summary>
/// <param name="Next">The position after it, for <see cref="Paging.Encode"/>; null at the end.
/// A page before it may have fewer clients than asked for, or none.</param>
public sealed record FoundClients(IReadOnlyList<Client> Clients, string? Next);

/// <summary>Lists clients, or those that a search finds: by folded last and first name, then those without any by id.</summary>
/// <remarks>
/// The database finds the clients who have the rarer of the words that were typed; whether they have the others is looked at here.
/// What a search may take is bounded: words and clients that it looks at, its time, and how many run at once.
/// </remarks>
public sealed class ClientSearch(SchedulerDbContext db, SearchGate gate, OperationContext context)
{
    /// <summary>Clients that one page looks at; it ends there, and the next page goes on.</summary>
    private const int MaxLookedAt = 3000;
    private const char Separator = '|';
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(2);

    /// <summary>What may be searched for.</summary>
    public static void Check(string? text, RequestErrors errors)
    {
        errors.Text("q", text, Limits.Name, required: false);
    }

    /// <summary>The position that a cursor's key means; the beginning without one.</summary>
    public static ListedClient ReadPosition(string? key, RequestErrors errors)
    {
        if (key is null)
        {
            return new("", "");
        }

        var end = key.LastIndexOf(Separator);
        if (end is < 0 or > Limits.SortName || !RequestErrors.IsId(key[(end + 1)..]) || key.Any(char.IsControl))
        {
            errors.Add("cursor", "is not a cursor that this list gave");
            return new("", "");
        }

        return new(key[..end], key[(end + 1)..]);
    }

    /// <summary>
    /// The next <paramref name="size"/> clients after a position who have every word of <paramref name="text"/>, or all without one.
    /// </summary>
    public async Task<Outcome<FoundClients>> RunAsync(string? text, ListedClient after, int size, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return await NewListing(after, size).AllAsync(cancellationToken);
        }

        if (!await gate.EnterAsync(cancellationToken))
        {
            return new Refusal(RefusalType.TooManyRequests, "Too many searches run at present.") { RetryAfter = TimeSpan.FromSeconds(1) };
        }

        try
        {
            await using var read = await BoundedRead.BeginAsync(db, TimeLimit, cancellationToken);
            try
            {
                return await SearchAsync(text.Trim(), after, size, read.Token);
            }
            catch (Exception e) when (read.IsEnd(e))
            {
                cancellationToken.ThrowIfCancellationRequested();
                return new Refusal(RefusalType.Unavailable, $"The search took longer than {TimeLimit.TotalSeconds:0} s.")
                {
                    RetryAfter = TimeSpan.FromSeconds(1),
                };
            }
        }
        finally
        {
            gate.Leave();
        }
    }

    /// <summary>The key of a client's position.</summary>
    internal static string Key(ListedClient position) => position.SortName + Separator + position.ClientId;

    private async Task<FoundClients> SearchAsync(string text, ListedClient after, int size, CancellationToken cancellationToken)
    {
        var terms = SearchTerm.Read(text);
        var listing = NewListing(after, size);
        var sets = await RarerAsync(terms, cancellationToken);
        return await listing.MatchingAsync(terms, sets, RequestErrors.IsId(text) ? text : null, cancellationToken);
    }

    private ClientListing NewListing(ListedClient after, int size) => new(db, context.Actor.OnlyProvider, after, size, MaxLookedAt);

    /// <summary>
    /// The words of the terms that few clients have, or of the one that the fewest have: none where nobody has one of the terms,
    /// null where there are too many for every term.
    /// </summary>
    private async Task<IReadOnlyList<string[]>?> RarerAsync(IReadOnlyList<SearchTerm> terms, CancellationToken cancellationToken)
    {
        var longer = terms.Where(t => !t.IsShort).ToList();
        var found = await db.FindWordsAsync(
            longer.ConvertAll(t => new WordLookup(t.Text, SearchWords.Remainders(t.Text))),
            cancellationToken
        );
        var sets = terms.Where(t => t.IsShort).Select(t => new[] { SearchWords.ShortPart(t.Text) }).ToList();
        sets.AddRange(
            longer
                .Zip(found)
                .Where(l => l.Second is not null)
                .Select(l => l.Second!.Distinct(StringComparer.Ordinal).Where(l.First.Matches).ToArray())
        );

        if (terms.Count == 0 || sets.Any(words => words.Length == 0))
        {
            return [];
        }

        if (sets.Count < 2)
        {
            return sets.Count == 0 ? null : sets;
        }

        var counts = await db.CountClientsAsync(sets, cancellationToken);
        var rarest = Enumerable.Range(0, sets.Count).OrderBy(i => counts[i]).ToList();
        return [.. rarest.TakeWhile((i, place) => place == 0 || counts[i] < ClientWordReads.MaxCounted).Select(i => sets[i])];
    }
}
