using Microsoft.EntityFrameworkCore;
using Scheduler.Api.Events;
using Scheduler.Data.Databases;
using Scheduler.Data.Model;

namespace Scheduler.Api.Access;

/// <summary>Takes a key away, at once here and within a second in every other instance. The row stays: see <see cref="ApiKey"/>.</summary>
public sealed class RevokeKey(WriteQueue writes, KeyRing ring, OperationContext context)
{
    /// <returns>Why not; null when it is done.</returns>
    public async Task<Refusal?> RunAsync(string id, CancellationToken cancellationToken)
    {
        var roles = KeyRules.Handled(context.Actor);
        var refusal = await writes.RunAsync<Refusal?>(
            async db =>
            {
                if (
                    await db.ApiKeys.FirstOrDefaultAsync(
                        k => k.Id == id && k.RevokedUtc == null && roles.Contains(k.Role),
                        CancellationToken.None
                    )
                    is not { } key
                )
                {
                    return Refusal.NotFound("key", id);
                }

                key.RevokedUtc = context.Now();
                db.Events.Add(KeyRules.EventOf(EventTypes.KeyRevoked, key, context));
                await db.SaveChangesAsync(CancellationToken.None);
                return null;
            },
            cancellationToken
        );
        ring.Forget(id);
        return refusal;
    }
}
