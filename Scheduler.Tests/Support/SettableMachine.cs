namespace Scheduler.Tests.Support;

/// <summary>A machine whose clock can be wrong, and whose timer can be moved on.</summary>
public sealed class SettableMachine : TimeProvider
{
    private TimeSpan passed;

    /// <summary>How far its clock is ahead of the true time.</summary>
    public TimeSpan Ahead { get; set; }

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + passed + Ahead;

    public override long GetTimestamp() => System.GetTimestamp() + (long)(passed.TotalSeconds * TimestampFrequency);

    public void Pass(TimeSpan time) => passed += time;
}
