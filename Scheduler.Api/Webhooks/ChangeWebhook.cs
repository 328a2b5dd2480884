using Microsoft.EntityFrameworkCore;
using Scheduler.Api.Access;
using Scheduler.Data;
using Scheduler.Data.Databases;
using Scheduler.Data.Model;

namespace Scheduler.Api.Webhooks;

/// <summary>Changes a webhook. One that is enabled again is sent everything since it was disabled.</summary>
public sealed class ChangeWebhook(WriteQueue writes, WebhookRules rules, WebhookSignal signal, OperationContext context)
{
    public Task<Outcome<Webhook>> RunAsync(
        Guid id,
        WebhookChanges changes,
        Precondition? precondition,
        CancellationToken cancellationToken
    ) =>
        ChangeAsync(
            id,
            precondition,
            webhook =>
            {
                webhook.Url = changes.Url.Or(webhook.Url);
                webhook.Events = [.. changes.Events.Or(webhook.Events)];
                webhook.Include = [.. changes.Include.Or(webhook.Include)];
                webhook.Description = changes.Description.Or(webhook.Description);
                webhook.Enabled = changes.Enabled.Or(webhook.Enabled);
                webhook.IsGone &= !webhook.Enabled;
                return rules.Check(webhook.Url, webhook.Events, webhook.Include, webhook.Description);
            },
            cancellationToken
        );

    /// <summary>Gives it a new secret; the former one signs, too, for 24 hours, so that the receiver can change over.</summary>
    public Task<Outcome<Webhook>> RotateSecretAsync(Guid id, CancellationToken cancellationToken) =>
        ChangeAsync(
            id,
            null,
            webhook =>
            {
                webhook.FormerSecret = webhook.Secret;
                webhook.FormerSecretUntilUtc = context.Now() + WebhookSecret.Overlap;
                webhook.Secret = WebhookSecret.New();
                return null;
            },
            cancellationToken
        );

    private async Task<Outcome<Webhook>> ChangeAsync(
        Guid id,
        Precondition? precondition,
        Func<Webhook, Refusal?> change,
        CancellationToken cancellationToken
    )
    {
        var outcome = await writes.RunVersionedAsync<Outcome<Webhook>>(
            async db =>
            {
                if (await db.Webhooks.FirstOrDefaultAsync(w => w.Id == id) is not { } webhook)
                {
                    return FindWebhooks.NotFound(id);
                }

                if ((precondition?.Check(webhook.Version) ?? change(webhook)) is { } refusal)
                {
                    return refusal;
                }

                webhook.Version++;
                await db.SaveChangesAsync(CancellationToken.None);
                return webhook;
            },
            cancellationToken
        );
        signal.Wake();
        return outcome;
    }
}
