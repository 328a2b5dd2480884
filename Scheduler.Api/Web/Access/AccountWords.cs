using Scheduler.Api.Access;
using Scheduler.Data.Model;

namespace Scheduler.Api.Web.Access;

/// <summary>Roles and accounts in words for people.</summary>
internal static class AccountWords
{
    /// <summary>What each role means, the least first: whoever chooses none gives no more than needed.</summary>
    public static readonly IReadOnlyList<(string Role, string Text)> Roles =
    [
        ("reception", "Reception: every calendar, every client"),
        ("provider", "Provider: their own calendar"),
        ("manager", "Manager: the whole office but accounts"),
        ("owner", "Owner: everything"),
        ("public", "Public: books from a web page, and sees nobody"),
    ];

    /// <summary>Those that an account can have.</summary>
    public static readonly IReadOnlyList<(string Role, string Text)> OfAccounts =
    [
        .. Roles.Where(role => AccountRules.Roles.Contains(role.Role)),
    ];

    public static string Role(string role) => Roles.First(r => r.Role == role).Text.Split(':')[0];

    /// <summary>Role, and whose calendar.</summary>
    public static string Role(string role, string? providerId, IEnumerable<Provider> providers) =>
        providerId is null ? Role(role)
        : providers.FirstOrDefault(p => p.Id == providerId) is { } provider ? $"{Role(role)}, {Names.Of(provider)}"
        : Role(role);

    /// <summary>For a choice: nobody first.</summary>
    public static IEnumerable<(string Id, string Name)> Providers(IEnumerable<Provider> providers) =>
        providers.Select(p => (p.Id, Names.Of(p))).Prepend(("", "Nobody"));

    public static string State(Account account, DateTime nowUtc) =>
        account.DisabledUtc is not null ? "May not sign in"
        : account.PasswordHash is not null
            ? account.TwoFactorEnabled ? "Signs in with a second factor"
                : "Signs in with a password"
        : account.InvitationExpiresUtc > nowUtc ? "Invited"
        : "Invited, and the invitation has run out";
}
