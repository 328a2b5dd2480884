namespace Scheduler.Api.Jobs;

/// <summary>Wakes what waits in this process before its next look.</summary>
#pragma warning disable CA1001 // The semaphore has nothing to free: its wait handle is never asked for.
public abstract class Signal
#pragma warning restore CA1001
{
    private readonly SemaphoreSlim wanted = new(0, 1);

    public void Wake()
    {
        lock (wanted)
        {
            if (wanted.CurrentCount == 0)
            {
                wanted.Release();
            }
        }
    }

    public Task WaitAsync(TimeSpan atMost, CancellationToken cancellationToken) => wanted.WaitAsync(atMost, cancellationToken);
}
