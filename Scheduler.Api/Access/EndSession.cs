using Microsoft.EntityFrameworkCore;
using Scheduler.Api.Audit;
using Scheduler.Api.Events;
using Scheduler.Data.Databases;

namespace Scheduler.Api.Access;

/// <summary>Ends one session of whoever acts, here at once and within a second in every other instance.</summary>
public sealed class EndSession(WriteQueue writes, SessionRing ring, OperationContext context)
{
    /// <returns>Why not; null when it is done.</returns>
    public async Task<Refusal?> RunAsync(string id, CancellationToken cancellationToken)
    {
        var account = context.Actor.Id;
        var ended = await writes.RunAsync(
            async db =>
            {
                if (await db.AccountSessions.Where(s => s.Id == id && s.AccountId == account).ExecuteDeleteAsync() == 0)
                {
                    return false;
                }

                db.Add(AuditRow.Of(AuditActions.SignedOut, EventSubjects.Account, account!, context.Actor, context.Now()));
                await db.SaveChangesAsync(CancellationToken.None);
                return true;
            },
            cancellationToken
        );
        ring.Forget(id);
        return ended ? null : Refusal.NotFound("session", id);
    }
}
