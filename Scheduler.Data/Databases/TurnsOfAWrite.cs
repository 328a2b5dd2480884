namespace Scheduler.Data.Databases;

/// <summary>The names for which one write has its turn, until it ends.</summary>
internal sealed class TurnsOfAWrite(NamedTurns turns) : IDisposable
{
    private readonly HashSet<string> held = new(StringComparer.Ordinal);
    private readonly HashSet<string> refused = new(StringComparer.Ordinal);

    /// <summary>Has a turn for each of these names.</summary>
    /// <exception cref="TurnTakenException">One of them is taken:
    /// the write must give its connection back, wait, and begin anew.</exception>
    public void Take(IEnumerable<string> names, TimeSpan patience, bool mayBeRefused = false)
    {
        var wanted = names.Where(name => !held.Contains(name)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        for (var i = 0; i < wanted.Count; i++)
        {
            if (!turns.TryTake(wanted[i]))
            {
                foreach (var name in wanted.Take(i))
                {
                    held.Remove(name);
                    turns.Leave(name);
                }

                throw new TurnTakenException(wanted, patience, mayBeRefused);
            }

            held.Add(wanted[i]);
        }
    }

    /// <summary>Whether this write has waited for that name for as long as it may.</summary>
    public bool WasRefused(string name) => refused.Contains(name);

    /// <summary>Waits for what <see cref="Take"/> did not get: in the order of the names, so that no two wait for each other.</summary>
    public async Task WaitAsync(TurnTakenException taken, CancellationToken cancellationToken)
    {
        foreach (var name in taken.Names)
        {
            if (await turns.TakeAsync(name, taken.Patience, cancellationToken))
            {
                held.Add(name);
            }
            else if (taken.MayBeRefused)
            {
                refused.Add(name);
            }
            else
            {
                throw new WriteQueueUnavailableException("Others change the same calendar; it was not this one's turn in time.");
            }
        }
    }

    public void Dispose()
    {
        foreach (var name in held)
        {
            turns.Leave(name);
        }

        held.Clear();
    }
}

/// <summary>Others of this process have their turn for one of these names.</summary>
internal sealed class TurnTakenException(IReadOnlyList<string> names, TimeSpan patience, bool mayBeRefused)
    : Exception("Others have their turn.")
{
    public IReadOnlyList<string> Names => names;
    public TimeSpan Patience => patience;
    public bool MayBeRefused => mayBeRefused;
}
