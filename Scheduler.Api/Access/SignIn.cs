using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Scheduler.Api.Http;
using Scheduler.Data;
using Scheduler.Data.Databases;
using Scheduler.Data.Model;

namespace Scheduler.Api.Access;

/// <summary>Finds out whether somebody is who they say. An unknown account and a wrong password are one answer, at one speed.</summary>
public sealed class SignIn(SchedulerDbContext db, WriteQueue writes, Passwords passwords, SignInLimits limits, Users users)
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
        using var reading = users.On(db);
        var isRight =
            await reading.VerifyTwoFactorTokenAsync(account, TokenOptions.DefaultAuthenticatorProvider, plain)
            || await writes.RunAsync(db => RedeemAsync(db, id, plain), cancellationToken);
        if (!isRight)
        {
            limits.Failed(address, $"code {id}");
            return new Refusal(RefusalType.Unauthenticated, "The code is wrong.");
        }

        limits.Succeeded(address);
        return account;
    }

    private async Task<bool> RedeemAsync(SchedulerDbContext db, string id, string code)
    {
        await AccountRules.LockAsync(writes, db);
        using var changing = users.On(db);
        return await db.Accounts.FirstOrDefaultAsync(a => a.Id == id) is { } account
            && (await changing.RedeemTwoFactorRecoveryCodeAsync(account, code)).Succeeded;
    }

    private static Refusal TooMany(TimeSpan wait) =>
        new(
            RefusalType.TooManyRequests,
            $"Too many wrong passwords came from your network. Try again in {(int)Math.Ceiling(wait.TotalMinutes)} minutes."
        )
        {
            RetryAfter = wait,
        };
}
