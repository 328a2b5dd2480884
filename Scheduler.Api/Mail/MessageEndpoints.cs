using Microsoft.AspNetCore.Http.HttpResults;
using Scheduler.Api.Access;
using Scheduler.Api.Http;
using Scheduler.Api.Webhooks;
using Scheduler.Data.Model;

namespace Scheduler.Api.Mail;

/// <summary>What was sent about appointments.</summary>
public static class MessageEndpoints
{
    public static void MapMessages(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api/messages").Needs(Permission.ReadMessages).WithTags("Messages");
        group
            .MapGet("/", ListAsync)
            .WithName("ListMessages")
            .WithSummary("List the mails about an appointment, oldest first")
            .Refuses(RefusalType.InvalidRequest);
        group.MapPost("/{id}/retry", RetryAsync).WithName("RetryMessage").WithSummary("Send a mail again").Refuses(RefusalType.NotFound);
    }

    private static async Task<Results<Ok<Page<MessageResponse>>, Problem>> ListAsync(
        FindMessages find,
        string? appointmentId,
        string? cursor,
        int? limit,
        CancellationToken cancellationToken
    )
    {
        var errors = new RequestErrors();
        var size = Paging.Limit(limit, errors);
        var after = WebhookPaths.Cursor(cursor, errors);
        errors.Id("appointmentId", appointmentId);
        if (errors.Any)
        {
            return Problem.Of(errors.Refusal);
        }

        // No appointment has another kind of id: nothing was sent about it.
        return TypedResults.Ok(
            WebhookPaths.Id(appointmentId!) is { } appointment
                ? Paging.ToPage(
                    await find.ListAsync(appointment, after, size + 1, cancellationToken),
                    size,
                    MessageResponse.Of,
                    m => m.Id.ToString()
                )
                : new Page<MessageResponse>([], null)
        );
    }

    private static async Task<Results<Ok<MessageResponse>, Problem>> RetryAsync(
        string id,
        RetryMessage retry,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        http.WillAnswer<Message>(message => TypedResults.Ok(MessageResponse.Of(message)));
        if (WebhookPaths.Id(id) is not { } message)
        {
            return WebhookPaths.NotFound("message", id);
        }

        var outcome = await retry.RunAsync(message, cancellationToken);
        return outcome.Value is { } queued ? TypedResults.Ok(MessageResponse.Of(queued)) : Problem.Of(outcome.Refusal!);
    }
}
