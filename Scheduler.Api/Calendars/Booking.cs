namespace Scheduler.Api.Calendars;

/// <summary>What somebody wants to book, once its form has been checked.</summary>
/// <param name="UserId">Empty when it does not matter who, as when only a time is asked about.</param>
/// <param name="Minutes">Null: the type's shortest length.</param>
public sealed record Booking(
    string UserId,
    string AppointmentTypeId,
    IReadOnlyList<string> ProviderIds,
    DateTime StartUtc,
    int? Minutes,
    string? Note = null
)
{
    /// <summary>The id that stands for whichever provider is free; no provider has it.</summary>
    public const string Any = "any";

    /// <summary>What is answered to the type's questions, by their ids.</summary>
    public IReadOnlyDictionary<string, string>? Answers { get; init; }

    /// <summary>Whoever books on the public pages; null for a user of the caller's.</summary>
    public Visitor? Visitor { get; init; }

    /// <summary>The rules that somebody of the office lifts; null for none.</summary>
    public RuleOverride? Override { get; init; }

    /// <summary>The providers to look at: those that are named, those of whom any will do, or all when null.</summary>
    public IReadOnlyCollection<string>? Among => AnyProvider ? Visitor?.Providers : ProviderIds;

    /// <summary>Whether any free provider will do.</summary>
    public bool AnyProvider => ProviderIds is [Any];
}
