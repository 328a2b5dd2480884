using Scheduler.Api.Http;
using Scheduler.Data.Model;

namespace Scheduler.Api.Office;

/// <summary>What closed days may be.</summary>
internal static class ClosureRules
{
    public const int MaxDates = 1000;

    public static void Check(IReadOnlyDictionary<DateOnly, string> dates, RequestErrors errors)
    {
        if (dates.Count > MaxDates)
        {
            errors.Add("dates", $"must have at most {MaxDates} dates; leave out past ones");
            return;
        }

        foreach (var (date, name) in dates)
        {
            var field = $"dates.{Instants.FormatDate(date)}";
            errors.Text(field, name, Limits.Name, required: false);
            if (name is null)
            {
                errors.Add(field, "must be a text; to open a date again leave it out");
            }

            if (date.Year is < 2 or > 9998)
            {
                errors.Add(field, "must lie in the years 0002 to 9998");
            }
        }
    }
}
