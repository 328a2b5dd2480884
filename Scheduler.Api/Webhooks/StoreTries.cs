using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Scheduler.Api.Events;
using Scheduler.Api.Http;
using Scheduler.Data;
using Scheduler.Data.Databases;
using Scheduler.Data.Hot;
using Scheduler.Data.Model;

namespace Scheduler.Api.Webhooks;

/// <summary>Stores how tries ended: delivered, to be tried again later, or failed.</summary>
public sealed class StoreTries(
    WriteQueue writes,
    IOptions<WebhookOptions> options,
    TimeProvider clock,
    DeliveryMeter meter,
    TellManagers managers,
    ILogger<StoreTries> log
)
{
    /// <summary>A wait is longer by up to this part of it, so that what failed together does not come again together.</summary>
    private const double Jitter = 0.2;

    public async Task RunAsync(IReadOnlyList<TriedDelivery> tried, CancellationToken cancellationToken)
    {
        await writes.RunAsync(
            async db =>
            {
                foreach (var held in tried.GroupBy(t => t.Claimed.Delivery.Holder))
                {
                    await StoreAsync(db, [.. held], held.Key);
                }

                return true;
            },
            cancellationToken
        );
        foreach (var one in tried)
        {
            meter.Count(
                "webhook",
                one.IsDelivered ? "delivered"
                    : IsLast(one) ? "failed"
                    : "retried"
            );
        }
    }

    private async Task StoreAsync(SchedulerDbContext db, List<TriedDelivery> tried, Guid? holder)
    {
        var delivered = tried.Where(t => t.IsDelivered).Select(t => t.Claimed.Delivery.Id).ToList();
        await db
            .Deliveries.Where(d => delivered.Contains(d.Id) && d.Holder == holder)
            .ExecuteUpdateAsync(set =>
                set.SetProperty(d => d.Status, DeliveryStatus.Delivered)
                    .SetProperty(d => d.NextAttemptUtc, (DateTime?)null)
                    .SetProperty(d => d.HeldUntilUtc, (DateTime?)null)
                    .SetProperty(d => d.Tries, d => d.Tries + 1)
                    .SetProperty(d => d.Attempts, d => d.Attempts + 1)
            );
        foreach (var failed in tried.Where(t => !t.IsDelivered))
        {
            await FailAsync(db, failed, holder);
        }

        // What was sent late lets go what waited for it.
        foreach (var late in tried.Where(t => t.IsDelivered && t.Claimed.Delivery.Tries > 0))
        {
            await MoveFollowersAsync(db, late.Claimed.Delivery, clock.Now());
        }

        var ids = tried.ConvertAll(t => t.Claimed.Delivery.Id);
        // A webhook may have been deleted meanwhile, with all of its deliveries.
        var kept = await db.Deliveries.Where(d => ids.Contains(d.Id) && d.Holder == holder).Select(d => d.Id).ToListAsync();
        if (kept.Count > 0)
        {
            await db.InsertRowsAsync([
                .. tried
                    .Where(t => kept.Contains(t.Claimed.Delivery.Id))
                    .Select(t =>
                        NewRow.IfAbsent(
                            new DeliveryAttempt
                            {
                                DeliveryId = t.Claimed.Delivery.Id,
                                Number = t.Claimed.Delivery.Attempts + 1,
                                AtUtc = t.AtUtc,
                                Status = t.Status,
                                Error = t.Error,
                                Milliseconds = t.Milliseconds,
                            }
                        )
                    ),
            ]);
        }
    }

    private async Task FailAsync(SchedulerDbContext db, TriedDelivery tried, Guid? holder)
    {
        var delivery = tried.Claimed.Delivery;
        var retries = options.Value.Retries;
        DateTime? next = IsLast(tried) ? null : clock.Now() + WithJitter(retries[delivery.Tries]);
        var status = next is null ? DeliveryStatus.Failed : DeliveryStatus.Pending;
        await db
            .Deliveries.Where(d => d.Id == delivery.Id && d.Holder == holder)
            .ExecuteUpdateAsync(set =>
                set.SetProperty(d => d.Status, status)
                    .SetProperty(d => d.NextAttemptUtc, next)
                    .SetProperty(d => d.HeldUntilUtc, (DateTime?)null)
                    .SetProperty(d => d.Tries, d => d.Tries + 1)
                    .SetProperty(d => d.Attempts, d => d.Attempts + 1)
            );
        await MoveFollowersAsync(db, delivery, next ?? clock.Now());
        if (tried.IsGone)
        {
            await DisableAsync(db, delivery.WebhookId);
            log.LogWarning("The receiver of the webhook {WebhookId} answered 410: it is disabled", delivery.WebhookId);
        }
        else if (next is null)
        {
            await managers.FailingAsync(db, delivery.WebhookId, clock.Now());
            log.LogWarning(
                "The delivery {DeliveryId} of the webhook {WebhookId} has failed for the last time",
                delivery.Id,
                delivery.WebhookId
            );
        }
    }

    private async Task DisableAsync(SchedulerDbContext db, Guid id)
    {
        var ended = await db
            .Webhooks.Where(w => w.Id == id && w.Enabled)
            .ExecuteUpdateAsync(set =>
                set.SetProperty(w => w.Enabled, false).SetProperty(w => w.IsGone, true).SetProperty(w => w.Version, w => w.Version + 1)
            );
        // Of several that answered so at once the first one tells.
        if (ended == 1)
        {
            var version = await db.Webhooks.Where(w => w.Id == id).Select(w => w.Version).SingleAsync();
            await managers.DisabledAsync(db, id, version, clock.Now());
        }
    }

    private bool IsLast(TriedDelivery tried) => tried.IsGone || tried.Claimed.Delivery.Tries >= options.Value.Retries.Count;

    /// <summary>What waits for a delivery of the same subject is due with it, and is not looked at before.</summary>
    private static Task<int> MoveFollowersAsync(SchedulerDbContext db, Delivery first, DateTime untilUtc) =>
        db
            .Deliveries.Where(d =>
                d.WebhookId == first.WebhookId && d.Subject == first.Subject && d.Place > first.Place && d.Status == DeliveryStatus.Pending
            )
            .ExecuteUpdateAsync(set => set.SetProperty(d => d.NextAttemptUtc, untilUtc));

    private static TimeSpan WithJitter(TimeSpan wait) => wait * (1 + (Jitter * RandomNumberGenerator.GetInt32(1000) / 1000));
}
