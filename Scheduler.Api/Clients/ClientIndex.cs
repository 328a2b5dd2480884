using Scheduler.Data;
using Scheduler.Data.Hot;
using Scheduler.Data.Model;

namespace Scheduler.Api.Clients;

/// <summary>
/// Keeps what clients are found and listed by. Whoever stores a client with a name, an e-mail or a
/// phone calls this in the same transaction, after the row is stored.
/// </summary>
public static class ClientIndex
{
    /// <summary>Makes the index say what the client's row does now.</summary>
    public static Task UpdateAsync(SchedulerDbContext db, Client client)
    {
        var sortName = SearchWords.SortName(client);
        var words = sortName is null ? [] : SearchWords.Of(client);
        return db.ReplaceClientWordsAsync(
            client.Id,
            sortName,
            words.Concat(words.SelectMany(SearchWords.Beginnings)).ToHashSet(StringComparer.Ordinal),
            SearchWords.Parts
        );
    }

    /// <summary>Takes a client out, before its row is removed: words that nobody else has leave no trace.</summary>
    public static Task RemoveAsync(SchedulerDbContext db, string clientId) =>
        db.ReplaceClientWordsAsync(clientId, null, [], SearchWords.Parts);
}
