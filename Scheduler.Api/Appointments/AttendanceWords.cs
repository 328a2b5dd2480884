using Scheduler.Data.Model;

namespace Scheduler.Api.Appointments;

/// <summary>The words for what became of an appointment, in requests, answers and events.</summary>
public static class AttendanceWords
{
    private static readonly Dictionary<string, Attendance> Words = Enum.GetValues<Attendance>()
        .ToDictionary(attendance => Of(attendance), StringComparer.Ordinal);

    public static IReadOnlyList<string> All { get; } = [.. Words.Keys];

    public static string Of(Attendance attendance) =>
        attendance switch
        {
            Attendance.Arrived => "arrived",
            Attendance.Done => "done",
            Attendance.NoShow => "no-show",
        };

    /// <inheritdoc cref="Of(Attendance)"/>
    public static string? Of(Attendance? attendance) => attendance is { } known ? Of(known) : null;

    /// <summary>Null for a word that is none.</summary>
    public static Attendance? Read(string word) => Words.TryGetValue(word, out var attendance) ? attendance : null;
}
