using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Scheduler.Data.Databases;

namespace Scheduler.Data.Hot;

/// <summary>
/// The reads of one PostgreSQL server. A few are under way at once, each on a connection; the others wait, and whoever's turn comes takes
/// along those behind it: a round trip costs more than what most of them find in it.
/// </summary>
/// <param name="places">How many are under way at once.</param>
/// <param name="patience">How long one waits for its turn.</param>
/// <remarks>They share a round trip, nothing else: each statement sees what was committed when it began, as it would alone.</remarks>
internal sealed class SharedReads(int places, TimeSpan patience)
{
    /// <summary>As many share a round trip at the most: all of them wait for the last one's rows.</summary>
    private const int MostTogether = 8;

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
                    connection.Timeout == 0 ? Timeout.InfiniteTimeSpan : TimeSpan.FromSeconds(connection.Timeout)
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
                return new SharedRead(queries, this, alone: false);
            }

            me = new WaitingRead(queries);
            waiting.Enqueue(me);
        }

        try
        {
            try
            {
                return await me.Task.WaitAsync(patience, cancellationToken);
            }
            catch (TimeoutException) when (me.IsTaken)
            {
                // It does not wait for a turn any more, but for its rows.
                return await me.Task.WaitAsync(cancellationToken);
            }
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
            while (behind.Count + 1 < MostTogether && waiting.TryPeek(out var read) && !read.Alone)
            {
                waiting.Dequeue();
                if (!read.Task.IsCompleted)
                {
                    read.IsTaken = true;
                    behind.Add(read);
                }
            }
        }

        return behind;
    }

    /// <summary>Has these wait again, each for a turn that it shares with nobody.</summary>
    internal void WaitAlone(IEnumerable<WaitingRead> reads)
    {
        lock (gate)
        {
            foreach (var read in reads)
            {
                read.Alone = true;
                waiting.Enqueue(read);
            }
        }
    }

    /// <summary>The next one's turn.</summary>
    internal void Leave()
    {
        lock (gate)
        {
            while (waiting.TryDequeue(out var next))
            {
                if (next.TrySetResult(new SharedRead(next.Queries, this, next.Alone)))
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
    private volatile bool isTaken;

    public IReadOnlyList<Query> Queries => queries;

    /// <summary>Whether somebody has taken them along.</summary>
    public bool IsTaken
    {
        get => isTaken;
        set => isTaken = value;
    }

    /// <summary>Whether they go with nobody: what they were sent with has failed.</summary>
    public bool Alone { get; set; }
}
