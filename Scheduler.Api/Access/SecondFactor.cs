using Microsoft.AspNetCore.Identity;
using Scheduler.Api.Http;
using Scheduler.Data;
using Scheduler.Data.Model;

namespace Scheduler.Api.Access;

/// <summary>A second factor that is being set up: the secret for an authenticator app.</summary>
public sealed record NewSecondFactor(Account Account, string Secret);

/// <summary>A second factor that is set up, and the codes for when the app is lost, which nobody can read again.</summary>
public sealed record SetSecondFactor(Account Account, IReadOnlyList<string> RecoveryCodes);

/// <summary>
/// Sets up and takes away the codes of an authenticator app (RFC 6238). Each step ends the account's sessions, everywhere.
/// </summary>
public sealed class SecondFactor(AccountWrites writes, Users users, OperationContext context)
{
    private const int RecoveryCodes = 10;

    /// <summary>A new secret; it counts once a code of it has been typed.</summary>
    public Task<Outcome<NewSecondFactor>> BeginAsync(string id, CancellationToken cancellationToken) =>
        ChangeAsync<NewSecondFactor>(
            id,
            async (manager, account) =>
            {
                if (account.TwoFactorEnabled)
                {
                    return new Refusal(RefusalType.WrongState, "A second factor is set up already: take it away first.");
                }

                await manager.ResetAuthenticatorKeyAsync(account);
                account.CodeStep = null;
                return new NewSecondFactor(account, (await manager.GetAuthenticatorKeyAsync(account))!);
            },
            cancellationToken
        );

    public Task<Outcome<SetSecondFactor>> ConfirmAsync(string id, string code, CancellationToken cancellationToken) =>
        ChangeAsync<SetSecondFactor>(
            id,
            async (manager, account) =>
            {
                var plain = code.Replace(" ", "", StringComparison.Ordinal);
                if (Totp.StepOf(await manager.GetAuthenticatorKeyAsync(account), plain, context.Now()) is not { } step)
                {
                    return RequestErrors.Of("code", "is not the app's present code");
                }

                account.CodeStep = step;
                await manager.SetTwoFactorEnabledAsync(account, true);
                var codes = await manager.GenerateNewTwoFactorRecoveryCodesAsync(account, RecoveryCodes);
                return new SetSecondFactor(account, [.. codes!]);
            },
            cancellationToken
        );

    public Task<Outcome<Account>> RemoveAsync(string id, CancellationToken cancellationToken) =>
        ChangeAsync<Account>(
            id,
            async (manager, account) =>
            {
                await manager.SetTwoFactorEnabledAsync(account, false);
                await manager.ResetAuthenticatorKeyAsync(account);
                return account;
            },
            cancellationToken
        );

    /// <summary>The secret that is being set up; null where none is.</summary>
    public async Task<string?> PendingAsync(SchedulerDbContext db, Account account)
    {
        using var manager = users.On(db);
        return account.TwoFactorEnabled ? null : await manager.GetAuthenticatorKeyAsync(account);
    }

    private Task<Outcome<T>> ChangeAsync<T>(
        string id,
        Func<UserManager<Account>, Account, Task<Outcome<T>>> change,
        CancellationToken cancellationToken
    )
    {
        users.Ready();
        return writes.ChangeAsync(
            id,
            async (db, account) =>
            {
                using var manager = users.On(db);
                return await change(manager, account);
            },
            cancellationToken
        );
    }
}
