using Scheduler.Api.Http;
using Scheduler.Api.Scheduling;

namespace Scheduler.Api.Calendars;

/// <summary>The words for the rules that may be lifted: the slugs of the problems by which they refuse.</summary>
internal static class RuleWords
{
    public static IReadOnlyList<string> All { get; } = [.. RuleOverride.Liftable.Select(Of)];

    public static string Of(RefusalKind rule) => ProblemCatalog.Describe(Refusal.TypeOf(rule)).Slug;

    /// <summary>Null for a word that is none, and for a rule that nobody lifts.</summary>
    public static RefusalKind? Read(string? word) =>
        RuleOverride.Liftable.Cast<RefusalKind?>().FirstOrDefault(rule => Of(rule!.Value) == word);
}
