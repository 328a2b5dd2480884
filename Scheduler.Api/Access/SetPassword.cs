using Microsoft.EntityFrameworkCore;
using Scheduler.Api.Events;
using Scheduler.Api.Http;
using Scheduler.Data;
using Scheduler.Data.Databases;
using Scheduler.Data.Model;

namespace Scheduler.Api.Access;

/// <summary>Gives an account a new password: its sessions end, everywhere.</summary>
public sealed class SetPassword(
    SchedulerDbContext db,
    WriteQueue writes,
    Passwords passwords,
    PresentPassword present,
    AccountRing ring,
    PasswordLinks links,
    OperationContext context
)
{
    /// <summary>For whoever has signed in, and says the present password.</summary>
    public async Task<Outcome<Account>> ChangeAsync(string typed, string password, CancellationToken cancellationToken)
    {
        var outcome = await present.CheckAsync("present", typed, cancellationToken);
        return outcome.Value is { } account
            ? await StoreAsync(password, db => ByIdAsync(db, account.Id), forget: false, cancellationToken)
            : outcome.Refusal!;
    }

    /// <summary>For whoever has an invitation, or the link of a mail, once.</summary>
    public Task<Outcome<Account>> AcceptAsync(string invitation, string password, CancellationToken cancellationToken)
    {
        var (hash, nowUtc) = (AccountRules.Hash(invitation), context.Now());
        return StoreAsync(
            password,
            async db =>
                await db.Accounts.FirstOrDefaultAsync(a =>
                    a.InvitationHash == hash && a.InvitationExpiresUtc > nowUtc && a.DisabledUtc == null
                ) ?? await links.FindAsync(db, invitation, nowUtc, CancellationToken.None),
            forget: false,
            cancellationToken
        );
    }

    /// <summary>For whoever keeps the computer: second factors are taken away, too, since they may be what was lost.</summary>
    public Task<Outcome<Account>> ResetAsync(string id, string password, CancellationToken cancellationToken) =>
        StoreAsync(password, db => ByIdAsync(db, id), forget: true, cancellationToken);

    private async Task<Outcome<Account>> StoreAsync(
        string password,
        Func<SchedulerDbContext, Task<Account?>> find,
        bool forget,
        CancellationToken cancellationToken
    )
    {
        // Before the slow hash; the write asks again.
        if (await find(db) is not { } known)
        {
            return NotFound;
        }

        var errors = new RequestErrors();
        passwords.Check("password", password, known.Name, known.Email, errors);
        if (errors.Any)
        {
            return errors.Refusal;
        }

        var hash = await passwords.HashAsync(password, cancellationToken);
        var outcome = await writes.RunAsync<Outcome<Account>>(
            async db =>
            {
                await AccountRules.LockAsync(writes, db);
                if (await find(db) is not { } account)
                {
                    return NotFound;
                }

                await AccountRules.SetPasswordAsync(db, account, hash);
                if (forget)
                {
                    account.TwoFactorEnabled = false;
                    await db.UserTokens.Where(t => t.UserId == account.Id).ExecuteDeleteAsync();
                    await db.UserPasskeys.Where(p => p.UserId == account.Id).ExecuteDeleteAsync();
                }

                db.Events.Add(AccountRules.EventOf(EventTypes.AccountUpdated, account, context));
                await db.SaveChangesAsync(CancellationToken.None);
                return account;
            },
            cancellationToken
        );
        if (outcome.Value is { } changed)
        {
            ring.Forget(changed.Id);
        }

        return outcome;
    }

    private static Task<Account?> ByIdAsync(SchedulerDbContext db, string id) => db.Accounts.FirstOrDefaultAsync(a => a.Id == id);

    private static Refusal NotFound => new(RefusalType.NotFound, "There is no such account, or the invitation counts no longer.");
}
