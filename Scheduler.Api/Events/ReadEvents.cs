using Microsoft.EntityFrameworkCore;
using Scheduler.Api.Access;
using Scheduler.Data;
using Scheduler.Data.Model;

namespace Scheduler.Api.Events;

/// <summary>Which events to read.</summary>
/// <param name="After">The place of the last one that the reader has.</param>
/// <param name="Types">Types, or beginnings of types that end in <c>*</c>; empty for all.</param>
public sealed record EventQuery(long After, IReadOnlyList<string> Types, string? SubjectKind, string? SubjectId, int Limit);

/// <summary>Events in the order of the feed, and the place to ask on from.</summary>
public sealed record EventPage(IReadOnlyList<(long Place, Event Event)> Events, long Next);

/// <summary>Reads the feed of events.</summary>
public sealed class ReadEvents(SchedulerDbContext db, EventFeed feed, EventWatch watch, OperationContext context)
{
    /// <param name="wait">How long to wait for the first event that fits, where there is none yet.</param>
    public async Task<EventPage> RunAsync(EventQuery query, TimeSpan wait, CancellationToken cancellationToken)
    {
        var page = await PageAsync(query, cancellationToken);
        if (page.Events.Count > 0 || wait == TimeSpan.Zero)
        {
            return page;
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(wait);
        try
        {
            using var subscription = await watch.SubscribeAsync(patience.Token);
            // Asked again after the subscription: what came between is not waited for.
            for (
                page = await PageAsync(query with { After = page.Next }, cancellationToken);
                page.Events.Count == 0;
                page = await PageAsync(query with { After = page.Next }, cancellationToken)
            )
            {
                await subscription.NextAsync(patience.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Nothing came in time.
        }

        return page;
    }

    private async Task<EventPage> PageAsync(EventQuery query, CancellationToken cancellationToken)
    {
        var (events, next) = await feed.ReadAsync(
            db,
            query.After,
            events => Where(query, events.OwnOf(context.Actor.OnlyProvider)),
            query.Limit,
            cancellationToken
        );
        return new EventPage(events, next);
    }

    /// <summary>Only the events that the query asks for.</summary>
    internal static IQueryable<Event> Where(EventQuery query, IQueryable<Event> events)
    {
        if (query.SubjectId is { } id)
        {
            events = events.Where(e => e.SubjectKind == query.SubjectKind && e.SubjectId == id);
        }

        if (query.Types.Count == 0)
        {
            return events;
        }

        var wanted = EventTypes.Expand(query.Types);
        return events.Where(e => wanted.Contains(e.Type));
    }
}
