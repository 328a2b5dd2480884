using Scheduler.Api.Scheduling;
using Scheduler.Data.Prepared;

namespace Scheduler.Api.Calendars;

/// <summary>Open hours of a day as they are stored: <c>09:00-12:00,13:00-17:00</c>; an empty text is a closed day.</summary>
public static class HoursText
{
    public static string Format(IEnumerable<LocalRange> ranges) => string.Join(',', ranges);

    /// <summary>The days of <see cref="HoursRow.Hours"/> of a week.</summary>
    public static Dictionary<DayOfWeek, IReadOnlyList<LocalRange>> ParseWeek(string text)
    {
        var week = new Dictionary<DayOfWeek, IReadOnlyList<LocalRange>>(7);
        foreach (var day in text.AsSpan().Split(';'))
        {
            if (text.AsSpan(day) is [var number, ' ', .. var ranges])
            {
                week.Add((DayOfWeek)(number - '0'), Parse(ranges.ToString()));
            }
        }

        return week;
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

    private static int Minute(string text, int i) =>
        (((text[i] - '0') * 10) + (text[i + 1] - '0')) * 60 + ((text[i + 3] - '0') * 10) + (text[i + 4] - '0');
}
