namespace Scheduler.Data.Databases;

/// <summary>
/// The clock of the machine on which this instance runs; nothing but <see cref="DatabaseClock"/> and the age of log lines goes by it.
/// </summary>
public sealed class MachineClock(TimeProvider time)
{
    public TimeProvider Time { get; } = time;
}
