using System.Text;
using Scheduler.Api.Scheduling;

namespace Scheduler.Api.Languages;

/// <summary>
/// A language as it is read in one region: the region says how the week begins, what the clock looks like and in which order a date is
/// written.
/// </summary>
/// <param name="Region">ISO 3166, in capitals.</param>
public sealed record Locale(Language Language, string Region)
{
    /// <summary>English as the office's pages are written.</summary>
    public static Locale English { get; } = new(Language.English, Language.English.Region);

    public string this[string key] => Language[key];

    public DayOfWeek FirstDay => Regions.FirstDay(Region);

    public bool TwelveHours => Regions.HasTwelveHours(Region);

    public string Format(string key, params ReadOnlySpan<object?> values) => Language.Format(key, values);

    public string Count(string key, int count) => Language.Count(key, count);

    /// <summary>Monday 23 November 2026.</summary>
    public string Full(DateOnly date) => Write(date, "Date.Full");

    /// <summary>Monday 23 November.</summary>
    public string DayName(DateOnly date) => Write(date, "Date.Day");

    /// <summary>Mon 23 Nov.</summary>
    public string ShortDay(DateOnly date) => Write(date, "Date.Short");

    /// <summary>November 2026.</summary>
    public string Month(DateOnly date) => Write(date, "Date.Month");

    /// <summary>A minute of the day on the clock: 14:05, or 2:05 pm.</summary>
    public string Minute(int minute)
    {
        var (hour, rest) = (minute / 60 % 24, minute % 60);
        return TwelveHours
            ? $"{(hour + 11) % 12 + 1}:{rest:00} {(hour < 12 ? Language["Clock.Am"] : Language["Clock.Pm"])}"
            : LocalRange.FormatTime(minute);
    }

    /// <summary>A length in words: 45 minutes, 1 hour, 1 hour 30 minutes, 2 days.</summary>
    public string Length(int minutes)
    {
        var text = new StringBuilder();
        Append(minutes / 1440, "Days");
        Append(minutes / 60 % 24, "Hours");
        Append(minutes % 60, "Minutes");
        return text.Length == 0 ? Count("Minutes", 0) : text.ToString();

        void Append(int count, string unit)
        {
            if (count > 0)
            {
                text.Append(text.Length > 0 ? " " : "").Append(Count(unit, count));
            }
        }
    }

    /// <summary>As mails write a date: Monday, 23 November 2026.</summary>
    public string Mailed(DateOnly date) => Write(date, "Mail.Date");

    /// <remarks>A region may write the language's dates in an order of its own: <c>Date.Day.US</c>.</remarks>
    private string Write(DateOnly date, string pattern) =>
        date.ToString(Language.Find($"{pattern}.{Region}") ?? Language[pattern], Language.Culture);
}
