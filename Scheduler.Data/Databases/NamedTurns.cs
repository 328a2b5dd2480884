namespace Scheduler.Data.Databases;

/// <summary>Lines in which the writes of this process wait for a name, before any of them takes a connection.</summary>
/// <remarks>
/// Without them the writers that wait for one provider's lock in the database would hold every connection, and nobody else could write.
/// </remarks>
internal sealed class NamedTurns
{
    /// <summary>One has the lock, the next already asks the database for it: the lock is handed on without a pause.</summary>
    private const int AtOnce = 2;

    private readonly Lock guard = new();
    private readonly Dictionary<string, Line> lines = new(StringComparer.Ordinal);

    /// <summary>Takes a turn if there is one at once.</summary>
    public bool TryTake(string name)
    {
        lock (guard)
        {
            if (!lines.TryGetValue(name, out var line))
            {
                lines[name] = line = new Line();
            }

            if (!line.Turns.Wait(0))
            {
                return false;
            }

            line.Users++;
            return true;
        }
    }

    /// <summary>Waits for a turn; false when there was none in time.</summary>
    public async Task<bool> TakeAsync(string name, TimeSpan patience, CancellationToken cancellationToken)
    {
        Line? line;
        lock (guard)
        {
            if (!lines.TryGetValue(name, out line))
            {
                lines[name] = line = new Line();
            }

            line.Users++;
        }

        var taken = false;
        try
        {
            return taken = await line.Turns.WaitAsync(patience, cancellationToken);
        }
        finally
        {
            if (!taken)
            {
                Forget(name, line);
            }
        }
    }

    public void Leave(string name)
    {
        lock (guard)
        {
            var line = lines[name];
            line.Turns.Release();
            Forget(name, line);
        }
    }

    private void Forget(string name, Line line)
    {
        lock (guard)
        {
            if (--line.Users == 0)
            {
                lines.Remove(name);
            }
        }
    }

    private sealed class Line
    {
        public SemaphoreSlim Turns { get; } = new(AtOnce);

        /// <summary>Those who have a turn and those who wait for one.</summary>
        public int Users { get; set; }
    }
}
