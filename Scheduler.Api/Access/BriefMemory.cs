using System.Collections.Concurrent;

namespace Scheduler.Api.Access;

/// <summary>
/// Rows that are asked for with every request, each remembered for less than a second: every instance knows of a change within that.
/// </summary>
/// <param name="read">Reads a row by its id; null where there is none.</param>
internal sealed class BriefMemory<T>(Func<string, CancellationToken, Task<T?>> read)
    where T : class
{
    private readonly ConcurrentDictionary<string, (T Row, long ReadAt)> known = new(StringComparer.Ordinal);

    public async ValueTask<T?> FindAsync(string id, CancellationToken cancellationToken)
    {
        var readAt = Environment.TickCount64;
        if (known.TryGetValue(id, out var last) && readAt - last.ReadAt < BriefMemory.MaxAgeMilliseconds)
        {
            return last.Row;
        }

        if (await read(id, cancellationToken) is not { } row)
        {
            // What is not there is not remembered: anybody can make up ids.
            known.TryRemove(id, out _);
            return null;
        }

        known[id] = (row, readAt);
        return row;
    }

    /// <summary>To be called once the row has been changed, so that this instance knows at once.</summary>
    public void Forget(string id) => known.TryRemove(id, out _);
}

/// <summary>How long something is remembered that another instance may have changed.</summary>
internal static class BriefMemory
{
    public const long MaxAgeMilliseconds = 900;
}
