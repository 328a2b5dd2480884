using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Scheduler.Api.Access;
using Scheduler.Api.Http;
using Scheduler.Data;
using Scheduler.Data.Model;

namespace Scheduler.Api.Events;

/// <summary>Follows the feed without end: each event that is asked for, once, in the order of the feed.</summary>
public sealed class FollowEvents(IDbContextFactory<SchedulerDbContext> contexts, EventFeed feed, EventWatch watch, OperationContext context)
{
    private const string HeartbeatType = "heartbeat";

    /// <summary>Proxies close what is silent for longer.</summary>
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan ReconnectAfter = TimeSpan.FromSeconds(2);

    /// <summary>Ends, and does not throw, when it is cancelled.</summary>
    /// <returns>Each with its place as its id: whoever comes again with the last one goes on there.
    /// A heartbeat, too, has the place that was read up to.</returns>
    public async IAsyncEnumerable<SseItem<string>> RunAsync(EventQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var changes = await watch.SubscribeAsync(cancellationToken);
        var place = query.After;
        // The first goes out at once, so that the caller sees that it is connected.
        yield return Beat(place) with
        {
            ReconnectionInterval = ReconnectAfter,
        };
        while (await ReadAsync(query with { After = place }, cancellationToken) is { } page)
        {
            foreach (var row in page.Events)
            {
                yield return new SseItem<string>(JsonSerializer.Serialize(EventResponse.Of(row), Json.Options))
                {
                    EventId = Text(row.Place),
                };
            }

            place = page.Next;
            if (page.Events.Count < query.Limit && !await ChangedAsync(changes, cancellationToken))
            {
                yield return Beat(place);
            }
        }
    }

    /// <returns>Null when there is nobody to read for any more.</returns>
    private async Task<EventPage?> ReadAsync(EventQuery query, CancellationToken cancellationToken)
    {
        try
        {
            // A context for each reading: a stream that is silent keeps no connection.
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            var (events, next) = await feed.ReadAsync(
                db,
                query.After,
                events => ReadEvents.Where(query, events.OwnOf(context.Actor.OnlyProvider)),
                query.Limit,
                cancellationToken
            );
            return new EventPage(events, next);
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>Waits until something may have come; false when it is time for a heartbeat.</summary>
    private static async Task<bool> ChangedAsync(EventWatch.Subscription changes, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Heartbeat);
        try
        {
            await changes.NextAsync(patience.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            // Cancelled as a whole, the next reading ends the stream.
            return cancellationToken.IsCancellationRequested;
        }
    }

    private static SseItem<string> Beat(long place) => new("", HeartbeatType) { EventId = Text(place) };

    private static string Text(long place) => place.ToString(CultureInfo.InvariantCulture);
}
