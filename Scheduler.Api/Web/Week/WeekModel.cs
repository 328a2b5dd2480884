using Scheduler.Api.Scheduling;
using Scheduler.Api.Web.Parts;
using Scheduler.Data.Model;

namespace Scheduler.Api.Web.Week;

/// <summary>A provider's week in its own wall-clock time; rows are minutes since midnight.</summary>
public sealed record WeekModel(
    Provider Provider,
    Viewer Viewer,
    DateOnly Monday,
    DateOnly Today,
    IReadOnlyList<WeekDay> Days,
    int FirstMinute,
    int LastMinute,
    IReadOnlyList<string> ClockChanges,
    FormState Form
)
{
    public Notice? Notice { get; init; }

    public string Url(DateOnly monday) => WeekLinks.Week(Provider.Id, monday);

    public string Live => $"/live/{Uri.EscapeDataString(Provider.Id)}?from={Monday:yyyy-MM-dd}&to={Monday.AddDays(7):yyyy-MM-dd}";
}

/// <summary>A day with its open hours and its appointments, in order.</summary>
public sealed record WeekDay(DateOnly Date, IReadOnlyList<LocalRange> Open, IReadOnlyList<WeekEntry> Entries);

/// <summary>
/// An appointment in its day. Those that overlap on the wall clock, as in an hour that occurs twice, stand in lanes beside each other.
/// </summary>
public sealed record WeekEntry(
    Guid Id,
    int StartMinute,
    int EndMinute,
    string Time,
    string Status,
    string Name,
    string Type,
    bool IsPast,
    int Lane,
    int Lanes
)
{
    /// <summary>Whether the axis beside it says when it begins: on the hours and half hours, unless the clock shows them twice.</summary>
    public bool IsOnAxis => StartMinute % 30 == 0 && !Time.EndsWith(')');
}

/// <summary>The addresses of a provider's pages.</summary>
internal static class WeekLinks
{
    public static string Week(string providerId, DateOnly? monday = null, string? done = null)
    {
        var query = string.Join(
            '&',
            new[] { monday is { } date ? $"from={date:yyyy-MM-dd}" : null, done is null ? null : $"done={done}" }.OfType<string>()
        );
        return $"/providers/{Uri.EscapeDataString(providerId)}/week{(query.Length == 0 ? "" : "?")}{query}";
    }

    public static string Hours(string providerId) => $"/providers/{Uri.EscapeDataString(providerId)}/hours";

    public static string Appointment(string providerId, Guid id) => $"/providers/{Uri.EscapeDataString(providerId)}/appointments/{id}";

    public static DateOnly MondayOf(DateOnly date) => date.AddDays(-(((int)date.DayOfWeek + 6) % 7));
}
