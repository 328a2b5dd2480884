namespace Scheduler.Data.Hot;

/// <summary>A turn to read; it ends, and the next one's begins, when it is disposed of.</summary>
/// <param name="queries">The queries whose turn it is.</param>
/// <param name="reads">Among which it takes others along.</param>
/// <param name="alone">Whether it takes nobody along.</param>
internal sealed class SharedRead(IReadOnlyList<Query> queries, SharedReads reads, bool alone) : IDisposable
{
    private bool alone = alone;
    private List<WaitingRead> others = [];

    /// <summary>Whether others' queries go with these.</summary>
    public bool IsShared => others.Count > 0;

    /// <summary>What to send, once there is a connection to send it on.</summary>
    public IReadOnlyList<Query> Together()
    {
        others = alone ? [] : reads.Behind();
        return IsShared ? [.. queries, .. others.SelectMany(other => other.Queries)] : queries;
    }

    /// <summary>All have their rows.</summary>
    public void Succeed()
    {
        others.ForEach(other => other.TrySetResult(null));
        others = [];
    }

    /// <summary>What was sent has failed, whoever's it was: each is to be sent by itself, as if nothing had been read.</summary>
    public void Part()
    {
        foreach (var query in queries.Concat(others.SelectMany(other => other.Queries)))
        {
            query.Forget();
        }

        reads.WaitAlone(others);
        (alone, others) = (true, []);
    }

    public void Dispose() => reads.Leave();
}
