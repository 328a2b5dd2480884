namespace Scheduler.Tests.Support;

/// <summary>A clock that stands until it is moved. Timers go by the real one.</summary>
public sealed class TestClock(string instant) : TimeProvider
{
    private DateTimeOffset now = DateTimeOffset.Parse(instant);

    public override DateTimeOffset GetUtcNow() => now;

    public void Set(string moment) => now = DateTimeOffset.Parse(moment);

    public void Advance(TimeSpan by) => now += by;
}
