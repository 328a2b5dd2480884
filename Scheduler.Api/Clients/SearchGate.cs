namespace Scheduler.Api.Clients;

/// <summary>
/// Lets a few searches run at a time: a read of SQLite holds its thread, and one of PostgreSQL a connection that bookings need.
/// </summary>
public sealed class SearchGate : IDisposable
{
    private const int AtOnce = 2;
    private const int MaxWaiting = 50;

    /// <summary>Longer than a search takes whose caller still wants to know.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private readonly SemaphoreSlim places = new(AtOnce);
    private int waiting;

    /// <summary>Waits for a place, for a while and on no thread. Answers false where there is none.</summary>
    public async Task<bool> EnterAsync(CancellationToken cancellationToken)
    {
        if (places.Wait(0, CancellationToken.None))
        {
            return true;
        }

        try
        {
            return Interlocked.Increment(ref waiting) <= MaxWaiting && await places.WaitAsync(Patience, cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref waiting);
        }
    }

    public void Leave() => places.Release();

    public void Dispose() => places.Dispose();
}
