namespace Scheduler.Api.Access;

/// <summary>Makes a new invitation for somebody who has set no password yet; the one before it counts no longer.</summary>
public sealed class InviteAgain(AccountWrites writes, OperationContext context)
{
    public Task<Outcome<CreatedAccount>> RunAsync(string id, CancellationToken cancellationToken) =>
        writes.ChangeAsync<CreatedAccount>(
            id,
            (_, account) =>
                Task.FromResult<Outcome<CreatedAccount>>(
                    account.PasswordHash is null
                        ? new CreatedAccount(account, AccountRules.Invite(account, context.Now()))
                        : new Refusal(RefusalType.WrongState, "This account has a password already: no invitation is needed.")
                ),
            cancellationToken
        );
}
