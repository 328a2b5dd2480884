using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Scheduler.Api.Audit;
using Scheduler.Api.Events;
using Scheduler.Api.Http;
using Scheduler.Data;
using Scheduler.Data.Databases;
using Scheduler.Data.Model;

namespace Scheduler.Api.Access;

/// <summary>What a browser needs to make or to use a passkey.</summary>
/// <param name="Options">For its own interface, as JSON.</param>
/// <param name="State">What the answer is compared with; sealed, and good for five minutes.</param>
public sealed record PasskeyStep(string Options, string State);

/// <summary>
/// Passkeys of accounts (WebAuthn): the framework's ceremonies, and their rows through the one door for writes. The authenticator asks for a
/// finger, a face or a code, so that a passkey is two factors at once.
/// </summary>
public sealed class Passkeys(
    SchedulerDbContext db,
    WriteQueue writes,
    AccountWrites accounts,
    Users users,
    IOptions<IdentityPasskeyOptions> options,
    IDataProtectionProvider protection,
    SignInLimits limits,
    AuditRefusals refusals,
    OperationContext context
)
{
    private const string Purpose = "passkey";
    private const int MostPerAccount = 20;
    private static readonly TimeSpan Length = TimeSpan.FromMinutes(5);

    /// <summary>Those of an account, the oldest first.</summary>
    public async Task<IReadOnlyList<UserPasskeyInfo>> ListAsync(Account account)
    {
        using var manager = users.On(db);
        return [.. (await manager.GetPasskeysAsync(account)).OrderBy(p => p.CreatedAt)];
    }

    /// <param name="account">Whoever has just said the present password.</param>
    public async Task<PasskeyStep> BeginAddingAsync(Account account, HttpContext http)
    {
        using var manager = users.On(db);
        var entity = new PasskeyUserEntity
        {
            Id = account.Id,
            Name = account.Email!,
            DisplayName = account.Name,
        };
        var made = await new PasskeyHandler<Account>(manager, options).MakeCreationOptionsAsync(entity, http);
        return new PasskeyStep(made.CreationOptionsJson, Seal(account.Id, made.AttestationState));
    }

    /// <param name="name">By which its owner knows it again.</param>
    public async Task<Outcome<Account>> AddAsync(string name, string state, string credential, HttpContext http)
    {
        var errors = new RequestErrors();
        errors.Text("passkeyName", name, Limits.Name, required: true);
        var id = context.Actor.Id ?? "";
        var passkey = errors.Any ? null : await AttestedAsync(Open(id, state), credential, http);
        if (passkey is null)
        {
            errors.Add("passkeyName", "is not all that is needed: the passkey was not made. Try again");
            return errors.Refusal;
        }

        passkey.Name = name;
        return await accounts.ChangeAsync<Account>(
            id,
            async (db, account) =>
            {
                using var manager = users.On(db);
                if ((await manager.GetPasskeysAsync(account)).Count >= MostPerAccount)
                {
                    return RequestErrors.Of("passkeyName", $"is one too many: an account has at most {MostPerAccount}");
                }

                await manager.AddOrUpdatePasskeyAsync(account, passkey);
                return account;
            },
            http.RequestAborted
        );
    }

    public Task<Outcome<Account>> RemoveAsync(byte[] credentialId, CancellationToken cancellationToken) =>
        accounts.ChangeAsync<Account>(
            context.Actor.Id ?? "",
            async (db, account) =>
            {
                using var manager = users.On(db);
                await manager.RemovePasskeyAsync(account, credentialId);
                return account;
            },
            cancellationToken
        );

    /// <summary>For whoever has not said who they are: the authenticator knows.</summary>
    public async Task<PasskeyStep> BeginSignInAsync(HttpContext http)
    {
        using var manager = users.On(db);
        var made = await new PasskeyHandler<Account>(manager, options).MakeRequestOptionsAsync(null!, http);
        return new PasskeyStep(made.RequestOptionsJson, Seal("", made.AssertionState));
    }

    public async Task<Outcome<Account>> SignInAsync(string state, string credential, HttpContext http)
    {
        var address = CallerAddress.Of(http);
        if (limits.Refused(address) is { } wait)
        {
            return SignIn.TooMany(wait);
        }

        if (
            await AssertedAsync(Open("", state), credential, http) is { } asserted
            && await writes.RunAsync(db => UseAsync(db, asserted.Account.Id, asserted.Passkey), http.RequestAborted) is { } account
        )
        {
            limits.Succeeded(address);
            return account;
        }

        limits.FailedFrom(address);
        refusals.Tell(new Refused(AuditActions.SignInFailed, EventSubjects.Account, AuditSubjects.Nobody, context.Actor, "passkey"));
        return new Refusal(RefusalType.Unauthenticated, "This passkey is not known here, or it took too long. Try again.");
    }

    /// <summary>Asks again in the write whether account and passkey are still there, and keeps the authenticator's count of uses.</summary>
    private async Task<Account?> UseAsync(SchedulerDbContext db, string id, UserPasskeyInfo passkey)
    {
        await AccountRules.LockAsync(writes, db);
        using var manager = users.On(db);
        if (
            await db.Accounts.FirstOrDefaultAsync(a => a.Id == id && a.DisabledUtc == null) is not { } account
            || await manager.GetPasskeyAsync(account, passkey.CredentialId) is null
        )
        {
            return null;
        }

        await manager.AddOrUpdatePasskeyAsync(account, passkey);
        return account;
    }

    private async Task<UserPasskeyInfo?> AttestedAsync(string? state, string credential, HttpContext http)
    {
        using var manager = users.On(db);
        var result = await new PasskeyHandler<Account>(manager, options).PerformAttestationAsync(
            new PasskeyAttestationContext
            {
                HttpContext = http,
                CredentialJson = credential,
                AttestationState = state,
            }
        );
        return result.Succeeded ? result.Passkey : null;
    }

    private async Task<(Account Account, UserPasskeyInfo Passkey)?> AssertedAsync(string? state, string credential, HttpContext http)
    {
        using var manager = users.On(db);
        var result = await new PasskeyHandler<Account>(manager, options).PerformAssertionAsync(
            new PasskeyAssertionContext
            {
                HttpContext = http,
                CredentialJson = credential,
                AssertionState = state,
            }
        );
        return result.Succeeded ? (result.User, result.Passkey) : null;
    }

    /// <param name="holder">The account that must open it again; empty for whoever signs in.</param>
    private string Seal(string holder, string? state) => Protector(holder).Protect(state ?? "", Length);

    /// <summary>Null for what was made up, is somebody else's, or took too long.</summary>
    private string? Open(string holder, string state)
    {
        try
        {
            return Protector(holder).Unprotect(state);
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return null;
        }
    }

    private ITimeLimitedDataProtector Protector(string holder) =>
        protection.CreateProtector(Purpose, $"for {holder}").ToTimeLimitedDataProtector();
}
