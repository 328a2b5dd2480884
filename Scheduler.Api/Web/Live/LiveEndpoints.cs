using Microsoft.Extensions.Options;
using Scheduler.Api.Http;

namespace Scheduler.Api.Web.Live;

/// <summary>Server-sent events: a line whenever the calendar in a window has changed.</summary>
internal static class LiveEndpoints
{
    private const int MaxDays = 62;

    /// <summary>How far from now a window may lie: what is looked at again and again stays small.</summary>
    private const int ReachDays = 400;
    private static readonly byte[] Retry = "retry: 2000\n\n"u8.ToArray();

    public static void MapLive(this IEndpointRouteBuilder app) =>
        app.MapGet("/live/{provider}", StreamAsync)
            .ExcludeFromDescription()
            // It lasts as long as the page is open.
            .DisableRequestTimeout();

    private static async Task StreamAsync(
        string provider,
        string? from,
        string? to,
        HttpContext http,
        CalendarWatch watch,
        StreamShares shares,
        TimeProvider clock,
        IHostApplicationLifetime lifetime
    )
    {
        if (!RequestErrors.IsId(provider) || Window(from, to, clock.Now()) is not { } window)
        {
            // An EventSource gives up on 204 and does not come back.
            http.Response.StatusCode = StatusCodes.Status204NoContent;
            return;
        }

        http.Response.Headers.CacheControl = "no-store";
        var address = CallerAddress.Of(http);
        if (!shares.TryTake(address))
        {
            http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            http.Response.Headers.RetryAfter = "30";
            return;
        }

        try
        {
            await SendAsync(
                new Topic(provider == RequestErrors.ReservedId ? null : provider, window.From, window.To),
                http,
                watch,
                lifetime
            );
        }
        finally
        {
            shares.Return(address);
        }
    }

    private static async Task SendAsync(Topic topic, HttpContext http, CalendarWatch watch, IHostApplicationLifetime lifetime)
    {
        http.Response.ContentType = "text/event-stream";
        // Proxies that gather answers would hold events back.
        http.Response.Headers["X-Accel-Buffering"] = "no";
        if (HttpMethods.IsHead(http.Request.Method))
        {
            return;
        }

        // Without the host's own token an open stream would keep the process from stopping.
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, lifetime.ApplicationStopping);
        using var subscription = watch.Subscribe(topic);
        try
        {
            await http.Response.Body.WriteAsync(Retry, ends.Token);
            await http.Response.Body.FlushAsync(ends.Token);
            await foreach (var stamp in subscription.ReadAsync(ends.Token))
            {
                await http.Response.WriteAsync($"data: {stamp}\n\n", ends.Token);
                await http.Response.Body.FlushAsync(ends.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The page was closed or the service stops: that is how a stream ends.
        }
    }

    /// <summary>A day more at each side: the dates are those of the viewer's zone.</summary>
    private static (DateTime From, DateTime To)? Window(string? from, string? to, DateTime nowUtc)
    {
        if (
            !Instants.TryParseDate(from, out var first)
            || !Instants.TryParseDate(to, out var end)
            || end <= first
            || end.DayNumber - first.DayNumber > MaxDays
            || Math.Abs(first.DayNumber - DateOnly.FromDateTime(nowUtc).DayNumber) > ReachDays
        )
        {
            return null;
        }

        return (
            first.AddDays(-1).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc),
            end.AddDays(1).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc)
        );
    }
}

/// <summary>Streams that one process keeps open; whoever wants more is asked to come back.</summary>
internal sealed class StreamShares(IOptions<ServerLimitOptions> options)
{
    private readonly Shares shares = new(options.Value.Streams, options.Value.StreamsPerAddress);

    public bool TryTake(string address) => shares.TryTake(address);

    public void Return(string address) => shares.Return(address);
}
