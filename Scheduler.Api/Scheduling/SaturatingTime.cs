namespace Scheduler.Api.Scheduling;

/// <summary>Arithmetic on UTC instants that stops at the first and last instant of <see cref="DateTime"/> instead of throwing.</summary>
/// <remarks>
/// A caller may ask about any year from 1 to 9999; a rule then decides by the clamped time and no request ends in an overflow.
/// </remarks>
internal static class SaturatingTime
{
    /// <summary>More days than <see cref="DateTime"/> spans, and few enough that their ticks fit a <see cref="long"/>.</summary>
    private const int MoreDaysThanThereAre = 4_000_000;

    public static readonly DateTime First = DateTime.SpecifyKind(DateTime.MinValue, DateTimeKind.Utc);
    public static readonly DateTime Last = DateTime.SpecifyKind(DateTime.MaxValue, DateTimeKind.Utc);

    /// <summary>The UTC instant with these ticks, or the nearest one that exists.</summary>
    public static DateTime FromTicks(long ticks) =>
        new(Math.Clamp(ticks, DateTime.MinValue.Ticks, DateTime.MaxValue.Ticks), DateTimeKind.Utc);

    public static DateTime PlusMinutes(this DateTime utc, int minutes) => FromTicks(utc.Ticks + (minutes * TimeSpan.TicksPerMinute));

    public static DateTime PlusDays(this DateTime utc, int days) =>
        FromTicks(utc.Ticks + (Math.Clamp(days, -MoreDaysThanThereAre, MoreDaysThanThereAre) * TimeSpan.TicksPerDay));

    /// <summary>The date after, or before, in the calendar; the last or first date there is when there is none.</summary>
    public static DateOnly PlusDays(this DateOnly date, int days) =>
        DateOnly.FromDayNumber(Math.Clamp(date.DayNumber + days, DateOnly.MinValue.DayNumber, DateOnly.MaxValue.DayNumber));

    public static DateTime Later(DateTime one, DateTime other) => one > other ? one : other;

    public static DateTime Earlier(DateTime one, DateTime other) => one < other ? one : other;

    /// <exception cref="ArgumentException">The kind is not UTC:
    /// a local or unspecified time would be compared as if it were one.</exception>
    public static void RequireUtc(DateTime instant, string parameter)
    {
        if (instant.Kind != DateTimeKind.Utc)
        {
            throw new ArgumentException($"The time must be of kind UTC, not {instant.Kind}.", parameter);
        }
    }
}
