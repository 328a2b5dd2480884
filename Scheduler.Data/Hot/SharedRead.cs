namespace Scheduler.Data.Hot;

/// <summary>A turn to read; it ends, and the next one's begins, when it is disposed of.</summary>
/// <param name="queries">The queries whose turn it is.</param>
/// <param name="reads">Among which it takes others along; null to read alone.</param>
internal sealed class SharedRead(IReadOnlyList<Query> queries, SharedReads? reads) : IDisposable
{
    private List<WaitingRead> others = [];

    /// <summary>Whether others' queries go with these.</summary>
    public bool IsShared => others.Count > 0;

    /// <summary>What to send, once there is a connection to send it on.</summary>
    /// <param name="alone">Whether nobody is taken along.</param>
    public IReadOnlyList<Query> Together(bool alone)
    {
        others = alone || reads is null ? [] : reads.Behind();
        return IsShared ? [.. queries, .. others.SelectMany(other => other.Queries)] : queries;
    }

    /// <summary>All have their rows.</summary>
    public void Succeed()
    {
        others.ForEach(other => other.TrySetResult(null));
        others = [];
    }

    /// <summary>What was sent has failed: each is to be sent by itself, as if nothing had been read.</summary>
    public void Part()
    {
        Forget(queries);
        Release();
    }

    public void Dispose()
    {
        Release();
        reads?.Leave();
    }

    private void Release()
    {
        foreach (var other in others.Where(other => !other.Task.IsCompleted))
        {
            Forget(other.Queries);
            other.TrySetResult(new SharedRead(other.Queries, null));
        }

        others = [];
    }

    private static void Forget(IEnumerable<Query> queries)
    {
        foreach (var query in queries)
        {
            query.Forget();
        }
    }
}
