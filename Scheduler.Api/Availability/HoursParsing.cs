using Scheduler.Api.Http;
using Scheduler.Api.Scheduling;

namespace Scheduler.Api.Availability;

/// <summary>Reads open hours from requests, with the path of each field that is wrong.</summary>
internal static class HoursParsing
{
    private const int MaxRangesADay = 48;
    private const int MaxDates = 366;
    private static readonly TimeSpan LongestWindow = TimeSpan.FromDays(31);
    private static readonly string[] DayNames = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];

    public static string DayName(DayOfWeek day) => DayNames[(int)day];

    public static IReadOnlyDictionary<DayOfWeek, IReadOnlyList<LocalRange>> Weekly(IReadOnlyList<WeeklyRange> weekly, RequestErrors errors)
    {
        var days = new Dictionary<DayOfWeek, List<(string Field, HoursRange Range)>>();
        if (weekly.Count > MaxRangesADay * 7)
        {
            errors.Add("weekly", $"must have at most {MaxRangesADay} ranges a day");
            return new Dictionary<DayOfWeek, IReadOnlyList<LocalRange>>();
        }

        for (var i = 0; i < weekly.Count; i++)
        {
            var day = weekly[i] is null ? -1 : Array.IndexOf(DayNames, weekly[i].Day);
            if (day < 0)
            {
                errors.Add($"weekly[{i}].day", "must be 'monday', 'tuesday', … or 'sunday'");
                continue;
            }

            if (!days.TryGetValue((DayOfWeek)day, out var ranges))
            {
                days[(DayOfWeek)day] = ranges = [];
            }

            ranges.Add(($"weekly[{i}]", new HoursRange(weekly[i].Start, weekly[i].End)));
        }

        return days.ToDictionary(d => d.Key, d => Day(d.Value, errors));
    }

    /// <returns>By date; null where the date returns to the weekly hours.</returns>
    public static IReadOnlyDictionary<DateOnly, IReadOnlyList<LocalRange>?> Dates(
        IReadOnlyDictionary<DateOnly, IReadOnlyList<HoursRange>?> dates,
        RequestErrors errors
    )
    {
        var parsed = new SortedDictionary<DateOnly, IReadOnlyList<LocalRange>?>();
        if (dates.Count is 0 or > MaxDates)
        {
            errors.Add("dates", $"must have 1 to {MaxDates} dates");
            return parsed;
        }

        foreach (var (date, ranges) in dates)
        {
            var field = $"dates.{Instants.FormatDate(date)}";
            if (date.Year is < 2 or > 9998)
            {
                errors.Add(field, "must lie in the years 0002 to 9998");
            }
            else if (ranges?.Count > MaxRangesADay)
            {
                errors.Add(field, $"must have at most {MaxRangesADay} ranges");
            }
            else
            {
                parsed[date] = ranges is null ? null : Day(ranges.Select((range, i) => ($"{field}[{i}]", range)).ToList(), errors);
            }
        }

        return parsed;
    }

    /// <returns>Null where it does not end after it starts, which is an error then.</returns>
    public static TimeRange? Window(AddWindowRequest request, RequestErrors errors)
    {
        errors.Instant("start", request.Start);
        errors.Instant("end", request.End);
        var window = TimeRange.Between(request.Start, request.End);
        if (window is null)
        {
            errors.Add("end", "must be after the start");
        }
        else if (window.Value.Duration > LongestWindow)
        {
            errors.Add("end", "must be at most 31 days after the start");
        }

        return window;
    }

    private static IReadOnlyList<LocalRange> Day(IReadOnlyList<(string Field, HoursRange Range)> ranges, RequestErrors errors)
    {
        var parsed = new List<LocalRange>(ranges.Count);
        var fields = new List<string>(ranges.Count);
        foreach (var (rangeField, range) in ranges)
        {
            var start = 0;
            var end = 0;
            var startIsTime = range is not null && LocalRange.TryParseTime(range.Start, asEnd: false, out start);
            var endIsTime = range is not null && LocalRange.TryParseTime(range.End, asEnd: true, out end);
            if (!startIsTime)
            {
                errors.Add($"{rangeField}.start", "must be a time of day from 00:00 to 23:59, on the minute");
            }

            if (!endIsTime)
            {
                errors.Add($"{rangeField}.end", "must be a time of day from 00:01 to 24:00, on the minute");
            }

            if (startIsTime && endIsTime && end <= start)
            {
                errors.Add($"{rangeField}.end", "must be after the start");
            }
            else if (startIsTime && endIsTime)
            {
                parsed.Add(new LocalRange(start, end));
                fields.Add(rangeField);
            }
        }

        if (!OpenHours.TryNormalize(parsed, out var sorted))
        {
            var order = Enumerable.Range(0, parsed.Count).OrderBy(i => parsed[i].StartMinute).ToList();
            var later = order.Zip(order.Skip(1)).First(pair => parsed[pair.Second].StartMinute < parsed[pair.First].EndMinute).Second;
            errors.Add(fields[later], "overlaps another range of the day");
        }

        return sorted;
    }
}
