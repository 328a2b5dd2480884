using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Scheduler.Api.Access;
using Scheduler.Api.Http;
using Scheduler.Data.Model;

namespace Scheduler.Api.Webhooks;

/// <summary>Making, changing and removing webhooks.</summary>
public static class WebhookEndpoints
{
    private static readonly string[] Everything = ["*"];

    public static void MapWebhooks(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api/webhooks").Needs(Permission.ManageWebhooks).WithTags("Webhooks");
        group
            .MapPost("/", CreateAsync)
            .WithName("CreateWebhook")
            .WithSummary("Make a webhook")
            .Refuses(RefusalType.InvalidRequest, RefusalType.PayloadTooLarge, RefusalType.UnsupportedMediaType);
        group.MapGet("/", ListAsync).WithName("ListWebhooks").WithSummary("List the webhooks").Refuses(RefusalType.InvalidRequest);
        group
            .MapGet("/{id}", GetAsync)
            .WithName("GetWebhook")
            .WithSummary("Read a webhook")
            .Produces(StatusCodes.Status304NotModified)
            .Refuses(RefusalType.NotFound);
        group
            .MapPatch("/{id}", PatchAsync)
            .WithName("PatchWebhook")
            .WithSummary("Change a webhook")
            .Refuses(
                RefusalType.InvalidRequest,
                RefusalType.NotFound,
                RefusalType.PreconditionFailed,
                RefusalType.PayloadTooLarge,
                RefusalType.UnsupportedMediaType
            );
        group
            .MapDelete("/{id}", DeleteAsync)
            .WithName("DeleteWebhook")
            .WithSummary("Remove a webhook and its deliveries")
            .Refuses(RefusalType.NotFound);
        group
            .MapPost("/{id}/rotate-secret", RotateAsync)
            .WithName("RotateWebhookSecret")
            .WithSummary("Give a webhook a new secret")
            .Refuses(RefusalType.NotFound);
        group.MapDeliveries();
    }

    private static async Task<Results<Created<WebhookCreatedResponse>, Problem>> CreateAsync(
        CreateWebhookRequest request,
        CreateWebhook create,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        http.WillAnswer<Webhook>(Created);
        var outcome = await create.RunAsync(
            new WebhookDetails(request.Url, request.Events ?? Everything, request.Include ?? [], request.Description, request.Enabled),
            cancellationToken
        );
        return outcome.Value is { } webhook ? Created(webhook) : Problem.Of(outcome.Refusal!);

        Created<WebhookCreatedResponse> Created(Webhook created)
        {
            http.Response.Headers.ETag = ETags.Of(created.Version);
            return TypedResults.Created($"/api/webhooks/{created.Id}", WebhookCreatedResponse.Of(created));
        }
    }

    private static async Task<Results<Ok<Page<WebhookResponse>>, Problem>> ListAsync(
        FindWebhooks find,
        string? cursor,
        int? limit,
        CancellationToken cancellationToken
    )
    {
        var errors = new RequestErrors();
        var size = Paging.Limit(limit, errors);
        var after = WebhookPaths.Cursor(cursor, errors);
        return errors.Any
            ? Problem.Of(errors.Refusal)
            : TypedResults.Ok(
                Paging.ToPage(await find.ListAsync(after, size + 1, cancellationToken), size, WebhookResponse.Of, w => w.Id.ToString())
            );
    }

    private static async Task<Results<Ok<WebhookResponse>, StatusCodeHttpResult, Problem>> GetAsync(
        string id,
        FindWebhooks find,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        if (WebhookPaths.Id(id) is not { } webhookId || await find.FindAsync(webhookId, cancellationToken) is not { } webhook)
        {
            return WebhookPaths.NotFound("webhook", id);
        }

        return ETags.IsNotModified(http, ETags.Of(webhook.Version))
            ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : TypedResults.Ok(WebhookResponse.Of(webhook));
    }

    private static async Task<Results<Ok<WebhookResponse>, Problem>> PatchAsync(
        string id,
        PatchWebhookRequest request,
        ChangeWebhook change,
        HttpContext http,
        CancellationToken cancellationToken,
        [FromHeader(Name = "If-Match")] string? ifMatch = null
    )
    {
        if (WebhookPaths.Id(id) is not { } webhookId)
        {
            return WebhookPaths.NotFound("webhook", id);
        }

        var outcome = await change.RunAsync(webhookId, request.Changes(), ETags.Precondition(ifMatch), cancellationToken);
        if (outcome.Value is not { } changed)
        {
            return Problem.Of(outcome.Refusal!);
        }

        http.Response.Headers.ETag = ETags.Of(changed.Version);
        return TypedResults.Ok(WebhookResponse.Of(changed));
    }

    private static async Task<Results<NoContent, Problem>> DeleteAsync(
        string id,
        DeleteWebhook delete,
        CancellationToken cancellationToken
    ) =>
        WebhookPaths.Id(id) is not { } webhookId ? WebhookPaths.NotFound("webhook", id)
        : await delete.RunAsync(webhookId, cancellationToken) is { } refusal ? Problem.Of(refusal)
        : TypedResults.NoContent();

    private static async Task<Results<Ok<WebhookSecretResponse>, Problem>> RotateAsync(
        string id,
        ChangeWebhook change,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        if (WebhookPaths.Id(id) is not { } webhookId)
        {
            return WebhookPaths.NotFound("webhook", id);
        }

        http.WillAnswer<Webhook>(Rotated);
        var outcome = await change.RotateSecretAsync(webhookId, cancellationToken);
        return outcome.Value is { } webhook ? Rotated(webhook) : Problem.Of(outcome.Refusal!);

        static Ok<WebhookSecretResponse> Rotated(Webhook webhook) => TypedResults.Ok(new WebhookSecretResponse(webhook.Secret));
    }
}
