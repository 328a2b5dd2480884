namespace Scheduler.Api.Scheduling;

/// <content>Adding a window of instants to wall-clock hours.</content>
public sealed partial class OpenHours
{
    /// <summary>
    /// Why wall-clock hours cannot say this window exactly, as a sentence for a person, or null when they can: an edge is off the whole
    /// minute of the zone's clock, or lies in the second pass of an hour that occurs twice, which no wall-clock time means.
    /// </summary>
    public static string? WhyNotWallClock(ZoneRules zone, TimeRange window)
    {
        ArgumentNullException.ThrowIfNull(zone);
        return WhyNotWallClock(zone, window.StartUtc, "start") ?? WhyNotWallClock(zone, window.EndUtc, "end");
    }

    /// <summary>
    /// The dates whose hours change when the window is opened too, each with all its hours; ranges that overlap or touch are joined.
    /// </summary>
    /// <remarks>
    /// Set as date hours, these open exactly the window in addition to what is open. On a date with a clock change, hours that begin or
    /// end in the skipped hour are answered where they fall: only there do they join rightly with the window.
    /// </remarks>
    /// <exception cref="ArgumentException">Wall-clock hours cannot say the window;
    /// see <see cref="WhyNotWallClock(ZoneRules, TimeRange)"/>.</exception>
    public IReadOnlyDictionary<DateOnly, IReadOnlyList<LocalRange>> WithWindow(ZoneRules zone, TimeRange window)
    {
        if (WhyNotWallClock(zone, window) is { } problem)
        {
            throw new ArgumentException(problem, nameof(window));
        }

        var changed = new Dictionary<DateOnly, IReadOnlyList<LocalRange>>();
        foreach (var day in zone.Days(window))
        {
            var open = new List<TimeRange>();
            AddOpen(open, zone, day);
            var before = TimeRangeSet.Of(open);
            var after = before.Union(TimeRangeSet.Of([window])).Within(day.Range);
            if (!after.Equals(before))
            {
                changed.Add(day.Date, [.. after.Select(part => ToLocal(zone, day.Range, part))]);
            }
        }

        return changed;
    }

    /// <summary>The same for one edge, which the sentence calls by this name.</summary>
    internal static string? WhyNotWallClock(ZoneRules zone, DateTime edge, string name)
    {
        var (date, timeOfDay) = zone.ToLocal(edge);
        if (timeOfDay.Ticks % TimeSpan.TicksPerMinute != 0)
        {
            return $"The {name} {UtcText.Of(edge)} is not on a whole minute of the clock in {zone.Id}.";
        }

        return zone.ToUtc(date, Minute(timeOfDay)) == edge
            ? null
            : $"The {name} {UtcText.Of(edge)} is the second {LocalRange.FormatTime(Minute(timeOfDay))} "
                + $"on {UtcText.Of(date)} in {zone.Id}, where the clock goes back; only the first can be said in open hours.";
    }

    /// <summary>A part of the day on the wall clock. The day's own ends are 00:00 and 24:00, whatever the clock shows there.</summary>
    private static LocalRange ToLocal(ZoneRules zone, TimeRange day, TimeRange part) =>
        new(
            part.StartUtc == day.StartUtc ? 0 : Minute(zone.ToLocal(part.StartUtc).TimeOfDay),
            part.EndUtc == day.EndUtc ? LocalRange.MinutesADay : Minute(zone.ToLocal(part.EndUtc).TimeOfDay)
        );

    private static int Minute(TimeSpan timeOfDay) => (int)(timeOfDay.Ticks / TimeSpan.TicksPerMinute);
}
