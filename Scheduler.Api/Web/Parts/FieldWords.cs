namespace Scheduler.Api.Web.Parts;

/// <summary>What an operation found wrong with a field, in the words of the forms: the operations speak of the contract's names.</summary>
internal static class FieldWords
{
    private const string AnyField = "";

    /// <summary>Sentences in place of those that begin so.</summary>
    private static readonly (string Field, string Message, string Sentence)[] Sentences =
    [
        ("providerId", "must be given", "Choose whose calendar it is: the role “Provider” sees that one alone."),
        ("providerId", "is for the role", "Choose “Nobody”, or the role “Provider”: no other role is about one calendar."),
        ("providerId", "must be the id", "This provider is no longer there. Choose another one."),
        ("name", "must not be empty", "Write a name."),
        (AnyField, "must be an e-mail address", "Write an e-mail address, such as name@example.org."),
        (AnyField, "must be the name of an IANA time zone", "Write a time zone, such as Europe/Berlin."),
        (AnyField, "must be a colour", "Choose a colour."),
    ];

    /// <summary>What the forms call a field, where the contract calls it otherwise.</summary>
    private static readonly Dictionary<string, string> Labels = new(StringComparer.Ordinal)
    {
        ["minMinutes"] = "Shortest",
        ["maxMinutes"] = "Longest",
        ["stepMinutes"] = "Step",
        ["gridMinutes"] = "The minutes from start to start",
        ["noticeMinutes"] = "Notice",
        ["horizonDays"] = "Horizon",
        ["holdSeconds"] = "Hold",
        ["bufferBeforeMinutes"] = "Free before",
        ["bufferAfterMinutes"] = "Free after",
        ["changeUntilMinutes"] = "The minutes until which it is moved or cancelled",
        ["reminderMinutes"] = "Reminders",
        ["email"] = "E-mail",
        ["providerId"] = "Whose calendar",
        ["expiresAt"] = "The end",
        ["origins"] = "The sites",
        ["url"] = "The address",
        ["birthDate"] = "The date of birth",
        ["staffNote"] = "The note of the office",
    };

    public static string Of(string field, string message) =>
        Sentences
            .FirstOrDefault(s => (s.Field == field || s.Field == AnyField) && message.StartsWith(s.Message, StringComparison.Ordinal))
            .Sentence
        ?? $"{Labels.GetValueOrDefault(field) ?? Words(field)} {message}.";

    /// <summary>practiceName: Practice name.</summary>
    private static string Words(string name) =>
        string.Concat(
            name.Select(
                (c, i) =>
                    i == 0 ? char.ToUpperInvariant(c).ToString()
                    : char.IsAsciiLetterUpper(c) ? $" {char.ToLowerInvariant(c)}"
                    : c.ToString()
            )
        );
}
