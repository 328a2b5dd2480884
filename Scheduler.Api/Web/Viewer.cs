using Scheduler.Api.Languages;
using Scheduler.Api.Scheduling;

namespace Scheduler.Api.Web;

/// <summary>How whoever looks at a page reads times: the zone in its address, and the clock of their region.</summary>
public sealed record Viewer(ZoneRules Zone, Locale Locale, ZoneRules? Chosen = null)
{
    /// <summary>For the office's pages, in the clock of the browser's region.</summary>
    /// <param name="zoneId">What the address says; unknown zones are passed by.</param>
    public static Viewer Of(HttpContext http, string? zoneId, ZoneRules otherwise) =>
        Of(
            PageLanguage.Asked(http) is [var first, ..] && OfficeLanguages.RegionOf(first) is { } region
                ? Locale.English with
                {
                    Region = region,
                }
                : Locale.English,
            zoneId,
            otherwise
        );

    /// <inheritdoc cref="Of(HttpContext, string?, ZoneRules)"/>
    public static Viewer Of(Locale locale, string? zoneId, ZoneRules otherwise) =>
        ZoneRules.TryGet(Zones.Present(zoneId), out var zone)
            ? new Viewer(zone, locale, zone)
            : new Viewer(ZoneRules.Get(otherwise.PresentId), locale);

    public string Time(DateTime utc) => Minute((int)Zone.ToLocal(utc).TimeOfDay.TotalMinutes);

    public string Minute(int minute) => Locale.Minute(minute);

    /// <summary>From and until; the date of the end too where it is another.</summary>
    public string Span(DateTime startUtc, DateTime endUtc) =>
        Zone.DateOf(startUtc) == Zone.DateOf(endUtc)
        || (Zone.DateOf(startUtc).AddDays(1) == Zone.DateOf(endUtc) && Zone.ToLocal(endUtc).TimeOfDay == TimeSpan.Zero)
            ? $"{Time(startUtc)} – {Time(endUtc)}"
            : $"{Time(startUtc)} – {Locale.ShortDay(Zone.DateOf(endUtc))}, {Time(endUtc)}";

    /// <summary>Mon 23 Nov, 09:30.</summary>
    public string Moment(DateTime utc) => $"{Locale.ShortDay(Zone.DateOf(utc))}, {Time(utc)}";

    public string Day(DateTime utc) => Locale.DayName(Zone.DateOf(utc));

    /// <summary>Monday 23 November 2026.</summary>
    public static string Full(DateOnly date) => Locale.English.Full(date);

    /// <summary>Monday 23 November.</summary>
    public static string DayName(DateOnly date) => Locale.English.DayName(date);

    /// <summary>November 2026.</summary>
    public static string MonthName(DateOnly date) => Locale.English.Month(date);

    /// <summary>Mon 23 Nov.</summary>
    public static string ShortDay(DateOnly date) => Locale.English.ShortDay(date);

    public static string ZoneName(ZoneRules zone) => zone.PresentId.Replace('_', ' ');

    /// <summary>A length in words: 45 minutes, 1 hour, 1 hour 30 minutes, 2 days.</summary>
    public static string Length(int minutes) => Locale.English.Length(minutes);

    /// <summary>1 time, 2 times.</summary>
    public static string Count(int count, string noun) => $"{count} {noun}{(count == 1 ? "" : "s")}";
}
