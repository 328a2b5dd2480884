using Scheduler.Data.Model;

namespace Scheduler.Api.Appointments;

/// <summary>The words for a status, in answers, events and refusals.</summary>
public static class StatusWords
{
    private static readonly Dictionary<string, AppointmentStatus> Words = Enum.GetValues<AppointmentStatus>()
        .ToDictionary(Of, StringComparer.Ordinal);

    public static IReadOnlyList<string> All { get; } = [.. Words.Keys];

    /// <summary>Null for a word that is none.</summary>
    public static AppointmentStatus? Read(string word) => Words.TryGetValue(word, out var status) ? status : null;

    public static string Of(AppointmentStatus status) =>
        status switch
        {
            AppointmentStatus.Held => "held",
            AppointmentStatus.Confirmed => "confirmed",
            AppointmentStatus.Cancelled => "cancelled",
            AppointmentStatus.Expired => "expired",
        };
}
