using Microsoft.EntityFrameworkCore;
using Scheduler.Api.Events;
using Scheduler.Data;
using Scheduler.Data.Databases;
using Scheduler.Data.Model;

namespace Scheduler.Api.Access;

/// <summary>
/// Changes one account after another: its sessions end with each change, everywhere, and the change is told of in its transaction.
/// </summary>
public sealed class AccountWrites(WriteQueue writes, AccountRing ring, OperationContext context)
{
    /// <param name="change">Changes the tracked account, or says why it cannot: then nothing is stored.</param>
    public async Task<Outcome<T>> ChangeAsync<T>(
        string id,
        Func<SchedulerDbContext, Account, Task<Outcome<T>>> change,
        CancellationToken cancellationToken
    )
    {
        var outcome = await writes.RunAsync(
            async db =>
            {
                await AccountRules.LockAsync(writes, db);
                if (await db.Accounts.FirstOrDefaultAsync(a => a.Id == id) is not { } account)
                {
                    return Refusal.NotFound("account", id);
                }

                var changed = await change(db, account);
                if (changed.Refusal is null)
                {
                    await AccountRules.EndSessionsAsync(db, account);
                    db.Events.Add(AccountRules.EventOf(EventTypes.AccountUpdated, account, context));
                    await db.SaveChangesAsync(CancellationToken.None);
                }

                return changed;
            },
            cancellationToken
        );
        ring.Forget(id);
        return outcome;
    }
}
