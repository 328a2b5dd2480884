using System.Globalization;

namespace Scheduler.Api.Scheduling;

/// <summary>How an instant is written in a sentence: <c>2026-11-23T09:00:00Z</c>, with a fraction only when it has one.</summary>
internal static class UtcText
{
    public static string Of(DateTime utc) => utc.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

    public static string Of(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
