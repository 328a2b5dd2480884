namespace Scheduler.Api.Scheduling;

/// <summary>A calendar date in a zone.</summary>
/// <param name="Date">The date.</param>
/// <param name="Range">From its first instant to the first of the next date.</param>
/// <param name="IsPlain">Whether no clock change is anywhere near: minutes on its wall clock are minutes since its first instant.</param>
public readonly record struct LocalDay(DateOnly Date, TimeRange Range, bool IsPlain);

/// <content>Many dates at once. Nearly all lie far from any clock change and need no look at the zone's rules of their own.</content>
public sealed partial class ZoneRules
{
    /// <summary>Farther from a change than any change is wide: the widest, over the date line, is 24 hours.</summary>
    private const int PlainMarginDays = 3;

    /// <summary>The dates that share an instant with the window, ascending. A date that the zone skipped is none of them.</summary>
    public IEnumerable<LocalDay> Days(TimeRange window)
    {
        // A day more on each side: where the clock goes back over midnight, the calendar shows the date before the one whose range it is.
        var last = DateOf(window.EndUtc).PlusDays(1).DayNumber;
        var (plainUntil, offset) = (int.MinValue, 0L);
        for (var number = DateOf(window.StartUtc).PlusDays(-1).DayNumber; number <= last; number++)
        {
            var date = DateOnly.FromDayNumber(number);
            if (number >= plainUntil)
            {
                (plainUntil, offset) = PlainUntil(number);
            }

            var plain = number < plainUntil;
            var start = (number * TimeSpan.TicksPerDay) - offset;
            var range = plain
                ? new TimeRange(SaturatingTime.FromTicks(start), SaturatingTime.FromTicks(start + TimeSpan.TicksPerDay))
                : DayOf(date);
            if (range is { } day && day.Overlaps(window))
            {
                yield return new LocalDay(date, day, plain);
            }
        }
    }

    /// <summary>The wall-clock range as instants, within the day; null when a clock change leaves nothing of it.</summary>
    public TimeRange? ToUtc(LocalDay day, LocalRange range)
    {
        var (start, end) = (day.Range.StartUtc, day.Range.EndUtc);
        if (day.IsPlain)
        {
            return new TimeRange(start.AddMinutes(range.StartMinute), start.AddMinutes(range.EndMinute));
        }

        return TimeRange.Between(
            range.StartMinute == 0 ? start : SaturatingTime.Later(ToUtc(day.Date, range.StartMinute), start),
            range.EndMinute == LocalRange.MinutesADay ? end : SaturatingTime.Earlier(ToUtc(day.Date, range.EndMinute), end)
        );
    }

    /// <summary>
    /// Before which date, by days since 0001-01-01, all from this one on are plain,
    /// and their offset from UTC; this one itself when it is not.
    /// </summary>
    private (int DayNumber, long OffsetTicks) PlainUntil(int dayNumber)
    {
        const long Margin = PlainMarginDays * TimeSpan.TicksPerDay;
        var midnight = dayNumber * TimeSpan.TicksPerDay;
        var interval = _zone.GetZoneInterval(ToInstant(SaturatingTime.FromTicks(midnight)));
        var offset = interval.WallOffset.Ticks;
        var from = interval.HasStart ? ToUtc(interval.Start).Ticks : DateTime.MinValue.Ticks;
        var until = interval.HasEnd ? ToUtc(interval.End).Ticks : DateTime.MaxValue.Ticks;
        return midnight - offset - Margin < from
            ? (dayNumber, 0)
            : ((int)Math.Max(dayNumber, (until + offset - Margin) / TimeSpan.TicksPerDay), offset);
    }
}
