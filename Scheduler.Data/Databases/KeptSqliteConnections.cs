using System.Collections.Concurrent;

namespace Scheduler.Data.Databases;

/// <summary>The connections of one service that are still open, closed with it.</summary>
/// <remarks>
/// EF Core 10 takes a context that went back to its factory's pool for disposed of, so the pool, when it ends, ends none of them:
/// the file would stay in use until the collector comes by.
/// </remarks>
internal sealed class KeptSqliteConnections : IDisposable
{
    private readonly ConcurrentDictionary<KeptSqliteConnection, bool> open = [];

    public void Add(KeptSqliteConnection connection)
    {
        open[connection] = true;
        connection.Disposed += (_, _) => open.TryRemove(connection, out var _);
    }

    public void Dispose()
    {
        foreach (var connection in open.Keys)
        {
            connection.Dispose();
        }
    }
}
