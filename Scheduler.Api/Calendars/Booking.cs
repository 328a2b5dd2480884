using Scheduler.Api.Http;

namespace Scheduler.Api.Calendars;

/// <summary>What somebody wants to book, once its form has been checked.</summary>
/// <param name="UserId">Empty when it does not matter who, as when only a time is asked about.</param>
/// <param name="Minutes">Null: the type's shortest length.</param>
/// <param name="KeyHash">SHA-256 of the key that opens the appointment to whoever books without an account; null for none.</param>
/// <param name="Address">The network address that books while the user is nobody yet; null for a user of the caller's.</param>
public sealed record Booking(string UserId, string AppointmentTypeId, IReadOnlyList<string> ProviderIds, DateTime StartUtc, int? Minutes, string? Note, byte[]? KeyHash = null, string? Address = null)
{
    /// <summary>Whether any free provider will do.</summary>
    public bool AnyProvider => ProviderIds is [RequestErrors.ReservedId];
}
