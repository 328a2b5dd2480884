using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Scheduler.Api.Events;
using Scheduler.Api.Http;
using Scheduler.Data;
using Scheduler.Data.Databases;
using Scheduler.Data.Hot;
using Scheduler.Data.Model;

namespace Scheduler.Api.Webhooks;

/// <summary>Makes a delivery of every event for every webhook that asks for it.</summary>
/// <remarks>
/// The place of a webhook in the feed is moved on in the transaction that stores its deliveries, and from the place alone that
/// was read from: whatever is killed when, and however many instances do this at once, each event has its delivery, once.
/// </remarks>
public sealed class DispatchEvents(IDbContextFactory<SchedulerDbContext> contexts, WriteQueue writes, EventFeed feed, TimeProvider clock)
{
    /// <summary>Events in one transaction: few enough that bookings do not wait for it.</summary>
    private const int Batch = 250;

    /// <param name="webhooks">Those that are enabled, as they were just read.</param>
    /// <returns>Whether there may be more.</returns>
    public async Task<bool> RunAsync(IReadOnlyList<Webhook> webhooks, CancellationToken cancellationToken)
    {
        var place = webhooks.Min(w => w.Place);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await EventFeed.SinceAsync(db, place, cancellationToken) is null)
        {
            return false;
        }

        var (events, next) = await feed.ReadAsync(db, place, null, Batch, cancellationToken);
        // In the order of their ids, so that no two who do this wait for each other.
        var behind = webhooks.Where(w => w.Place < next).OrderBy(w => w.Id).ToList();
        return behind.Count > 0
            && await writes.RunAsync(db => StoreAsync(db, behind, events, next), cancellationToken)
            && events.Count == Batch;
    }

    public static Delivery DeliveryOf(long place, Event e, Guid webhookId, DateTime nowUtc) =>
        new()
        {
            Id = Ids.New(nowUtc),
            WebhookId = webhookId,
            EventId = place.ToString(CultureInfo.InvariantCulture),
            Place = place,
            Type = e.Type,
            AtUtc = e.AtUtc,
            Subject = $"{e.SubjectKind}:{e.SubjectId}",
            Data = e.Data,
            Status = DeliveryStatus.Pending,
            NextAttemptUtc = nowUtc,
            CreatedUtc = nowUtc,
        };

    private async Task<bool> StoreAsync(SchedulerDbContext db, List<Webhook> behind, List<(long Place, Event Event)> events, long next)
    {
        var nowUtc = clock.Now();
        var rows = new List<NewRow>();
        foreach (var webhook in behind)
        {
            if (
                await db
                    .Webhooks.Where(w => w.Id == webhook.Id && w.Enabled && w.Place == webhook.Place)
                    .ExecuteUpdateAsync(set => set.SetProperty(w => w.Place, next)) == 1
            )
            {
                rows.AddRange(
                    events
                        .Where(e => e.Place > webhook.Place && EventTypes.IsAmong(e.Event.Type, webhook.Events))
                        .Select(e => NewRow.IfAbsent(DeliveryOf(e.Place, e.Event, webhook.Id, nowUtc)))
                );
            }
        }

        if (rows.Count > 0)
        {
            await db.InsertRowsAsync(rows);
        }

        return true;
    }
}
