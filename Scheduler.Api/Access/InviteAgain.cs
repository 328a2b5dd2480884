namespace Scheduler.Api.Access;

/// <summary>Makes a new invitation for somebody who has set no password yet; the one before it counts no longer.</summary>
public sealed class InviteAgain(AccountWrites writes, Invitations invitations, OperationContext context)
{
    public async Task<Outcome<CreatedAccount>> RunAsync(string id, CancellationToken cancellationToken)
    {
        var outcome = await writes.ChangeAsync<CreatedAccount>(
            id,
            async (db, account) =>
                account.PasswordHash is null
                    ? new CreatedAccount(account, await invitations.InviteAsync(db, account, context.Now()))
                    : new Refusal(RefusalType.WrongState, "This account has a password already: no invitation is needed."),
            cancellationToken
        );
        invitations.Wake();
        return outcome;
    }
}
