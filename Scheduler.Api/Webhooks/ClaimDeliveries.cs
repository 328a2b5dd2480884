using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Scheduler.Api.Http;
using Scheduler.Data;
using Scheduler.Data.Databases;
using Scheduler.Data.Model;

namespace Scheduler.Api.Webhooks;

/// <summary>A delivery that this process alone tries for a while.</summary>
/// <param name="Body">What is sent.</param>
public sealed record ClaimedDelivery(Webhook Webhook, Delivery Delivery, byte[] Body);

/// <summary>Takes deliveries that are due, for one try each.</summary>
/// <remarks>Whoever dies with one holds it up for as long as it is held; then it is tried again, perhaps for the second time.</remarks>
public sealed class ClaimDeliveries(
    IDbContextFactory<SchedulerDbContext> contexts,
    WriteQueue writes,
    IOptions<WebhookOptions> options,
    TimeProvider clock
)
{
    /// <summary>Longer than a try may take with what is stored after it.</summary>
    private readonly TimeSpan heldFor = TimeSpan.FromSeconds(options.Value.AnswerSeconds + 5);

    /// <summary>
    /// Those of each webhook that are due longest, as many as it has room for; of one subject only the first that is pending.
    /// </summary>
    public async Task<List<ClaimedDelivery>> RunAsync(
        IReadOnlyList<(Webhook Webhook, int Room)> webhooks,
        CancellationToken cancellationToken
    )
    {
        var nowUtc = clock.Now();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var ids = new List<Guid>();
        foreach (var (webhook, room) in webhooks.Where(w => w.Room > 0))
        {
            ids.AddRange(
                await Due(db, nowUtc)
                    .Where(d =>
                        d.WebhookId == webhook.Id
                        && !db.Deliveries.Any(e =>
                            e.WebhookId == webhook.Id && e.Subject == d.Subject && e.Place < d.Place && e.Status == DeliveryStatus.Pending
                        )
                    )
                    .OrderBy(d => d.NextAttemptUtc)
                    .ThenBy(d => d.Place)
                    .Select(d => d.Id)
                    .Take(room)
                    .ToListAsync(cancellationToken)
            );
        }

        if (ids.Count == 0)
        {
            return [];
        }

        var claimed = await writes.RunAsync(db => ClaimAsync(db, ids, nowUtc), cancellationToken);
        var byId = webhooks.ToDictionary(w => w.Webhook.Id, w => w.Webhook);
        var bodies = await BodiesAsync(db, claimed.Where(d => byId[d.WebhookId].Include.Contains(WebhookRules.Client)), cancellationToken);
        return claimed.ConvertAll(d => new ClaimedDelivery(
            byId[d.WebhookId],
            d,
            bodies.GetValueOrDefault(d.Id) ?? DeliveryBody.Write(d, null, null)
        ));
    }

    private async Task<List<Delivery>> ClaimAsync(SchedulerDbContext db, List<Guid> ids, DateTime nowUtc)
    {
        var holder = Ids.New(nowUtc);
        var untilUtc = nowUtc + heldFor;
        // Asked again with the row locked: another instance may have taken it.
        var claimed = await Due(db, nowUtc)
            .Where(d => ids.Contains(d.Id))
            .ExecuteUpdateAsync(set => set.SetProperty(d => d.Holder, holder).SetProperty(d => d.HeldUntilUtc, untilUtc));
        return claimed == 0 ? [] : await db.Deliveries.AsNoTracking().Where(d => ids.Contains(d.Id) && d.Holder == holder).ToListAsync();
    }

    private static IQueryable<Delivery> Due(SchedulerDbContext db, DateTime nowUtc) =>
        db.Deliveries.Where(d =>
            d.Status == DeliveryStatus.Pending && d.NextAttemptUtc <= nowUtc && (d.HeldUntilUtc == null || d.HeldUntilUtc <= nowUtc)
        );

    /// <summary>The bodies with what is known of the client now.</summary>
    private static async Task<Dictionary<Guid, byte[]>> BodiesAsync(
        SchedulerDbContext db,
        IEnumerable<Delivery> deliveries,
        CancellationToken cancellationToken
    )
    {
        var wanted = deliveries.Select(d => (Delivery: d, Ids: DeliveryBody.WhoseOf(d))).Where(d => d.Ids.ClientId is not null).ToList();
        if (wanted.Count == 0)
        {
            return [];
        }

        var clientIds = wanted.Select(w => w.Ids.ClientId!).Distinct(StringComparer.Ordinal).ToList();
        var appointmentIds = wanted.Select(w => w.Ids.AppointmentId).OfType<Guid>().Distinct().ToList();
        var clients = await db.Clients.AsNoTracking().Where(c => clientIds.Contains(c.Id)).ToDictionaryAsync(c => c.Id, cancellationToken);
        var notes = await db
            .Appointments.Where(a => appointmentIds.Contains(a.Id))
            .Select(a => new { a.Id, a.Note })
            .ToDictionaryAsync(a => a.Id, a => a.Note, cancellationToken);
        return wanted.ToDictionary(
            w => w.Delivery.Id,
            w =>
                DeliveryBody.Write(
                    w.Delivery,
                    clients.GetValueOrDefault(w.Ids.ClientId!),
                    w.Ids.AppointmentId is { } id ? notes.GetValueOrDefault(id) : null
                )
        );
    }
}
