namespace Scheduler.Api.Scheduling;

/// <summary>A half-open span of UTC time: includes <see cref="StartUtc"/>, excludes <see cref="EndUtc"/>; never empty.</summary>
/// <remarks><c>default</c> is the one value that breaks this, as C# lets no struct refuse it; <see cref="TimeRangeSet.Of"/> does.</remarks>
public readonly record struct TimeRange
{
    /// <summary>The span from one instant to a later one.</summary>
    /// <exception cref="ArgumentException">A time is not of kind UTC, or the end is not after the start.</exception>
    public TimeRange(DateTime startUtc, DateTime endUtc)
    {
        SaturatingTime.RequireUtc(startUtc, nameof(startUtc));
        SaturatingTime.RequireUtc(endUtc, nameof(endUtc));
        if (endUtc <= startUtc)
        {
            throw new ArgumentException("A time range must end after it starts.", nameof(endUtc));
        }

        StartUtc = startUtc;
        EndUtc = endUtc;
    }

    /// <summary>The first instant inside; its kind is UTC.</summary>
    public DateTime StartUtc { get; private init; }

    /// <summary>The first instant after; its kind is UTC.</summary>
    public DateTime EndUtc { get; private init; }

    /// <summary>The elapsed time from start to end, always above zero.</summary>
    public TimeSpan Duration => EndUtc - StartUtc;

    /// <summary>The span between edges of other spans, which the caller has compared: what the constructor checks, they have.</summary>
    internal static TimeRange OfEdges(DateTime startUtc, DateTime endUtc) => new() { StartUtc = startUtc, EndUtc = endUtc };

    /// <summary>The span between two instants, or null when it would be empty or reversed.</summary>
    /// <exception cref="ArgumentException">A time is not of kind UTC.</exception>
    public static TimeRange? Between(DateTime start, DateTime end)
    {
        SaturatingTime.RequireUtc(start, nameof(start));
        SaturatingTime.RequireUtc(end, nameof(end));
        return end > start ? new TimeRange(start, end) : null;
    }

    /// <summary>Whether the two share an instant; ranges that only touch do not.</summary>
    public bool Overlaps(TimeRange other) => StartUtc < other.EndUtc && other.StartUtc < EndUtc;

    /// <summary>Whether the instant lies inside; the end does not.</summary>
    public bool Contains(DateTime instant) => StartUtc <= instant && instant < EndUtc;

    /// <summary>Whether all of the other range lies inside this one; a range contains itself.</summary>
    public bool Contains(TimeRange other) => StartUtc <= other.StartUtc && other.EndUtc <= EndUtc;

    /// <summary>The range widened on both sides, at most to the first and last instant of <see cref="DateTime"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A padding is negative.</exception>
    public TimeRange Pad(TimeSpan before, TimeSpan after)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(before, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(after, TimeSpan.Zero);

        // Compared before adding: the sum of two large values would overflow.
        var start = before > StartUtc - SaturatingTime.First ? SaturatingTime.First : StartUtc - before;
        var end = after > SaturatingTime.Last - EndUtc ? SaturatingTime.Last : EndUtc + after;
        return new TimeRange(start, end);
    }

    /// <summary>Both instants in ISO 8601 form, <c>2026-11-23T09:00:00Z/2026-11-23T09:30:00Z</c>.</summary>
    public override string ToString() => $"{UtcText.Of(StartUtc)}/{UtcText.Of(EndUtc)}";
}
