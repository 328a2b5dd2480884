using Scheduler.Data.Databases;

namespace Scheduler.Api.Jobs;

/// <summary>
/// Holds back what sends while many book: whoever books goes first, and is told of it a little later.
/// </summary>
public sealed class Rush(WriteQueue writes)
{
    /// <summary>Far more than an office writes, and far less than a service carries.</summary>
    private const double WritesPerSecond = 500;

    /// <summary>Between two rounds during a rush.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>How long writes are counted before they are a rate.</summary>
    private const long CountedMilliseconds = 200;

    private readonly Lock sampling = new();
    private (long Writes, long AtMilliseconds) sample = (0, Environment.TickCount64);
    private volatile bool isOn;

    /// <summary>Waits between two rounds of work that goes on beside the bookings.</summary>
    /// <param name="least">Outside a rush.</param>
    public Task PauseAsync(TimeSpan least, CancellationToken cancellationToken)
    {
        Look();
        return Task.Delay(isOn && Pause > least ? Pause : least, cancellationToken);
    }

    private void Look()
    {
        lock (sampling)
        {
            var now = Environment.TickCount64;
            var passed = now - sample.AtMilliseconds;
            if (passed < CountedMilliseconds)
            {
                return;
            }

            var asked = writes.Asked;
            isOn = (asked - sample.Writes) * 1000.0 / passed > WritesPerSecond;
            sample = (asked, now);
        }
    }
}
