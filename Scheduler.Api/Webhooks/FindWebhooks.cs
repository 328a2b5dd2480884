using Microsoft.EntityFrameworkCore;
using Scheduler.Data;
using Scheduler.Data.Model;

namespace Scheduler.Api.Webhooks;

/// <summary>A delivery with its tries, the first one first.</summary>
public sealed record DeliveryLog(Delivery Delivery, IReadOnlyList<DeliveryAttempt> Attempts);

/// <summary>Reads webhooks and what became of their deliveries.</summary>
public sealed class FindWebhooks(SchedulerDbContext db)
{
    /// <returns>Null when there is none of this id.</returns>
    public Task<Webhook?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        db.Webhooks.AsNoTracking().FirstOrDefaultAsync(w => w.Id == id, cancellationToken);

    /// <summary>
    /// The first <paramref name="count"/> webhooks, the oldest first, those after one where <paramref name="after"/> is its id.
    /// </summary>
    public Task<List<Webhook>> ListAsync(Guid? after, int count, CancellationToken cancellationToken) =>
        db
            .Webhooks.AsNoTracking()
            .Where(w => after == null || w.Id.CompareTo(after.Value) > 0)
            .OrderBy(w => w.Id)
            .Take(count)
            .ToListAsync(cancellationToken);

    /// <summary>The newest deliveries of a webhook.</summary>
    /// <param name="before">Only those made before this one.</param>
    public async Task<List<DeliveryLog>> DeliveriesAsync(
        Guid webhookId,
        DeliveryStatus? status,
        Guid? before,
        int count,
        CancellationToken cancellationToken
    ) =>
        await LogsAsync(
            db.Deliveries.Where(d =>
                    d.WebhookId == webhookId
                    && (status == null || d.Status == status)
                    && (before == null || d.Id.CompareTo(before.Value) < 0)
                )
                .OrderByDescending(d => d.Id)
                .Take(count),
            cancellationToken
        );

    /// <returns>Null when the webhook has no such delivery.</returns>
    public async Task<DeliveryLog?> DeliveryAsync(Guid webhookId, Guid id, CancellationToken cancellationToken) =>
        (await LogsAsync(db.Deliveries.Where(d => d.WebhookId == webhookId && d.Id == id), cancellationToken)).FirstOrDefault();

    /// <summary>How many deliveries of each webhook are pending, and how many have failed.</summary>
    public async Task<IReadOnlyDictionary<Guid, (int Pending, int Failed)>> CountsAsync(CancellationToken cancellationToken)
    {
        var counts = await db
            .Deliveries.Where(d => d.Status != DeliveryStatus.Delivered)
            .GroupBy(d => new { d.WebhookId, d.Status })
            .Select(g => new
            {
                g.Key.WebhookId,
                g.Key.Status,
                Count = g.Count(),
            })
            .ToListAsync(cancellationToken);
        return counts
            .GroupBy(c => c.WebhookId)
            .ToDictionary(
                g => g.Key,
                g =>
                    (
                        g.Where(c => c.Status == DeliveryStatus.Pending).Sum(c => c.Count),
                        g.Where(c => c.Status == DeliveryStatus.Failed).Sum(c => c.Count)
                    )
            );
    }

    public static Refusal NotFound(Guid id) => Refusal.NotFound("webhook", id.ToString());

    private async Task<List<DeliveryLog>> LogsAsync(IQueryable<Delivery> wanted, CancellationToken cancellationToken)
    {
        var deliveries = await wanted.AsNoTracking().ToListAsync(cancellationToken);
        var ids = deliveries.ConvertAll(d => d.Id);
        var attempts = (
            await db
                .DeliveryAttempts.AsNoTracking()
                .Where(a => ids.Contains(a.DeliveryId))
                .OrderBy(a => a.Number)
                .ToListAsync(cancellationToken)
        ).ToLookup(a => a.DeliveryId);
        return deliveries.ConvertAll(d => new DeliveryLog(d, [.. attempts[d.Id]]));
    }
}
