using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Scheduler.Api.Jobs;
using Scheduler.Data;
using Scheduler.Data.Databases;
using Scheduler.Data.Model;

namespace Scheduler.Api.Webhooks;

/// <summary>Sends deliveries, in every instance: what one holds the others leave alone.</summary>
/// <remarks>
/// One loop dispatches, claims and stores; a try runs beside it. A receiver has places of its own, so that a slow one takes nobody else's.
/// </remarks>
public sealed class WebhookSender(
    IDbContextFactory<SchedulerDbContext> contexts,
    DispatchEvents dispatch,
    ClaimDeliveries claim,
    DeliveryTry delivery,
    StoreTries store,
    WebhookSignal signal,
    Rush rush,
    OutageLog outages,
    ILogger<WebhookSender> log
) : BackgroundService
{
    /// <summary>Tries of one webhook at once.</summary>
    private const int Places = 32;

    /// <summary>How late an event is noticed at the most.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);

    /// <summary>Between two rounds: what comes back meanwhile is stored together, and what is claimed fills the places.</summary>
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(10);

    /// <summary>The same while there is no webhook at all.</summary>
    private static readonly TimeSpan IdleLook = TimeSpan.FromSeconds(1);

    /// <summary>After a failure of the database.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<Guid, int> taken = new();
    private readonly ConcurrentQueue<TriedDelivery> tried = new();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var wait = Pause;
            try
            {
                wait = await RoundAsync(stoppingToken);
            }
#pragma warning disable CA1031 // A failed round is tried again; the process must not end for it. What was not stored is sent again.
            catch (Exception e) when (OutageLog.IsOutage(e))
            {
                outages.Tell(e);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                log.LogWarning("Webhooks wait: {Reason}", e.GetBaseException().Message);
            }
#pragma warning restore CA1031

            await signal.WaitAsync(wait, stoppingToken);
            await rush.PauseAsync(Gather, stoppingToken);
        }
    }

    /// <returns>How long to wait for the next round, unless something comes.</returns>
    private async Task<TimeSpan> RoundAsync(CancellationToken cancellationToken)
    {
        var done = new List<TriedDelivery>();
        while (tried.TryDequeue(out var one))
        {
            done.Add(one);
        }

        if (done.Count > 0)
        {
            await store.RunAsync(done, cancellationToken);
        }

        var webhooks = await EnabledAsync(cancellationToken);
        if (webhooks.Count == 0)
        {
            return IdleLook;
        }

        var more = await dispatch.RunAsync(webhooks, cancellationToken);
        var claimed = await claim.RunAsync([.. webhooks.Select(w => (w, Places - taken.GetValueOrDefault(w.Id)))], cancellationToken);
        foreach (var one in claimed)
        {
            taken.AddOrUpdate(one.Webhook.Id, 1, (_, count) => count + 1);
            _ = TryAsync(one, cancellationToken);
        }

        return more || !tried.IsEmpty ? TimeSpan.Zero : Look;
    }

    private async Task TryAsync(ClaimedDelivery claimed, CancellationToken cancellationToken)
    {
        try
        {
            // At once beside the loop: what runs before the first wait is work, too.
            await Task.Yield();
            tried.Enqueue(await delivery.RunAsync(claimed, cancellationToken));
        }
        catch (OperationCanceledException)
        {
            // The service stops: another instance, or the next start, sends it when it is held no longer.
        }
#pragma warning disable CA1031 // A defect with one delivery must not take the place of others for ever.
        catch (Exception e)
        {
            log.LogError(e, "The delivery {DeliveryId} could not be tried", claimed.Delivery.Id);
        }
#pragma warning restore CA1031
        finally
        {
            taken.AddOrUpdate(claimed.Webhook.Id, 0, (_, count) => count - 1);
            signal.Wake();
        }
    }

    private async Task<List<Webhook>> EnabledAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Webhooks.AsNoTracking().Where(w => w.Enabled).OrderBy(w => w.Id).ToListAsync(cancellationToken);
    }
}
