using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Scheduler.Api.Access;
using Scheduler.Api.Events;
using Scheduler.Data;
using Scheduler.Data.Databases;
using Scheduler.Data.Hot;
using Scheduler.Data.Model;

namespace Scheduler.Api.Webhooks;

/// <summary>What somebody wants sent, beside what happens: a test, a delivery again, a stretch of the feed again.</summary>
public sealed class SendAgain(
    SchedulerDbContext db,
    WriteQueue writes,
    EventFeed feed,
    FindWebhooks find,
    WebhookSignal signal,
    OperationContext context
)
{
    private const int Batch = 500;

    /// <summary>A delivery that says nothing but that it came.</summary>
    public async Task<Outcome<DeliveryLog>> TestAsync(Guid webhookId, CancellationToken cancellationToken)
    {
        if (await ReadyAsync(webhookId, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        var nowUtc = context.Now();
        var id = Ids.New(nowUtc);
        var delivery = new Delivery
        {
            Id = id,
            WebhookId = webhookId,
            EventId = id.ToString(),
            Place = 0,
            Type = EventTypes.WebhookTest,
            AtUtc = nowUtc,
            Subject = $"webhook:{id}",
            Data = $$"""{"webhookId":"{{webhookId}}"}""",
            Status = DeliveryStatus.Pending,
            NextAttemptUtc = nowUtc,
            CreatedUtc = nowUtc,
        };
        var log = await writes.RunAsync(
            async db =>
            {
                await db.InsertRowsAsync(NewRow.Of(delivery));
                return new DeliveryLog(delivery, []);
            },
            cancellationToken
        );
        signal.Wake();
        return log;
    }

    /// <summary>Tries a delivery again now, whatever became of it, and again as often as a new one.</summary>
    public async Task<Outcome<DeliveryLog>> RetryAsync(Guid webhookId, Guid id, CancellationToken cancellationToken)
    {
        if (await ReadyAsync(webhookId, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        var nowUtc = context.Now();
        var found = await writes.RunAsync(
            db => ResetAsync(db.Deliveries.Where(d => d.WebhookId == webhookId && d.Id == id), nowUtc),
            cancellationToken
        );
        signal.Wake();
        return found == 0 ? Refusal.NotFound("delivery", id.ToString()) : (await find.DeliveryAsync(webhookId, id, cancellationToken))!;
    }

    /// <summary>
    /// Sends every event that the webhook asks for again, those after the place <paramref name="after"/>
    /// up to <paramref name="until"/>. Returns how many.
    /// </summary>
    public async Task<Outcome<int>> ReplayAsync(Guid webhookId, long after, long? until, CancellationToken cancellationToken)
    {
        if (await ReadyAsync(webhookId, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        // What comes from here on is sent in any case.
        var last = Math.Min(until ?? long.MaxValue, await feed.LastAsync(db, cancellationToken));
        var types = EventTypes.Expand((await find.FindAsync(webhookId, cancellationToken))?.Events ?? []);
        var sent = 0;
        while (after < last)
        {
            var (events, next) = await feed.ReadAsync(db, after, all => all.Where(e => types.Contains(e.Type)), Batch, cancellationToken);
            var wanted = events.FindAll(e => e.Place <= last);
            if (wanted.Count > 0)
            {
                await writes.RunAsync(db => ReplayAsync(db, webhookId, wanted), cancellationToken);
                signal.Wake();
            }

            sent += wanted.Count;
            after = next;
        }

        return sent;
    }

    private async Task<bool> ReplayAsync(SchedulerDbContext db, Guid webhookId, List<(long Place, Event Event)> events)
    {
        var nowUtc = context.Now();
        var ids = events.ConvertAll(e => e.Place.ToString(CultureInfo.InvariantCulture));
        await ResetAsync(db.Deliveries.Where(d => d.WebhookId == webhookId && ids.Contains(d.EventId)), nowUtc);
        await db.InsertRowsAsync([.. events.Select(e => NewRow.IfAbsent(DispatchEvents.DeliveryOf(e.Place, e.Event, webhookId, nowUtc)))]);
        return true;
    }

    /// <remarks>One that is under way is let go of: how that try ended would be taken for the end of this one.</remarks>
    private static Task<int> ResetAsync(IQueryable<Delivery> deliveries, DateTime nowUtc) =>
        deliveries.ExecuteUpdateAsync(set =>
            set.SetProperty(d => d.Status, DeliveryStatus.Pending)
                .SetProperty(d => d.NextAttemptUtc, nowUtc)
                .SetProperty(d => d.Tries, 0)
                .SetProperty(d => d.Holder, (Guid?)null)
                .SetProperty(d => d.HeldUntilUtc, (DateTime?)null)
        );

    private async Task<Refusal?> ReadyAsync(Guid webhookId, CancellationToken cancellationToken) =>
        await find.FindAsync(webhookId, cancellationToken) is not { } webhook ? FindWebhooks.NotFound(webhookId)
        : webhook.Enabled ? null
        : Refusal.WrongState("The webhook is disabled: enable it first.", "disabled");
}
