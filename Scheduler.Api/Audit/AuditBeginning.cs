using System.Globalization;
using System.Text.Json;
using Scheduler.Api.Http;
using Scheduler.Data.Model;

namespace Scheduler.Api.Audit;

/// <summary>What a row of a trimming tells: the last seal that was removed, by which the first that is left is known.</summary>
internal static class AuditBeginning
{
    public static string SubjectOf(long seal) => string.Create(CultureInfo.InvariantCulture, $"seal-{seal}");

    public static string DetailOf(AuditSeal seal, int rows) =>
        JsonSerializer.Serialize(new { hash = Convert.ToHexStringLower(seal.Hash), rows }, Json.Options);

    /// <summary>Whether a row tells that the seals up to the one before <paramref name="first"/> were removed.</summary>
    public static bool Explains(AuditEntry row, AuditSeal first) =>
        row.SubjectId == SubjectOf(first.Id - 1)
        && row.Detail is { } detail
        && JsonElement.Parse(detail).TryGetProperty("hash", out var hash)
        && hash.GetString() == Convert.ToHexStringLower(first.Previous);
}
