using Microsoft.EntityFrameworkCore;
using Scheduler.Data;
using Scheduler.Data.Databases;

namespace Scheduler.Api.Webhooks;

/// <summary>Removes a webhook with its deliveries.</summary>
public sealed class DeleteWebhook(SchedulerDbContext db, WriteQueue writes)
{
    /// <summary>Deliveries in one transaction: few enough that nobody waits for it.</summary>
    private const int Batch = 1000;

    /// <returns>Why it was not removed.</returns>
    public async Task<Refusal?> RunAsync(Guid id, CancellationToken cancellationToken)
    {
        // From here on nothing is added, and nothing is sent.
        if (
            await writes.RunAsync(
                db => db.Webhooks.Where(w => w.Id == id).ExecuteUpdateAsync(set => set.SetProperty(w => w.Enabled, false)),
                cancellationToken
            ) == 0
        )
        {
            return FindWebhooks.NotFound(id);
        }

        while (
            await db.Deliveries.Where(d => d.WebhookId == id).Select(d => d.Id).Take(Batch).ToListAsync(cancellationToken)
                is { Count: > 0 } ids
        )
        {
            await writes.RunAsync(db => db.Deliveries.Where(d => ids.Contains(d.Id)).ExecuteDeleteAsync(), cancellationToken);
        }

        await writes.RunAsync(db => db.Webhooks.Where(w => w.Id == id).ExecuteDeleteAsync(), cancellationToken);
        return null;
    }
}
