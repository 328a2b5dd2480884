namespace Scheduler.Data.Databases;

/// <summary>
/// The database server's time, known without asking it: what it said when it was last asked,
/// and the time that has passed since. It never goes backward.
/// </summary>
/// <remarks>
/// All instances on one database so have one clock, whatever their machines believe. What has passed is read from the machine's
/// monotonic timer, which nobody sets; only until the first measurement the machine's own time is given.
/// </remarks>
public sealed class DatabaseClock(MachineClock machine) : TimeProvider
{
    /// <summary>How far this clock may be from the database's before an instance says that it is not ready.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(2);

    /// <summary>How long a measurement counts: by then the machine's timer is wrong by some milliseconds.</summary>
    public static readonly TimeSpan LongestAge = TimeSpan.FromMinutes(5);

    private readonly TimeProvider time = machine.Time;
    private Measurement? measured;
    private long latestTicks;

    public override TimeZoneInfo LocalTimeZone => time.LocalTimeZone;

    public override long TimestampFrequency => time.TimestampFrequency;

    /// <summary>Why what is decided by this clock may be wrong; null when it may not.</summary>
    public string? WhyUnfit =>
        Volatile.Read(ref measured) switch
        {
            null => "The database's clock has not been read.",
            var last when time.GetElapsedTime(last.Timestamp) > LongestAge =>
                $"The database's clock was last read {time.GetElapsedTime(last.Timestamp).TotalMinutes:0} minutes ago.",
            var last when Volatile.Read(ref latestTicks) - Ticks(last) is var ahead && ahead > Tolerance.Ticks =>
                "The database's clock went back; "
                    + $"this instance waits for {TimeSpan.FromTicks(ahead).TotalSeconds:0.0} s until the two agree.",
            _ => null,
        };

    /// <summary>How far the machine's time is ahead of the database's (negative: behind), as last measured.</summary>
    public TimeSpan MachineAhead => Volatile.Read(ref measured) is { } last ? last.Machine - last.Database : TimeSpan.Zero;

    public override DateTimeOffset GetUtcNow()
    {
        if (Volatile.Read(ref measured) is not { } last)
        {
            return time.GetUtcNow();
        }

        var now = Ticks(last);
        for (; ; )
        {
            var latest = Volatile.Read(ref latestTicks);
            if (now <= latest)
            {
                return new DateTimeOffset(latest, TimeSpan.Zero);
            }

            if (Interlocked.CompareExchange(ref latestTicks, now, latest) == latest)
            {
                return new DateTimeOffset(now, TimeSpan.Zero);
            }
        }
    }

    public override long GetTimestamp() => time.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        time.CreateTimer(callback, state, dueTime, period);

    /// <summary>
    /// Whether it is time to measure again: <paramref name="interval"/> has passed, or the machine was suspended
    /// or its clock set, after which its timer may have left something out.
    /// </summary>
    public bool IsDue(TimeSpan interval) =>
        Volatile.Read(ref measured) is not { } last
        || time.GetElapsedTime(last.Timestamp) is var passed
            && (passed >= interval || (time.GetUtcNow() - last.Machine - passed).Duration() > TimeSpan.FromSeconds(1));

    /// <summary>Goes by this reading from now on.</summary>
    /// <param name="database">What the server's clock said.</param>
    /// <param name="timestamp">Of <see cref="GetTimestamp"/>, when the question was sent.</param>
    /// <param name="roundTrip">Until the answer was there: the server looked at its clock in the middle of it.</param>
    public void Set(DateTimeOffset database, long timestamp, TimeSpan roundTrip)
    {
        var machineThen = time.GetUtcNow() - time.GetElapsedTime(timestamp);
        Volatile.Write(ref measured, new Measurement(database - (roundTrip / 2), timestamp, machineThen));
    }

    private long Ticks(Measurement last) => (last.Database + time.GetElapsedTime(last.Timestamp)).UtcTicks;

    /// <param name="Database">The database's time at <paramref name="Timestamp"/>.</param>
    /// <param name="Machine">The machine's time then.</param>
    private sealed record Measurement(DateTimeOffset Database, long Timestamp, DateTimeOffset Machine);
}
