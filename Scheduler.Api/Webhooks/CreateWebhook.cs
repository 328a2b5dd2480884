using Microsoft.EntityFrameworkCore;
using Scheduler.Api.Access;
using Scheduler.Api.Http;
using Scheduler.Data;
using Scheduler.Data.Databases;
using Scheduler.Data.Model;

namespace Scheduler.Api.Webhooks;

/// <summary>Makes a webhook: it is sent what happens from now on.</summary>
public sealed class CreateWebhook(
    SchedulerDbContext db,
    WriteQueue writes,
    EventFeed feed,
    WebhookRules rules,
    WebhookSignal signal,
    OperationContext context
)
{
    public async Task<Outcome<Webhook>> RunAsync(WebhookDetails details, CancellationToken cancellationToken)
    {
        if (rules.Check(details.Url, details.Events, details.Include, details.Description) is { } refusal)
        {
            return refusal;
        }

        var nowUtc = context.Now();
        var webhook = new Webhook
        {
            Id = Ids.New(nowUtc),
            Url = details.Url,
            Events = [.. details.Events],
            Include = [.. details.Include],
            Description = details.Description,
            Enabled = details.Enabled,
            Secret = WebhookSecret.New(),
            CreatedUtc = nowUtc,
            Place = await feed.LastAsync(db, cancellationToken),
        };
        var outcome = await writes.RunAsync<Outcome<Webhook>>(
            async db =>
            {
                if (await db.Webhooks.CountAsync() >= WebhookRules.MaxWebhooks)
                {
                    return RequestErrors.Of("url", $"cannot be added: there are {WebhookRules.MaxWebhooks} webhooks, as many as may be");
                }

                db.Add(webhook);
                await db.SaveChangesAsync(CancellationToken.None);
                return webhook;
            },
            cancellationToken
        );
        signal.Wake();
        return outcome;
    }
}
