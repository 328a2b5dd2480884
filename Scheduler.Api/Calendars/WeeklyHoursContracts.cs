using Scheduler.Api.Http;
using Scheduler.Api.Scheduling;
using Scheduler.Data.Model;

namespace Scheduler.Api.Calendars;

/// <summary>A stretch of one day of every week, on the office's clock.</summary>
/// <param name="Day">`monday` … `sunday`.</param>
/// <param name="Start">The first minute, `HH:mm`.</param>
/// <param name="End">The first minute after it, `HH:mm` or `24:00`.</param>
public sealed record WeekdayRange(string Day, string Start, string End);

/// <summary>The weekly hours of a type without provider, as they are sent and as they are stored.</summary>
internal static class TypeHours
{
    private const int MaxRanges = 7 * 12;
    private static readonly string[] Days = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];

    /// <summary>From Monday on; null for any time.</summary>
    public static IReadOnlyList<WeekdayRange>? Of(AppointmentType type) =>
        type.Hours is null
            ? null
            :
            [
                .. HoursText
                    .ParseWeek(type.Hours)
                    .OrderBy(day => ((int)day.Key + 6) % 7)
                    .SelectMany(day =>
                        day.Value.Select(r => new WeekdayRange(
                            Days[(int)day.Key],
                            LocalRange.FormatTime(r.StartMinute),
                            LocalRange.FormatTime(r.EndMinute)
                        ))
                    ),
            ];

    /// <summary>As it is stored: null for any time. What makes no sense is an error.</summary>
    public static string? Read(IReadOnlyList<WeekdayRange>? hours, RequestErrors errors)
    {
        if (hours is null)
        {
            return null;
        }

        if (hours.Count > MaxRanges)
        {
            errors.Add("hours", $"must have at most {MaxRanges} ranges");
            return null;
        }

        var days = new SortedDictionary<int, List<LocalRange>>();
        for (var i = 0; i < hours.Count; i++)
        {
            var (day, start, end) = (Array.IndexOf(Days, hours[i]?.Day), 0, 0);
            if (
                day < 0
                || !LocalRange.TryParseTime(hours[i].Start, asEnd: false, out start)
                || !LocalRange.TryParseTime(hours[i].End, asEnd: true, out end)
                || end <= start
            )
            {
                errors.Add($"hours[{i}]", "must have a day such as 'monday', and a start before an end such as 09:00 and 17:00");
                continue;
            }

            days.TryAdd(day, []);
            days[day].Add(new LocalRange(start, end));
        }

        var texts = new List<string>();
        foreach (var (day, ranges) in days)
        {
            if (!OpenHours.TryNormalize(ranges, out var sorted))
            {
                errors.Add("hours", $"must not overlap on {Days[day]}");
            }

            texts.Add($"{day} {HoursText.Format(sorted)}");
        }

        return string.Join(';', texts);
    }
}
