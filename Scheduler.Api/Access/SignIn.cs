using Microsoft.EntityFrameworkCore;
using Scheduler.Api.Audit;
using Scheduler.Api.Events;
using Scheduler.Api.Http;
using Scheduler.Data;
using Scheduler.Data.Databases;
using Scheduler.Data.Model;

namespace Scheduler.Api.Access;

/// <summary>Finds out whether somebody is who they say. An unknown account and a wrong password are one answer, at one speed.</summary>
public sealed class SignIn(
    SchedulerDbContext db,
    WriteQueue writes,
    Passwords passwords,
    SignInLimits limits,
    Users users,
    AuditRefusals refusals,
    OperationContext context
)
{
    private const string Wrong = "The e-mail address or the password is wrong.";

    /// <param name="address">The network address that asks.</param>
    /// <returns>The account; where it has a second factor, that is still to be asked for.</returns>
    public async Task<Outcome<Account>> CheckPasswordAsync(
        string email,
        string password,
        string address,
        CancellationToken cancellationToken
    )
    {
        var key = AccountRules.Normal(email);
        if (limits.Refused(address) is { } wait)
        {
            return TooMany(wait);
        }

        await Task.Delay(limits.Wait(key), cancellationToken);
        var account = await db
            .Accounts.AsNoTracking()
            .FirstOrDefaultAsync(a => a.NormalizedUserName == key && a.DisabledUtc == null, cancellationToken);
        if (password.Length > Passwords.MaxLength || !await passwords.IsOfAsync(account, password, cancellationToken))
        {
            limits.Failed(address, key);
            Tell(account, "password");
            return new Refusal(RefusalType.Unauthenticated, Wrong);
        }

        if (!account!.TwoFactorEnabled)
        {
            limits.Succeeded(address);
        }

        return account;
    }

    /// <summary>Checks a code of the account's app, or one of its recovery codes, which counts once.</summary>
    public async Task<Outcome<Account>> CheckCodeAsync(
        string id,
        string stamp,
        string code,
        string address,
        CancellationToken cancellationToken
    )
    {
        if (limits.Refused(address) is { } wait)
        {
            return TooMany(wait);
        }

        var account = await db
            .Accounts.AsNoTracking()
            .FirstOrDefaultAsync(a => a.Id == id && a.SecurityStamp == stamp && a.DisabledUtc == null, cancellationToken);
        if (account is null)
        {
            return new Refusal(RefusalType.Unauthenticated, Wrong);
        }

        await Task.Delay(limits.Wait($"code {id}"), cancellationToken);
        var plain = code.Replace(" ", "", StringComparison.Ordinal);
        users.Ready();
        using var reading = users.On(db);
        var isRight = Totp.StepOf(await reading.GetAuthenticatorKeyAsync(account), plain, context.Now()) is { } step
            ? await writes.RunAsync(db => CountOnceAsync(db, id, step), cancellationToken)
            : await writes.RunAsync(db => RedeemAsync(db, id, plain), cancellationToken);
        if (!isRight)
        {
            limits.Failed(address, $"code {id}");
            Tell(account, "code");
            return new Refusal(RefusalType.Unauthenticated, "The code is wrong.");
        }

        limits.Succeeded(address);
        return account;
    }

    /// <summary>Never what was typed: an e-mail address may be somebody's who has no account, or a password in the wrong field.</summary>
    private void Tell(Account? account, string what) =>
        refusals.Tell(
            new Refused(AuditActions.SignInFailed, EventSubjects.Account, account?.Id ?? AuditSubjects.Nobody, context.Actor, what)
        );

    /// <summary>Whether nobody was faster with this code: whoever looks over a shoulder types it a moment later.</summary>
    private async Task<bool> CountOnceAsync(SchedulerDbContext db, string id, long step)
    {
        // Whoever changes the account at the same time writes all of its row.
        await AccountRules.LockAsync(writes, db);
        if (
            await db
                .Accounts.Where(a => a.Id == id && (a.CodeStep == null || a.CodeStep < step))
                .ExecuteUpdateAsync(set => set.SetProperty(a => a.CodeStep, step)) == 0
        )
        {
            return false;
        }

        await users.SealAsync(db, id);
        return true;
    }

    private async Task<bool> RedeemAsync(SchedulerDbContext db, string id, string code)
    {
        await AccountRules.LockAsync(writes, db);
        using var changing = users.On(db);
        if (
            await db.Accounts.FirstOrDefaultAsync(a => a.Id == id) is not { } account
            || !(await changing.RedeemTwoFactorRecoveryCodeAsync(account, code)).Succeeded
        )
        {
            return false;
        }

        await users.SealAsync(db, id);
        return true;
    }

    internal static Refusal TooMany(TimeSpan wait) =>
        new(
            RefusalType.TooManyRequests,
            $"Too many wrong passwords came from your network. Try again in {(int)Math.Ceiling(wait.TotalMinutes)} minutes."
        )
        {
            RetryAfter = wait,
        };
}
