using Microsoft.EntityFrameworkCore;
using Scheduler.Api.Http;
using Scheduler.Data;
using Scheduler.Data.Model;

namespace Scheduler.Api.Access;

/// <summary>Changes to an account: a field that is not sent stays.</summary>
public sealed record AccountChanges
{
    public Field<string> Role { get; init; }
    public Field<bool> Disabled { get; init; }
    public Field<string?> ProviderId { get; init; }
}

/// <summary>Changes what an account may do, or whether it may sign in: its sessions end with that, everywhere.</summary>
public sealed class ChangeAccount(AccountWrites writes, OperationContext context)
{
    public Task<Outcome<Account>> RunAsync(string id, AccountChanges changes, CancellationToken cancellationToken) =>
        writes.ChangeAsync(id, (db, account) => ApplyAsync(db, account, changes), cancellationToken);

    private async Task<Outcome<Account>> ApplyAsync(SchedulerDbContext db, Account account, AccountChanges changes)
    {
        var (word, providerId) = (changes.Role.Or(account.Role), changes.ProviderId.Or(account.ProviderId));
        var isDisabled = changes.Disabled.Or(account.DisabledUtc is not null);
        if (await CheckAsync(db, word, providerId) is { } refusal)
        {
            return refusal;
        }

        var owner = RoleWords.Of(Role.Owner);
        if (
            account.Role == owner
            && account.DisabledUtc is null
            && (word != owner || isDisabled)
            && !await db.Accounts.AnyAsync(a => a.Id != account.Id && a.Role == owner && a.DisabledUtc == null && a.PasswordHash != null)
        )
        {
            return new Refusal(RefusalType.LastOwner, "This is the last owner who can sign in: make another one first.");
        }

        account.Role = word;
        account.ProviderId = providerId;
        account.DisabledUtc = isDisabled ? account.DisabledUtc ?? context.Now() : null;
        return account;
    }

    private static async Task<Refusal?> CheckAsync(SchedulerDbContext db, string word, string? providerId)
    {
        var errors = new RequestErrors();
        await AccountRules.CheckRoleAsync(db, word, providerId, errors, CancellationToken.None);
        return errors.Any ? errors.Refusal : null;
    }
}
