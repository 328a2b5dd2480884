using Scheduler.Api.Http;

namespace Scheduler.Api.Reports;

/// <summary>Reads which days a report is wanted of.</summary>
internal static class ReportParsing
{
    /// <summary>The first day, and the day after the last one; null where it was not sent. What makes no sense is an error.</summary>
    public static (DateOnly? From, DateOnly? To) Range(string? from, string? to, RequestErrors errors)
    {
        var (first, end) = (QueryTimes.ParseDate("from", from, errors), QueryTimes.ParseDate("to", to, errors));
        if (first is { } f && end is { } e && (e <= f || e.DayNumber - f.DayNumber > ReadReport.MaxDays))
        {
            errors.Add("to", $"must be 1 to {ReadReport.MaxDays} days after 'from'; it is the day after the last one");
        }

        return (first, end);
    }
}
