using Microsoft.EntityFrameworkCore;
using Scheduler.Api.Access;
using Scheduler.Data;
using Scheduler.Data.Hot;
using Scheduler.Data.Model;

namespace Scheduler.Api.Clients;

/// <summary>Fills one page: first the clients who have a name, by name, then those who have none, by id.</summary>
/// <param name="own">The provider whose clients are all that there are; null for everybody's.</param>
/// <param name="after">Where the page before ended; one without a name stands among those who have none.</param>
internal sealed class ClientListing(SchedulerDbContext db, string? own, ListedClient after, int size, int maxLookedAt)
{
    /// <summary>Clients that a search reads at once where most of them may not be who is meant.</summary>
    private const int Chunk = 1000;

    /// <summary>In the order of ids after every id that begins with what stands before it, by code point and in any language.</summary>
    private static readonly string Last = new('z', Limits.Id);
    private readonly List<(Client Client, ListedClient Position)> found = [];
    private ListedClient position = after;
    private int lookedAt;

    private bool IsDone => found.Count > size || lookedAt >= maxLookedAt;

    /// <summary>Every client who is somebody.</summary>
    public async Task<FoundClients> AllAsync(CancellationToken cancellationToken)
    {
        await NamedAsync(null, size + 1, _ => true, cancellationToken);
        if (!IsDone)
        {
            var clients = await Unnamed("", Last)
                .Where(c => !db.ClientNames.Any(n => n.ClientId == c.Id))
                .Take(size + 1 - found.Count)
                .ToListAsync(cancellationToken);
            found.AddRange(clients.Select(client => (client, new ListedClient("", client.Id))));
        }

        return Page();
    }

    /// <summary>Those who have each of the terms, and those whose id begins with <paramref name="id"/>.</summary>
    /// <param name="sets">Everybody who is looked for has a word of each; null where that is no help.</param>
    public async Task<FoundClients> MatchingAsync(
        IReadOnlyList<SearchTerm> terms,
        IReadOnlyList<string[]>? sets,
        string? id,
        CancellationToken cancellationToken
    )
    {
        if (sets is not { Count: 0 })
        {
            await NamedAsync(sets, sets?.Count == terms.Count ? 2 * (size + 1) : Chunk, HasAll, cancellationToken);
        }

        while (!IsDone && id is not null)
        {
            var clients = await Unnamed(id, id + Last).Take(size + 1).ToListAsync(cancellationToken);
            Take(
                [.. clients.Select(client => (client, new ListedClient("", client.Id)))],
                client => client.Id.StartsWith(id, StringComparison.Ordinal) && (SearchWords.SortName(client) is null || !HasAll(client))
            );
            id = clients.Count > size ? id : null;
        }

        return Page();

        bool HasAll(Client client)
        {
            var has = SearchWords.Of(client);
            return terms.Count > 0 && terms.All(term => has.Any(term.Matches));
        }
    }

    private async Task NamedAsync(IReadOnlyList<string[]>? sets, int chunk, Func<Client, bool> matches, CancellationToken cancellationToken)
    {
        var isLast = position is { SortName.Length: 0, ClientId.Length: > 0 };
        while (!isLast && !IsDone)
        {
            var listed = own is null
                ? await db.NextClientsAsync(sets, position, chunk, cancellationToken)
                : await NextOwnAsync(chunk, cancellationToken);
            isLast = listed.Count < chunk;
            // Fewer clients are read at once than names: most pages are full before the end.
            foreach (var some in listed.Distinct().Chunk(size + 1).TakeWhile(_ => !IsDone))
            {
                var clients = (await db.ReadClientsAsync([.. some.Select(s => s.ClientId)], cancellationToken)).ToDictionary(
                    c => c.Id,
                    StringComparer.Ordinal
                );
                Take(some.Where(s => clients.ContainsKey(s.ClientId)).Select(s => (clients[s.ClientId], s)).ToList(), matches);
            }
        }
    }

    /// <summary>Those of one provider are few: each is looked at, whatever was typed.</summary>
    private async Task<List<ListedClient>> NextOwnAsync(int chunk, CancellationToken cancellationToken)
    {
        var (name, id) = (position.SortName, position.ClientId);
        return await db
            .ClientNames.AsNoTracking()
            .OwnOf(db, own)
            .Where(n => n.SortName.CompareTo(name) > 0 || (n.SortName == name && n.ClientId.CompareTo(id) > 0))
            .OrderBy(n => n.SortName)
            .ThenBy(n => n.ClientId)
            .Take(chunk)
            .Select(n => new ListedClient(n.SortName, n.ClientId))
            .ToListAsync(cancellationToken);
    }

    private IQueryable<Client> Unnamed(string first, string last)
    {
        var from = position is { SortName.Length: 0, ClientId.Length: > 0 } ? position.ClientId : null;
        var clients = db
            .Clients.AsNoTracking()
            .OwnOf(db, own)
            .WithoutHolding()
            .Where(c => c.Id.CompareTo(first) >= 0 && c.Id.CompareTo(last) <= 0);
        return (from is null ? clients : clients.Where(c => c.Id.CompareTo(from) > 0)).OrderBy(c => c.Id);
    }

    private void Take(IReadOnlyList<(Client Client, ListedClient Position)> clients, Func<Client, bool> matches)
    {
        foreach (var client in clients)
        {
            if (IsDone)
            {
                return;
            }

            lookedAt++;
            position = client.Position;
            if (matches(client.Client))
            {
                found.Add(client);
            }
        }
    }

    /// <summary>Where the page is not full it ended at what it may look at, or at the end of the list.</summary>
    private FoundClients Page() =>
        found.Count > size
            ? new([.. found.Take(size).Select(f => f.Client)], ClientSearch.Key(found[size - 1].Position))
            : new([.. found.Select(f => f.Client)], lookedAt >= maxLookedAt ? ClientSearch.Key(position) : null);
}
