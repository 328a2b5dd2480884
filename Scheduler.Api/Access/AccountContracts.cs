using Scheduler.Api.Http;
using Scheduler.Data.Model;

namespace Scheduler.Api.Access;

/// <summary>Somebody to invite.</summary>
/// <param name="Email">What they sign in with.</param>
/// <param name="Name">What people call them.</param>
/// <param name="Role">What they may do.</param>
/// <param name="ProviderId">Whose own rows the role `provider` means; for that role alone.</param>
public sealed record InviteAccountRequest(string Email, string Name, string Role, string? ProviderId = null);

/// <summary>Changes to an account: fields that are left out stay. Its sessions end.</summary>
public sealed class PatchAccountRequest : Patch
{
    /// <summary>What it may do.</summary>
    public string Role
    {
        get;
        set => field = Sent(value);
    } = "";

    /// <summary>Whether it may no longer sign in.</summary>
    public bool Disabled
    {
        get;
        set => field = Sent(value);
    }

    /// <summary>Whose own rows the role `provider` means; null for the others.</summary>
    public string? ProviderId
    {
        get;
        set => field = Sent(value);
    }

    internal AccountChanges Changes() =>
        new()
        {
            Role = Field(nameof(Role), Role),
            Disabled = Field(nameof(Disabled), Disabled),
            ProviderId = Field(nameof(ProviderId), ProviderId),
        };
}

/// <summary>Somebody of the office who signs in.</summary>
/// <param name="Email">What they sign in with.</param>
/// <param name="Name">What people call them.</param>
/// <param name="Role">What they may do.</param>
/// <param name="ProviderId">Whose own rows the role `provider` means; null for the others.</param>
/// <param name="Disabled">Whether they may no longer sign in.</param>
public sealed record AccountResponse(
    string Id,
    string Email,
    string Name,
    string Role,
    string? ProviderId,
    bool Disabled,
    DateTime CreatedAt
)
{
    public static AccountResponse Of(Account a) =>
        new(a.Id, a.Email!, a.Name, a.Role, a.ProviderId, a.DisabledUtc is not null, a.CreatedUtc);
}

/// <summary>An account whose holder has still to set a password.</summary>
/// <param name="Email">What they sign in with.</param>
/// <param name="Name">What people call them.</param>
/// <param name="Role">What they may do.</param>
/// <param name="ProviderId">Whose own rows the role `provider` means; null for the others.</param>
/// <param name="Disabled">Whether they may no longer sign in.</param>
/// <param name="InvitationUrl">The page where the password is set: send it to them alone. Good for 24 hours, once.</param>
public sealed record InvitedAccountResponse(
    string Id,
    string Email,
    string Name,
    string Role,
    string? ProviderId,
    bool Disabled,
    DateTime CreatedAt,
    string InvitationUrl
)
{
    public static InvitedAccountResponse Of(CreatedAccount created, string url)
    {
        var a = created.Account;
        return new(a.Id, a.Email!, a.Name, a.Role, a.ProviderId, a.DisabledUtc is not null, a.CreatedUtc, url);
    }
}
