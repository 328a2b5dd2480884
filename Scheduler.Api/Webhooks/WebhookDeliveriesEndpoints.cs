using Microsoft.AspNetCore.Http.HttpResults;
using Scheduler.Api.Events;
using Scheduler.Api.Http;

namespace Scheduler.Api.Webhooks;

/// <summary>The endpoints of a webhook's deliveries: see them, and have them sent again.</summary>
internal static class WebhookDeliveriesEndpoints
{
    public static void MapDeliveries(this IEndpointRouteBuilder group)
    {
        group
            .MapGet("/{id}/deliveries", ListAsync)
            .WithName("ListDeliveries")
            .WithSummary("List a webhook's deliveries, newest first")
            .Refuses(RefusalType.InvalidRequest, RefusalType.NotFound);
        group
            .MapPost("/{id}/test", TestAsync)
            .WithName("TestWebhook")
            .WithSummary("Send a test")
            .Refuses(RefusalType.NotFound, RefusalType.WrongState);
        group
            .MapPost("/{id}/deliveries/{deliveryId}/retry", RetryAsync)
            .WithName("RetryDelivery")
            .WithSummary("Send a delivery again")
            .Refuses(RefusalType.NotFound, RefusalType.WrongState);
        // As long as there are events to send again.
        group
            .MapPost("/{id}/replay", ReplayAsync)
            .WithName("ReplayEvents")
            .WithSummary("Send everything since an event again")
            .DisableRequestTimeout()
            .Refuses(
                RefusalType.InvalidRequest,
                RefusalType.NotFound,
                RefusalType.WrongState,
                RefusalType.PayloadTooLarge,
                RefusalType.UnsupportedMediaType
            );
    }

    private static async Task<Results<Ok<Page<DeliveryResponse>>, Problem>> ListAsync(
        string id,
        FindWebhooks find,
        string? status,
        string? cursor,
        int? limit,
        CancellationToken cancellationToken
    )
    {
        var errors = new RequestErrors();
        var size = Paging.Limit(limit, errors);
        var before = WebhookPaths.Cursor(cursor, errors);
        var wanted = DeliveryWords.Parse(status);
        if (status is not null && wanted is null)
        {
            errors.Add("status", "must be pending, delivered or failed");
        }

        if (errors.Any)
        {
            return Problem.Of(errors.Refusal);
        }

        return WebhookPaths.Id(id) is { } webhookId && await find.FindAsync(webhookId, cancellationToken) is not null
            ? TypedResults.Ok(
                Paging.ToPage(
                    await find.DeliveriesAsync(webhookId, wanted, before, size + 1, cancellationToken),
                    size,
                    DeliveryResponse.Of,
                    d => d.Delivery.Id.ToString()
                )
            )
            : WebhookPaths.NotFound("webhook", id);
    }

    private static async Task<Results<Ok<DeliveryResponse>, Problem>> TestAsync(
        string id,
        SendAgain send,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        http.WillAnswer<DeliveryLog>(log => TypedResults.Ok(DeliveryResponse.Of(log)));
        return WebhookPaths.Id(id) is { } webhookId
            ? Answer(await send.TestAsync(webhookId, cancellationToken))
            : WebhookPaths.NotFound("webhook", id);
    }

    private static async Task<Results<Ok<DeliveryResponse>, Problem>> RetryAsync(
        string id,
        string deliveryId,
        SendAgain send,
        CancellationToken cancellationToken
    ) =>
        WebhookPaths.Id(id) is not { } webhookId ? WebhookPaths.NotFound("webhook", id)
        : WebhookPaths.Id(deliveryId) is { } delivery ? Answer(await send.RetryAsync(webhookId, delivery, cancellationToken))
        : WebhookPaths.NotFound("delivery", deliveryId);

    private static async Task<Results<Ok<ReplayResponse>, Problem>> ReplayAsync(
        string id,
        ReplayRequest request,
        SendAgain send,
        CancellationToken cancellationToken
    )
    {
        var errors = new RequestErrors();
        var after = EventQueryText.Place("after", request.After, errors);
        long? until = request.Until is null ? null : EventQueryText.Place("until", request.Until, errors);
        if (errors.Any)
        {
            return Problem.Of(errors.Refusal);
        }

        if (WebhookPaths.Id(id) is not { } webhookId)
        {
            return WebhookPaths.NotFound("webhook", id);
        }

        var outcome = await send.ReplayAsync(webhookId, after, until, cancellationToken);
        return outcome.Refusal is { } refusal ? Problem.Of(refusal) : TypedResults.Ok(new ReplayResponse(outcome.Value));
    }

    private static Results<Ok<DeliveryResponse>, Problem> Answer(Outcome<DeliveryLog> outcome) =>
        outcome.Value is { } log ? TypedResults.Ok(DeliveryResponse.Of(log)) : Problem.Of(outcome.Refusal!);
}
