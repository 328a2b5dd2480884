using Scheduler.Data;

namespace Scheduler.Api.Jobs;

/// <summary>
/// Something that the service does by itself, beside what it is asked: in one instance at a time,
/// in small batches, and again after any crash.
/// </summary>
public abstract class Job
{
    /// <summary>The name of its lease and of its metric.</summary>
    public abstract string Name { get; }

    /// <summary>How often it looks for work.</summary>
    public abstract TimeSpan Interval { get; }

    /// <summary>
    /// Since when its oldest piece of work has been due; null when there is none. A read that costs little: only work takes a lease.
    /// </summary>
    public abstract Task<DateTime?> DueSinceAsync(SchedulerDbContext db, DateTime nowUtc, CancellationToken cancellationToken);

    /// <summary>
    /// Does a batch, small enough that bookings do not wait for it. Returns how many pieces of work are done; 0 ends the round.
    /// </summary>
    public abstract Task<int> RunAsync(DateTime nowUtc, CancellationToken cancellationToken);
}
