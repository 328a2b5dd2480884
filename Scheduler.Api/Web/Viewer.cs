using System.Globalization;
using System.Text;
using Microsoft.Net.Http.Headers;
using Scheduler.Api.Scheduling;

namespace Scheduler.Api.Web;

/// <summary>How whoever looks at a page reads times: the zone in its address, and the clock of the browser's language.</summary>
public sealed record Viewer(ZoneRules Zone, bool TwelveHours, ZoneRules? Chosen = null)
{
    /// <summary>Regions that read a clock of twelve hours.</summary>
    private static readonly HashSet<string> TwelveHourRegions = new(
        ["US", "CA", "AU", "NZ", "IN", "PH", "PK", "EG", "SA", "CO"],
        StringComparer.OrdinalIgnoreCase
    );

    /// <param name="zoneId">What the address says; unknown zones are passed by.</param>
    public static Viewer Of(HttpContext http, string? zoneId, ZoneRules otherwise) =>
        ZoneRules.TryGet(zoneId, out var zone)
            ? new Viewer(zone, ReadsTwelveHours(http), zone)
            : new Viewer(otherwise, ReadsTwelveHours(http));

    public string Time(DateTime utc) => Minute((int)Zone.ToLocal(utc).TimeOfDay.TotalMinutes);

    public string Minute(int minute)
    {
        var (hour, rest) = (minute / 60 % 24, minute % 60);
        return TwelveHours ? $"{(hour + 11) % 12 + 1}:{rest:00} {(hour < 12 ? "am" : "pm")}" : LocalRange.FormatTime(minute);
    }

    /// <summary>From and until; the date of the end too where it is another.</summary>
    public string Span(DateTime startUtc, DateTime endUtc) =>
        Zone.DateOf(startUtc) == Zone.DateOf(endUtc)
        || (Zone.DateOf(startUtc).AddDays(1) == Zone.DateOf(endUtc) && Zone.ToLocal(endUtc).TimeOfDay == TimeSpan.Zero)
            ? $"{Time(startUtc)} – {Time(endUtc)}"
            : $"{Time(startUtc)} – {ShortDay(Zone.DateOf(endUtc))}, {Time(endUtc)}";

    /// <summary>Mon 23 Nov, 09:30.</summary>
    public string Moment(DateTime utc) => $"{ShortDay(Zone.DateOf(utc))}, {Time(utc)}";

    public string Day(DateTime utc) => DayName(Zone.DateOf(utc));

    /// <summary>Monday 23 November 2026.</summary>
    public static string Full(DateOnly date) => date.ToString("dddd d MMMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>Monday 23 November.</summary>
    public static string DayName(DateOnly date) => date.ToString("dddd d MMMM", CultureInfo.InvariantCulture);

    /// <summary>Mon 23 Nov.</summary>
    public static string ShortDay(DateOnly date) => date.ToString("ddd d MMM", CultureInfo.InvariantCulture);

    /// <summary>November 2026.</summary>
    public static string Month(DateOnly date) => date.ToString("MMMM yyyy", CultureInfo.InvariantCulture);

    public static string ZoneName(ZoneRules zone) => zone.Id.Replace('_', ' ');

    /// <summary>A length in words: 45 minutes, 1 hour, 1 hour 30 minutes, 2 days.</summary>
    public static string Length(int minutes)
    {
        var text = new StringBuilder();
        Append(minutes / 1440, "day");
        Append(minutes / 60 % 24, "hour");
        Append(minutes % 60, "minute");
        return text.Length == 0 ? "0 minutes" : text.ToString();

        void Append(int count, string unit)
        {
            if (count > 0)
            {
                text.Append(text.Length > 0 ? " " : "").Append(Count(count, unit));
            }
        }
    }

    /// <summary>1 time, 2 times.</summary>
    public static string Count(int count, string noun) => $"{count} {noun}{(count == 1 ? "" : "s")}";

    private static bool ReadsTwelveHours(HttpContext http) =>
        StringWithQualityHeaderValue.TryParseList(http.Request.Headers.AcceptLanguage, out var languages)
        && languages.OrderByDescending(l => l.Quality ?? 1).FirstOrDefault()?.Value.Value is { } first
        && first.Split('-') is [_, .., { Length: 2 } region]
        && TwelveHourRegions.Contains(region);
}
