using Scheduler.Api.Scheduling;

namespace Scheduler.Api.Http;

/// <summary>Instants and dates in a query string.</summary>
public static class QueryTimes
{
    private static readonly TimeSpan MaxWindow = TimeSpan.FromDays(62);

    /// <summary>More than the local time of any zone was ever away from UTC.</summary>
    private static readonly TimeSpan FarthestZone = TimeSpan.FromDays(1);

    /// <summary>An instant, or a date: then the first instant of that date in <paramref name="zone"/>. Null where nothing was sent or nothing could be read.</summary>
    public static DateTime? Parse(string field, string? text, ZoneRules zone, RequestErrors errors)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        DateTime? instant = Instants.TryParseDate(text, out var date) && date.Year is > 1 and < 9999
            ? zone.ToUtc(date, 0)
            // A '+' that was not escaped arrives as a blank.
            : Instants.TryParse(text, out var utc) || Instants.TryParse(Unblank(text), out utc) ? utc : null;
        if (instant is null)
        {
            errors.Add(field, "must be a date such as 2026-11-23 or an instant such as 2026-11-23T09:00:00Z");
        }

        errors.Instant(field, instant);
        return instant;
    }

    /// <summary>A window of at most 62 days from <c>from</c> to <c>to</c>; by default it begins now and has <paramref name="defaultDays"/> days.</summary>
    public static TimeRange? Window(string? from, string? to, ZoneRules zone, DateTime nowUtc, int defaultDays, RequestErrors errors)
    {
        if (Edges(from, to, zone, nowUtc, defaultDays, errors) is not var (startUtc, endUtc))
        {
            return null;
        }

        if (endUtc <= startUtc)
        {
            errors.Add("to", "must be after 'from'");
            return null;
        }

        // Dates are counted as dates: a clock change must not make 62 of them too long.
        if (endUtc - startUtc > MaxWindow + TimeSpan.FromHours(2))
        {
            errors.Add("to", $"must be at most {MaxWindow.TotalDays:0} days after 'from'");
            return null;
        }

        return new TimeRange(startUtc, endUtc);
    }

    /// <summary>What holds <see cref="Window"/> in any zone, for whoever reads before the zone is known; null, with the error, where every zone refuses it.</summary>
    public static TimeRange? WindowInAnyZone(string? from, string? to, DateTime nowUtc, int defaultDays, RequestErrors errors)
    {
        if (Edges(from, to, ZoneRules.Utc, nowUtc, defaultDays, errors) is not var (startUtc, endUtc))
        {
            return null;
        }

        return TimeRange.Between(startUtc - FarthestZone, endUtc + FarthestZone) is { } range && range.Duration <= MaxWindow + (5 * FarthestZone)
            ? range
            : Window(from, to, ZoneRules.Utc, nowUtc, defaultDays, errors);
    }

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

    private static (DateTime StartUtc, DateTime EndUtc)? Edges(string? from, string? to, ZoneRules zone, DateTime nowUtc, int defaultDays, RequestErrors errors)
    {
        var fromUtc = Parse("from", from, zone, errors);
        var toUtc = Parse("to", to, zone, errors);
        if (errors.Any)
        {
            return null;
        }

        var startUtc = fromUtc ?? (toUtc < nowUtc ? Shift(to, toUtc.Value, -defaultDays) : nowUtc);
        return (startUtc, toUtc ?? Shift(from, startUtc, defaultDays));

        // Days from a date are dates, whatever the clocks do between them.
        DateTime Shift(string? text, DateTime utc, int days) => Instants.TryParseDate(text, out var date) ? zone.ToUtc(date.AddDays(days), 0) : utc.AddDays(days);
    }

    private static string Unblank(string text) => text.Length > 6 && text[^6] == ' ' ? $"{text[..^6]}+{text[^5..]}" : text;
}
