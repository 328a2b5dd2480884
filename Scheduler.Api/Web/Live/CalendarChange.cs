using System.Text.Json;
using Scheduler.Api.Events;
using Scheduler.Data.Model;

namespace Scheduler.Api.Web.Live;

/// <summary>What an event changes in calendars.</summary>
/// <param name="ProviderIds">Whose calendars; null: everybody's.</param>
/// <param name="Ranges">When; empty: at any time.</param>
/// <param name="LapsesUtc">When a hold that it tells of runs out.</param>
internal sealed record CalendarChange(
    IReadOnlyList<string>? ProviderIds,
    IReadOnlyList<(DateTime StartUtc, DateTime EndUtc)> Ranges,
    DateTime? LapsesUtc
)
{
    /// <summary>Null for an event that no calendar shows.</summary>
    public static CalendarChange? Of(Event e) =>
        e.SubjectKind switch
        {
            EventSubjects.Appointment => OfAppointment(e.Data),
            EventSubjects.Provider => new CalendarChange([e.SubjectId], [], null),
            EventSubjects.AppointmentType => new CalendarChange(null, [], null),
            _ => null,
        };

    private static CalendarChange OfAppointment(string data)
    {
        using var json = JsonDocument.Parse(data);
        var now = json.RootElement;
        var ranges = new List<(DateTime, DateTime)> { Range(now) };
        var providerIds = Ids(now);
        if (now.TryGetProperty("previous", out var previous))
        {
            ranges.Add(Range(previous));
            providerIds = providerIds.Union(Ids(previous), StringComparer.Ordinal);
        }

        var lapses = now.GetProperty("holdExpiresAt");
        return new CalendarChange(providerIds.ToList(), ranges, lapses.ValueKind == JsonValueKind.Null ? null : Utc(lapses));
    }

    private static IEnumerable<string> Ids(JsonElement json) =>
        json.GetProperty("providerIds").EnumerateArray().Select(id => id.GetString()!);

    private static (DateTime, DateTime) Range(JsonElement json) => (Utc(json.GetProperty("start")), Utc(json.GetProperty("end")));

    private static DateTime Utc(JsonElement json) => DateTime.SpecifyKind(json.GetDateTime(), DateTimeKind.Utc);
}
