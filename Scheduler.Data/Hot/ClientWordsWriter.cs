using Microsoft.EntityFrameworkCore;

namespace Scheduler.Data.Hot;

/// <summary>Keeps the words of clients, and the parts of every word that a client has.</summary>
public static class ClientWordsWriter
{
    /// <summary>Any number that no other user of the same PostgreSQL database locks.</summary>
    private const string PartsLock = "7305291";

    /// <summary>Makes these the words of a client, in the transaction of the context. The client's row must be stored.</summary>
    /// <param name="sortName">Null for a client without words.</param>
    /// <param name="partsOf">The parts of a word: the same for the same word.</param>
    public static async Task ReplaceClientWordsAsync(
        this SchedulerDbContext db,
        string clientId,
        string? sortName,
        IReadOnlyCollection<string> words,
        Func<string, string[]> partsOf
    )
    {
        var prepared = db.Hot;
        var old = await prepared.FetchAsync(
            new Query<(string Word, string SortName)>(
                "SELECT \"Word\", \"SortName\" FROM \"client_words\" WHERE \"ClientId\" = @p0",
                r => (r.GetString(0), r.GetString(1)),
                clientId
            ),
            CancellationToken.None
        );
        if (old.Count == words.Count && old.TrueForAll(o => o.SortName == sortName && words.Contains(o.Word)))
        {
            return;
        }

        var removed = old.Select(o => o.Word).Except(words).Order(StringComparer.Ordinal).ToArray();
        await LockAsync(prepared, removed.Length > 0);
        if (old.Count > 0)
        {
            await prepared.ExecuteAsync("DELETE FROM \"client_words\" WHERE \"ClientId\" = @p0", clientId);
            await prepared.ExecuteAsync("DELETE FROM \"client_names\" WHERE \"ClientId\" = @p0", clientId);
        }

        foreach (var word in await UnusedAsync(prepared, removed))
        {
            await prepared.ExecuteAsync(
                $"DELETE FROM \"client_word_parts\" WHERE {prepared.In("\"Part\"", "@p0")} AND \"Word\" = @p1",
                partsOf(word),
                word
            );
        }

        if (sortName is null)
        {
            return;
        }

        // In one order, so that two writers of the same new words wait for each other and do not lock each other out.
        foreach (var word in (await UnusedAsync(prepared, [.. words.Except(old.Select(o => o.Word))])).Order(StringComparer.Ordinal))
        {
            string[] parts = [.. partsOf(word).Order(StringComparer.Ordinal)];
            await prepared.ExecuteAsync(
                $"""
                INSERT INTO "client_word_parts" ("Part", "Word")
                SELECT value, @p1 FROM {prepared.Each("@p0")} WHERE true ON CONFLICT DO NOTHING
                """,
                parts,
                word
            );
        }

        await prepared.ExecuteAsync(
            $"""
            INSERT INTO "client_words" ("Word", "SortName", "ClientId")
            SELECT value, @p1, @p2 FROM {prepared.Each("@p0")} WHERE true ON CONFLICT DO NOTHING
            """,
            words.ToArray(),
            sortName,
            clientId
        );
        await prepared.ExecuteAsync(
            "INSERT INTO \"client_names\" (\"ClientId\", \"SortName\") VALUES (@p0, @p1) ON CONFLICT DO NOTHING",
            clientId,
            sortName
        );
    }

    /// <summary>
    /// Those who add words go side by side; who takes one away goes alone, or the parts of a word
    /// could go that another transaction has just begun to use.
    /// </summary>
    private static Task LockAsync(HotStatements prepared, bool alone) =>
        prepared.OnServer
            ? prepared.FetchAsync(
                new Query<bool>($"SELECT true FROM pg_advisory_xact_lock{(alone ? "" : "_shared")}({PartsLock})", _ => true),
                CancellationToken.None
            )
            : Task.CompletedTask;

    private static async Task<List<string>> UnusedAsync(HotStatements prepared, string[] words) =>
        words.Length == 0
            ? []
            : await prepared.FetchAsync(
                new Query<string>(
                    $"SELECT value FROM {prepared.Each("@p0")} WHERE NOT EXISTS (SELECT 1 FROM \"client_words\" WHERE \"Word\" = value)",
                    r => r.GetString(0),
                    [words]
                ),
                CancellationToken.None
            );
}
