using Scheduler.Data.Model;

namespace Scheduler.Api.Access;

/// <summary>A key to make.</summary>
/// <param name="Name">What people call it, so that they know which one to revoke.</param>
/// <param name="Role">What its holder may do.</param>
/// <param name="ProviderId">Whose own rows the role `provider` means; for that role alone.</param>
/// <param name="ExpiresAt">The first instant at which it no longer opens anything; without it, in a year.</param>
/// <param name="Origins">For the role `public`: origins of the web pages that may use it, such as `https://www.example.org`.</param>
public sealed record CreateKeyRequest(
    string Name,
    string Role,
    string? ProviderId = null,
    DateTime? ExpiresAt = null,
    IReadOnlyList<string>? Origins = null
);

/// <summary>A key that opens something, without its secret.</summary>
/// <param name="Name">What people call it.</param>
/// <param name="Role">What its holder may do.</param>
/// <param name="ProviderId">Whose own rows the role `provider` means; null for the others.</param>
/// <param name="Origins">Origins of the web pages that may use a public key.</param>
/// <param name="ExpiresAt">The first instant at which it no longer opens anything.</param>
/// <param name="LastUsedAt">When it was last used, within a few minutes; null when it never was.</param>
public sealed record KeyResponse(
    string Id,
    string Name,
    string Role,
    string? ProviderId,
    IReadOnlyList<string> Origins,
    DateTime CreatedAt,
    DateTime ExpiresAt,
    DateTime? LastUsedAt
)
{
    public static KeyResponse Of(ApiKey k) => new(k.Id, k.Name, k.Role, k.ProviderId, k.Origins, k.CreatedUtc, k.ExpiresUtc, k.LastUsedUtc);
}

/// <summary>A key that was made. This is the only answer that has its text.</summary>
/// <param name="Key">What to send as `Authorization: Bearer`. It is kept nowhere and cannot be read again.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Role">What its holder may do.</param>
/// <param name="ProviderId">Whose own rows the role `provider` means; null for the others.</param>
/// <param name="Origins">Origins of the web pages that may use a public key.</param>
/// <param name="ExpiresAt">The first instant at which it no longer opens anything.</param>
public sealed record CreatedKeyResponse(
    string Id,
    string Key,
    string Name,
    string Role,
    string? ProviderId,
    IReadOnlyList<string> Origins,
    DateTime CreatedAt,
    DateTime ExpiresAt
)
{
    public static CreatedKeyResponse Of(CreatedKey created)
    {
        var k = created.Key;
        return new(k.Id, created.Text.ToString(), k.Name, k.Role, k.ProviderId, k.Origins, k.CreatedUtc, k.ExpiresUtc);
    }
}

/// <summary>Who asks, as the service sees it.</summary>
/// <param name="Kind">`account`, `key`, or `open` as long as there are no accounts.</param>
/// <param name="Id">Which account or key; null where the service is open.</param>
/// <param name="Name">What people call it; null where the service is open.</param>
/// <param name="Role">What it may do.</param>
/// <param name="ProviderId">Whose own rows the role `provider` means; null for the others.</param>
public sealed record MeResponse(string Kind, string? Id, string? Name, string Role, string? ProviderId)
{
    public static MeResponse Of(Actor actor) => new(actor.Word, actor.Id, actor.Name, RoleWords.Of(actor.Role), actor.ProviderId);
}
