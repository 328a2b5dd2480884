using Microsoft.EntityFrameworkCore;
using Scheduler.Api.Events;
using Scheduler.Api.Http;
using Scheduler.Data;
using Scheduler.Data.Databases;
using Scheduler.Data.Model;

namespace Scheduler.Api.Access;

/// <summary>An account to make.</summary>
/// <param name="Password">Null for an invitation: whoever has it sets the password.</param>
/// <param name="IsFirst">Whether it must be the first account that can sign in.</param>
public sealed record AccountDetails(
    string Email,
    string Name,
    string Role,
    string? ProviderId = null,
    string? Password = null,
    bool IsFirst = false
);

/// <summary>An account that was made.</summary>
/// <param name="Invitation">The token with which the password is set; null where it has one.</param>
public sealed record CreatedAccount(Account Account, string? Invitation);

/// <summary>Makes an account. The first one closes the door to whoever has none.</summary>
public sealed class CreateAccount(
    SchedulerDbContext db,
    WriteQueue writes,
    Passwords passwords,
    OpenDoor door,
    Invitations invitations,
    OperationContext context
)
{
    public async Task<Outcome<CreatedAccount>> RunAsync(AccountDetails details, CancellationToken cancellationToken)
    {
        if (await CheckAsync(details, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        // Before the write: nobody waits at the door for a slow hash.
        var hash = details.Password is null ? null : await passwords.HashAsync(details.Password, cancellationToken);
        var outcome = await writes.RunAsync(db => StoreAsync(db, details, hash), cancellationToken);
        if (outcome.Value is not null)
        {
            door.Close();
            invitations.Wake();
        }

        return outcome;
    }

    private async Task<Outcome<CreatedAccount>> StoreAsync(SchedulerDbContext db, AccountDetails details, string? hash)
    {
        await AccountRules.LockAsync(writes, db);
        if (details.IsFirst && await db.Accounts.AnyAsync(a => a.PasswordHash != null && a.DisabledUtc == null))
        {
            return new Refusal(RefusalType.WrongState, "Somebody has been set up already: sign in instead.");
        }

        if (await AccountRules.ByEmailAsync(db, details.Email, CancellationToken.None) is not null)
        {
            return new Refusal(RefusalType.IdTaken, "There is an account with this e-mail address already.").With("id", details.Email);
        }

        var nowUtc = context.Now();
        var normal = AccountRules.Normal(details.Email);
        var account = new Account
        {
            Id = Ids.New(nowUtc).ToString(),
            Email = details.Email,
            NormalizedEmail = normal,
            UserName = details.Email,
            NormalizedUserName = normal,
            Name = details.Name,
            Role = details.Role,
            ProviderId = details.ProviderId,
            CreatedUtc = nowUtc,
            PasswordHash = hash,
            SecurityStamp = AccountRules.NewToken(),
        };
        var invitation = hash is null ? await invitations.InviteAsync(db, account, nowUtc) : null;
        db.Add(account);
        db.Events.Add(AccountRules.EventOf(EventTypes.AccountCreated, account, context));
        await db.SaveChangesAsync(CancellationToken.None);
        return new CreatedAccount(account, invitation);
    }

    private async Task<Refusal?> CheckAsync(AccountDetails details, CancellationToken cancellationToken)
    {
        var errors = new RequestErrors();
        errors.Email("email", details.Email);
        errors.Text("name", details.Name, Limits.Name, required: true);
        await AccountRules.CheckRoleAsync(db, details.Role, details.ProviderId, errors, cancellationToken);
        if (details.Password is not null)
        {
            passwords.Check("password", details.Password, details.Name, details.Email, errors);
        }

        return errors.Any ? errors.Refusal : null;
    }
}
