namespace Scheduler.Api.Office;

/// <summary>The words of weekdays on the wire.</summary>
internal static class Weekdays
{
    private static readonly string[] Words = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];

    public static IReadOnlyList<string> All => Words;

    public static string Word(DayOfWeek day) => Words[(int)day];

    /// <summary>Null for a word that is none.</summary>
    public static DayOfWeek? Read(string word) => Array.IndexOf(Words, word) is >= 0 and var day ? (DayOfWeek)day : null;
}
