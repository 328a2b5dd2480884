using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Scheduler.Api.Events;
using Scheduler.Api.Http;
using Scheduler.Data;
using Scheduler.Data.Databases;
using Scheduler.Data.Model;

namespace Scheduler.Api.Access;

/// <summary>What holds for every change of an account.</summary>
internal static class AccountRules
{
    /// <summary>The words of the roles that an account can have.</summary>
    public static readonly IReadOnlyList<string> Roles = [.. RoleWords.All.Where(word => word != RoleWords.Of(Role.Public))];

    private const string LockName = "accounts";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>One change of accounts at a time: which owner is the last one is decided over all of them.</summary>
    public static Task LockAsync(WriteQueue writes, SchedulerDbContext db) =>
        writes.LockAsync(db, LockName, Patience, "Another change of accounts takes long.");

    /// <summary>E-mail addresses that differ in their case alone are one account's.</summary>
    public static string Normal(string email) => email.Trim().ToUpperInvariant();

    public static Task<Account?> ByEmailAsync(SchedulerDbContext db, string email, CancellationToken cancellationToken)
    {
        var normal = Normal(email);
        return db.Accounts.FirstOrDefaultAsync(a => a.NormalizedUserName == normal, cancellationToken);
    }

    /// <summary>Checks which role an account is to have, and whose calendar it means.</summary>
    public static Task CheckRoleAsync(
        SchedulerDbContext db,
        string word,
        string? providerId,
        RequestErrors errors,
        CancellationToken cancellationToken
    )
    {
        if (!Roles.Contains(word))
        {
            errors.Add("role", $"must be one of {string.Join(", ", Roles)}");
        }

        return RoleProviders.CheckAsync(db, RoleWords.Read(word), providerId, errors, cancellationToken);
    }

    /// <summary>Ends every session of the account, within a second: none has the new stamp.</summary>
    public static async Task EndSessionsAsync(SchedulerDbContext db, Account account)
    {
        account.SecurityStamp = NewToken();
        await db.AccountSessions.Where(s => s.AccountId == account.Id).ExecuteDeleteAsync();
    }

    /// <summary>256 bits, as text that stands in an address.</summary>
    public static string NewToken() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    public static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));

    public static Task SetPasswordAsync(SchedulerDbContext db, Account account, string hash)
    {
        account.PasswordHash = hash;
        account.InvitationHash = null;
        account.InvitationExpiresUtc = null;
        return EndSessionsAsync(db, account);
    }

    /// <summary>Never its name or its address.</summary>
    public static Event EventOf(string type, Account account, OperationContext context) =>
        EventRow.Of(
            type,
            EventSubjects.Account,
            account.Id,
            context.Actor,
            context.Now(),
            json =>
            {
                json.WriteString("id", account.Id);
                json.WriteString("role", account.Role);
                json.WriteString("providerId", account.ProviderId);
                json.WriteBoolean("disabled", account.DisabledUtc is not null);
            }
        );
}
