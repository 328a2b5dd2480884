using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Scheduler.Api.Access;
using Scheduler.Api.Http;
using Scheduler.Api.Web.Live;

namespace Scheduler.Api.Events;

/// <summary>The feed of what has happened.</summary>
public static class EventEndpoints
{
    private const int MaxWaitSeconds = 60;

    /// <summary>How many events a stream reads at once.</summary>
    private const int StreamBatch = 200;

    /// <summary>When a caller should come again for whom there is no place.</summary>
    private static readonly TimeSpan ComeAgain = TimeSpan.FromSeconds(30);

    public static void MapEvents(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api/events").WithTags("Events");
        group
            .MapGet("/", ListAsync)
            .Needs(Permission.ReadEvents)
            .WithName("ListEvents")
            .WithSummary("Read what has happened, oldest first")
            .DisableRequestTimeout()
            .Refuses(RefusalType.InvalidRequest);
        // The document has no words for an answer that does not end; docs/events.md has.
        group.MapGet("/stream", Stream).Needs(Permission.ReadEvents).ExcludeFromDescription().DisableRequestTimeout();
    }

    private static async Task<Results<Ok<EventsResponse>, Problem>> ListAsync(
        ReadEvents read,
        IHostApplicationLifetime lifetime,
        string? after,
        string? types,
        string? subject,
        int? limit,
        int? wait,
        CancellationToken cancellationToken
    )
    {
        var errors = new RequestErrors();
        var query = EventQueryText.Parse(after, types, subject, Paging.Limit(limit, errors), errors);
        errors.Between("wait", wait, 0, MaxWaitSeconds);
        if (errors.Any)
        {
            return Problem.Of(errors.Refusal);
        }

        // Without the host's own token an answer that waits would keep the process from stopping.
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
        var page = await read.RunAsync(query, TimeSpan.FromSeconds(wait ?? 0), ends.Token);
        return TypedResults.Ok(
            new EventsResponse(page.Events.Select(EventResponse.Of).ToList(), page.Next.ToString(CultureInfo.InvariantCulture))
        );
    }

    private static IResult Stream(
        HttpContext http,
        FollowEvents follow,
        StreamShares shares,
        IHostApplicationLifetime lifetime,
        string? after,
        string? types,
        string? subject,
        [FromHeader(Name = "Last-Event-ID")] string? lastEventId = null
    )
    {
        var errors = new RequestErrors();
        var query = EventQueryText.Parse(string.IsNullOrEmpty(lastEventId) ? after : lastEventId, types, subject, StreamBatch, errors);
        if (errors.Any)
        {
            return Problem.Of(errors.Refusal);
        }

        var address = CallerAddress.Of(http);
        if (!shares.TryTake(address))
        {
            return Problem.Of(new Refusal(RefusalType.Unavailable, "As many streams are open as may be.") { RetryAfter = ComeAgain });
        }

        var ends = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, lifetime.ApplicationStopping);
        http.Response.OnCompleted(() =>
        {
            ends.Dispose();
            shares.Return(address);
            return Task.CompletedTask;
        });
        // Proxies that gather answers would hold events back.
        http.Response.Headers["X-Accel-Buffering"] = "no";
        return HttpMethods.IsHead(http.Request.Method)
            ? TypedResults.StatusCode(StatusCodes.Status200OK)
            : TypedResults.ServerSentEvents(follow.RunAsync(query, ends.Token));
    }
}
