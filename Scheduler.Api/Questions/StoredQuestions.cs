using System.Text.Json;
using Scheduler.Api.Http;
using Scheduler.Data.Model;

namespace Scheduler.Api.Questions;

/// <summary>Questions and answers as they are stored: one text.</summary>
internal static class StoredQuestions
{
    public static IReadOnlyList<Question> Of(AppointmentType type) =>
        type.Questions is null ? [] : JsonSerializer.Deserialize<List<Question>>(type.Questions, Json.Options)!;

    /// <summary>Null for none.</summary>
    public static string? Write(IReadOnlyList<Question> questions) =>
        questions.Count == 0 ? null : JsonSerializer.Serialize(questions, Json.Options);

    /// <summary>What was answered, by the questions' ids; null where nothing was.</summary>
    public static IReadOnlyDictionary<string, string>? Answers(Appointment appointment) =>
        appointment.Answers is null ? null : JsonSerializer.Deserialize<Dictionary<string, string>>(appointment.Answers, Json.Options);

    /// <summary>Null where nothing was answered.</summary>
    public static string? Write(IReadOnlyDictionary<string, string>? answers)
    {
        var said = (answers ?? new Dictionary<string, string>(StringComparer.Ordinal))
            .Where(a => !string.IsNullOrWhiteSpace(a.Value))
            .ToDictionary(a => a.Key, a => a.Value.Trim(), StringComparer.Ordinal);
        return said.Count == 0 ? null : JsonSerializer.Serialize(said, Json.Options);
    }
}
