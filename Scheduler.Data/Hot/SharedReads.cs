using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Scheduler.Data.Databases;

namespace Scheduler.Data.Hot;

/// <summary>
/// The reads of one PostgreSQL server. While as many are under way as have a connection, others wait, and whoever is next takes along
/// those behind it: a round trip costs more than what most of them find in it.
/// </summary>
/// <param name="places">How many are under way at once.</param>
/// <param name="patience">How long one waits for its turn.</param>
/// <remarks>They share a round trip, nothing else: each statement sees what was committed when it began, as it would alone.</remarks>
internal sealed class SharedReads(int places, TimeSpan patience)
{
    /// <summary>As many share a round trip at the most: the first of them waits for the last.</summary>
    internal const int MostTogether = 8;

    private static readonly ConcurrentDictionary<string, SharedReads> Servers = new(StringComparer.Ordinal);
    private readonly Lock gate = new();
    private readonly Queue<WaitingRead> waiting = new();
    private int underWay;

    /// <summary>Those of the server that a context reads from.</summary>
    public static SharedReads Of(SchedulerDbContext db) =>
        Servers.GetOrAdd(
            db.Database.GetConnectionString()!,
            static text =>
            {
                var connection = new NpgsqlConnectionStringBuilder(text);
                return new SharedReads(
                    PostgresConnectionString.ForReads(connection.MaxPoolSize),
                    TimeSpan.FromSeconds(Math.Max(1, connection.Timeout))
                );
            }
        );

    /// <summary>Waits for a turn to read; null where somebody else has read these queries meanwhile.</summary>
    /// <param name="queries">They change nothing: where what they share fails, they are sent again.</param>
    /// <exception cref="NpgsqlException">There was none in time.</exception>
    public async ValueTask<SharedRead?> EnterAsync(IReadOnlyList<Query> queries, CancellationToken cancellationToken)
    {
        WaitingRead me;
        lock (gate)
        {
            if (underWay < places)
            {
                underWay++;
                return new SharedRead(queries, this);
            }

            me = new WaitingRead(queries);
            waiting.Enqueue(me);
        }

        try
        {
            return await me.Task.WaitAsync(patience, cancellationToken);
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            if (!me.TrySetCanceled(CancellationToken.None))
            {
                // Its turn came at the same moment, and goes to the next.
                (await me.Task)?.Dispose();
            }

            cancellationToken.ThrowIfCancellationRequested();
            throw new NpgsqlException("No connection to the database became free in time.", e);
        }
    }

    /// <summary>Those who wait, from the first on, as many as go with one more.</summary>
    internal List<WaitingRead> Behind()
    {
        List<WaitingRead> behind = [];
        lock (gate)
        {
            while (behind.Count + 1 < MostTogether && waiting.TryDequeue(out var read))
            {
                if (!read.Task.IsCompleted)
                {
                    behind.Add(read);
                }
            }
        }

        return behind;
    }

    /// <summary>The next one's turn.</summary>
    internal void Leave()
    {
        lock (gate)
        {
            while (waiting.TryDequeue(out var next))
            {
                if (next.TrySetResult(new SharedRead(next.Queries, this)))
                {
                    return;
                }
            }

            underWay--;
        }
    }
}

/// <summary>Queries that wait for a turn, or for whoever takes them along.</summary>
internal sealed class WaitingRead(IReadOnlyList<Query> queries)
    : TaskCompletionSource<SharedRead?>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    public IReadOnlyList<Query> Queries => queries;
}
