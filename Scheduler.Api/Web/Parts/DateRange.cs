using Scheduler.Api.Web.Week;

namespace Scheduler.Api.Web.Parts;

/// <summary>The fields of a form that name some days: a first one and, where there are several, a last one.</summary>
internal static class DateRange
{
    /// <summary>A longer holiday is written in two parts.</summary>
    private const int MaxDays = 62;

    /// <returns>Every date; none, and an error at its field, where they are not a range.</returns>
    public static IReadOnlyList<DateOnly> Read(FormState form)
    {
        if (WeekPages.Day(form["date"]) is not { } first)
        {
            form.Add("date", "Choose a date.");
            return [];
        }

        var last = form.Text("lastDate") is { } text ? WeekPages.Day(text) : first;
        if (last is not { } until || until < first || until.DayNumber - first.DayNumber >= MaxDays)
        {
            form.Add("lastDate", $"Choose a last date on or after the first, at most {MaxDays} days in all.");
            return [];
        }

        return [.. Enumerable.Range(0, until.DayNumber - first.DayNumber + 1).Select(first.AddDays)];
    }
}
