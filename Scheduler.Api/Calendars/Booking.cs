namespace Scheduler.Api.Calendars;

/// <summary>What somebody wants to book, once its form has been checked.</summary>
/// <param name="UserId">Empty when it does not matter who, as when only a time is asked about.</param>
/// <param name="Minutes">Null: the type's shortest length.</param>
public sealed record Booking(string UserId, string AppointmentTypeId, IReadOnlyList<string> ProviderIds, DateTime StartUtc, int? Minutes, string? Note = null)
{
    /// <summary>The id that stands for whichever provider is free; no provider has it.</summary>
    public const string Any = "any";

    /// <summary>SHA-256 of the key that opens the appointment to whoever books without an account; null for none.</summary>
    public byte[]? KeyHash { get; init; }

    /// <summary>The network address that books while the user is nobody yet; null for a user of the caller's.</summary>
    public string? Address { get; init; }

    /// <summary>Whether any free provider will do.</summary>
    public bool AnyProvider => ProviderIds is [Any];
}
