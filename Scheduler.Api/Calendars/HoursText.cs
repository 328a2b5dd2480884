using System.Globalization;
using Scheduler.Api.Scheduling;
using Scheduler.Data.Hot;

namespace Scheduler.Api.Calendars;

/// <summary>Open hours of a day as they are stored: <c>09:00-12:00,13:00-17:00</c>; an empty text is a closed day.</summary>
public static class HoursText
{
    public static string Format(IEnumerable<LocalRange> ranges) => string.Join(',', ranges);

    /// <summary>The days of <see cref="CalendarRow.Week"/>.</summary>
    public static Dictionary<DayOfWeek, IReadOnlyList<LocalRange>> ParseWeek(string text) =>
        ParseDays(text, day => (DayOfWeek)(day[0] - '0'));

    /// <summary>The days of <see cref="CalendarRow.Dates"/>.</summary>
    public static Dictionary<DateOnly, IReadOnlyList<LocalRange>> ParseDates(string text) =>
        ParseDays(text, day => DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture));

    /// <summary>The dates of <see cref="CalendarRow.Closed"/>.</summary>
    public static IEnumerable<DateOnly> ParseClosed(string text) =>
        text.Length == 0 ? [] : text.Split(';').Select(day => DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture));

    /// <summary>Dates with hours of their own, and the office's closed days where a date has none.</summary>
    public static Dictionary<DateOnly, IReadOnlyList<LocalRange>> WithClosed(
        Dictionary<DateOnly, IReadOnlyList<LocalRange>> dates,
        IEnumerable<DateOnly> closed
    )
    {
        foreach (var date in closed)
        {
            dates.TryAdd(date, []);
        }

        return dates;
    }

    public static IReadOnlyList<LocalRange> Parse(string text)
    {
        if (text.Length == 0)
        {
            return [];
        }

        var ranges = new List<LocalRange>((text.Length + 1) / 12);
        for (var i = 0; i < text.Length; i += 12)
        {
            ranges.Add(new LocalRange(Minute(text, i), Minute(text, i + 6)));
        }

        return ranges;
    }

    private static Dictionary<TDay, IReadOnlyList<LocalRange>> ParseDays<TDay>(string text, Func<ReadOnlySpan<char>, TDay> parse)
        where TDay : notnull
    {
        var days = new Dictionary<TDay, IReadOnlyList<LocalRange>>();
        foreach (var part in text.AsSpan().Split(';'))
        {
            var day = text.AsSpan(part);
            if (day.IndexOf(' ') is > 0 and var blank)
            {
                days.Add(parse(day[..blank]), Parse(day[(blank + 1)..].ToString()));
            }
        }

        return days;
    }

    private static int Minute(string text, int i) =>
        (((text[i] - '0') * 10) + (text[i + 1] - '0')) * 60 + ((text[i + 3] - '0') * 10) + (text[i + 4] - '0');
}
