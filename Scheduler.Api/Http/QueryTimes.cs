using Scheduler.Api.Scheduling;

namespace Scheduler.Api.Http;

/// <summary>Instants and dates in a query string.</summary>
public static class QueryTimes
{
    /// <summary>An instant or a date; null where nothing was sent or nothing could be read.</summary>
    public static QueryTime? Read(string field, string? text, RequestErrors errors)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        if (Instants.TryParseDate(text, out var date) && date.Year is > 1 and < 9999)
        {
            return new QueryTime(null, date);
        }

        // A '+' that was not escaped arrives as a blank.
        if (!Instants.TryParse(text, out var utc) && !Instants.TryParse(Unblank(text), out utc))
        {
            errors.Add(field, "must be a date such as 2026-11-23 or an instant such as 2026-11-23T09:00:00Z");
            return null;
        }

        errors.Instant(field, utc);
        return utc.Year is < 2 or > 9998 ? null : new QueryTime(utc, default);
    }

    /// <summary>An instant, or the first instant of a date in <paramref name="zone"/>.</summary>
    public static DateTime? Parse(string field, string? text, ZoneRules zone, RequestErrors errors) => Read(field, text, errors)?.In(zone);

    /// <summary>A date; null where nothing was sent or nothing could be read.</summary>
    public static DateOnly? ParseDate(string field, string? text, RequestErrors errors)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        if (Instants.TryParseDate(text, out var date) && date.Year is > 1 and < 9998)
        {
            return date;
        }

        errors.Add(field, "must be a date such as 2026-11-23");
        return null;
    }

    private static string Unblank(string text) => text.Length > 6 && text[^6] == ' ' ? $"{text[..^6]}+{text[^5..]}" : text;
}
