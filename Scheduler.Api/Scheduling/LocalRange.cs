using System.Runtime.InteropServices;

namespace Scheduler.Api.Scheduling;

/// <summary>
/// A half-open span of wall-clock minutes of one day: 0 ≤ <see cref="StartMinute"/> &lt;
/// <see cref="EndMinute"/> ≤ 1440, where 1440 is 24:00.
/// </summary>
/// <remarks><c>default</c> is empty, as C# lets no struct refuse it; <see cref="OpenHours"/> does.</remarks>
[StructLayout(LayoutKind.Auto)]
public readonly record struct LocalRange
{
    /// <summary>The number of minutes on a wall clock from midnight to midnight, whatever the day's real length.</summary>
    public const int MinutesADay = 1440;

    /// <summary>The span between two minutes, counted from midnight.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The start is below 0, the end above 1440, or the end not after the start.</exception>
    public LocalRange(int startMinute, int endMinute)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(startMinute);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(endMinute, MinutesADay);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(endMinute, startMinute);
        StartMinute = startMinute;
        EndMinute = endMinute;
    }

    /// <summary>The first minute inside, 0–1439.</summary>
    public int StartMinute { get; }

    /// <summary>The first minute after, 1–1440.</summary>
    public int EndMinute { get; }

    /// <summary>Reads <c>HH:mm</c>, exactly so: two ASCII digits each, 00:00–23:59, and 24:00 only as an end.</summary>
    /// <returns>False when the text is anything else; the minute is then 0.</returns>
    public static bool TryParseTime(string? text, bool asEnd, out int minute)
    {
        minute = 0;
        if (
            text is not [var h1, var h2, ':', var m1, var m2]
            || !char.IsAsciiDigit(h1)
            || !char.IsAsciiDigit(h2)
            || !char.IsAsciiDigit(m1)
            || !char.IsAsciiDigit(m2)
        )
        {
            return false;
        }

        var minutes = ((m1 - '0') * 10) + (m2 - '0');
        var total = ((((h1 - '0') * 10) + (h2 - '0')) * 60) + minutes;
        if (minutes > 59 || total > MinutesADay || (total == MinutesADay && !asEnd))
        {
            return false;
        }

        minute = total;
        return true;
    }

    /// <summary>The minute as <c>HH:mm</c>; 1440 is <c>24:00</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The minute is not within 0–1440.</exception>
    public static string FormatTime(int minute)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(minute);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minute, MinutesADay);
        return $"{minute / 60:00}:{minute % 60:00}";
    }

    /// <summary>Both times, <c>09:00-12:00</c>.</summary>
    public override string ToString() => $"{FormatTime(StartMinute)}-{FormatTime(EndMinute)}";
}
