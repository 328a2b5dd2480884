using Microsoft.EntityFrameworkCore;
using Scheduler.Data;
using Scheduler.Data.Databases;
using Scheduler.Data.Model;

namespace Scheduler.Api.Access;

/// <summary>
/// The addresses by which the holder of an account sets a password, mailed to whoever was invited or has forgotten theirs.
/// </summary>
/// <remarks>
/// Each has a key that is derived from the mail that carries it, the account and the database's secret. The account's password and
/// invitation are in it: once either changes, no link that was sent before opens anything.
/// </remarks>
public sealed class PasswordLinks(DatabaseSecret secret)
{
    /// <summary>For how long one that was asked for counts, from when the mail was sent. An invitation's counts as long as that does.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    private const string Purpose = "password-link";

    /// <summary>The address below that of the service.</summary>
    public string PathOf(Message message, Account account) => $"/setup?invitation={MailKey.Of(message.Id, Proof(message.Id, account))}";

    /// <summary>The account whose password the key may set; null where it opens nothing, or nothing any more.</summary>
    public async Task<Account?> FindAsync(SchedulerDbContext db, string key, DateTime nowUtc, CancellationToken cancellationToken) =>
        MailKey.IdOf(key) is { } id
        && await db.Messages.AsNoTracking().FirstOrDefaultAsync(m => m.Id == id, cancellationToken) is { } message
        && await AccountOfAsync(db, message, cancellationToken) is { } account
        && MailKey.Is(key, id, Proof(id, account))
        && nowUtc < UntilUtc(message, nowUtc)
            ? account
            : null;

    /// <summary>The account whose holder the mail is for: one that may sign in; null where it is for nobody, or no longer.</summary>
    internal static async Task<Account?> AccountOfAsync(SchedulerDbContext db, Message message, CancellationToken cancellationToken)
    {
        if (
            message.Kind is not (MessageKind.Invitation or MessageKind.PasswordReset)
            || await AccountRules.ByEmailAsync(db, message.Address, cancellationToken) is not { DisabledUtc: null } account
        )
        {
            return null;
        }

        // An invitation's address is as it was typed there. Somebody else's may differ in letters that have the same capital: it is not theirs.
        return message.Kind == MessageKind.Invitation
            ? account.PasswordHash is null && account.InvitationExpiresUtc == message.EndUtc
                ? account
                : null
            : BookingsOf.Stored(account.Email!) == message.Address
                ? account
                : null;
    }

    /// <summary>It may be opened before it is stored that the server has taken the mail.</summary>
    private static DateTime UntilUtc(Message message, DateTime nowUtc) =>
        message.Kind == MessageKind.Invitation ? message.EndUtc : (message.SentUtc ?? nowUtc) + Lifetime;

    private byte[] Proof(Guid id, Account account) =>
        secret.Hash(Purpose, $"{id:N} {account.Id} {account.PasswordHash} {Convert.ToHexStringLower(account.InvitationHash ?? [])}");
}
