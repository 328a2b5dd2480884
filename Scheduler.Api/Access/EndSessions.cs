using Microsoft.EntityFrameworkCore;
using Scheduler.Api.Events;
using Scheduler.Data.Databases;
using Scheduler.Data.Model;

namespace Scheduler.Api.Access;

/// <summary>Signs an account out everywhere: within a second no session of it counts in any instance.</summary>
public sealed class EndSessions(WriteQueue writes, AccountRing ring, OperationContext context)
{
    public async Task<Outcome<Account>> RunAsync(string id, CancellationToken cancellationToken)
    {
        var outcome = await writes.RunAsync<Outcome<Account>>(
            async db =>
            {
                await AccountRules.LockAsync(writes, db);
                if (await db.Accounts.FirstOrDefaultAsync(a => a.Id == id) is not { } account)
                {
                    return Refusal.NotFound("account", id);
                }

                AccountRules.EndSessions(account);
                db.AddEvent(AccountRules.EventOf(EventTypes.AccountUpdated, account, context));
                await db.SaveChangesAsync(CancellationToken.None);
                return account;
            },
            cancellationToken);
        ring.Forget(id);
        return outcome;
    }
}
