using Microsoft.EntityFrameworkCore;
using Scheduler.Api.Events;
using Scheduler.Api.Http;
using Scheduler.Data;
using Scheduler.Data.Databases;
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
public sealed class ChangeAccount(WriteQueue writes, AccountRing ring, OperationContext context)
{
    public async Task<Outcome<Account>> RunAsync(string id, AccountChanges changes, CancellationToken cancellationToken)
    {
        var outcome = await writes.RunAsync(db => StoreAsync(db, id, changes), cancellationToken);
        ring.Forget(id);
        return outcome;
    }

    private async Task<Outcome<Account>> StoreAsync(SchedulerDbContext db, string id, AccountChanges changes)
    {
        await AccountRules.LockAsync(writes, db);
        if (await db.Accounts.FirstOrDefaultAsync(a => a.Id == id) is not { } account)
        {
            return Refusal.NotFound("account", id);
        }

        var (word, providerId) = (changes.Role.Or(account.Role), changes.ProviderId.Or(account.ProviderId));
        var isDisabled = changes.Disabled.Or(account.DisabledUtc is not null);
        if (await CheckAsync(db, word, providerId) is { } refusal)
        {
            return refusal;
        }

        var owner = RoleWords.Of(Role.Owner);
        if (account.Role == owner && account.DisabledUtc is null && (word != owner || isDisabled)
            && !await db.Accounts.AnyAsync(a => a.Id != id && a.Role == owner && a.DisabledUtc == null && a.PasswordHash != null))
        {
            return new Refusal(RefusalType.LastOwner, "This is the last owner who can sign in: make another one first.");
        }

        account.Role = word;
        account.ProviderId = providerId;
        account.DisabledUtc = isDisabled ? account.DisabledUtc ?? context.Now() : null;
        AccountRules.EndSessions(account);
        db.AddEvent(AccountRules.EventOf(EventTypes.AccountUpdated, account, context));
        await db.SaveChangesAsync(CancellationToken.None);
        return account;
    }

    private static async Task<Refusal?> CheckAsync(SchedulerDbContext db, string word, string? providerId)
    {
        var errors = new RequestErrors();
        var role = RoleWords.Read(word);
        if (role is null or Role.Public)
        {
            errors.Add("role", "must be one of owner, manager, reception, provider");
        }

        await RoleProviders.CheckAsync(db, role, providerId, errors, CancellationToken.None);
        return errors.Any ? errors.Refusal : null;
    }
}
