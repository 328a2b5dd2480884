using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Scheduler.Data;
using Scheduler.Data.Databases;
using Scheduler.Data.Model;

namespace Scheduler.Api.Events;

/// <summary>Tells whoever waits in this process of new events, whichever process wrote them.</summary>
/// <remarks>
/// One look at the end of the feed, a few times a second and only while somebody waits:
/// it finds the events of other instances as soon as its own.
/// </remarks>
public sealed class EventWatch(IDbContextFactory<SchedulerDbContext> contexts, EventFeed feed, OutageLog outages, ILogger<EventWatch> log)
    : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    /// <summary>Events read at once; a burst takes several looks.</summary>
    private const int Batch = 500;

    private readonly Lock gate = new();
    private readonly List<Subscription> subscriptions = [];
    private readonly SemaphoreSlim wanted = new(0, 1);

    /// <summary>Every event that becomes visible once this has ended is told, until the subscription is disposed of.</summary>
    public async Task<Subscription> SubscribeAsync(CancellationToken cancellationToken)
    {
        var subscription = Add();
        try
        {
            await subscription.Followed.WaitAsync(cancellationToken);
            return subscription;
        }
        catch
        {
            subscription.Dispose();
            throw;
        }
    }

    private Subscription Add()
    {
        var subscription = new Subscription(this);
        lock (gate)
        {
            subscriptions.Add(subscription);
            if (subscriptions.Count == 1 && wanted.CurrentCount == 0)
            {
                wanted.Release();
            }
        }

        return subscription;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        long? last = null;
        while (!stoppingToken.IsCancellationRequested)
        {
            if (Waiting().Length == 0)
            {
                last = null;
                await wanted.WaitAsync(stoppingToken);
            }

            try
            {
                var waiting = Waiting();
                last = await LookAsync(last, stoppingToken);
                Array.ForEach(waiting, s => s.IsFollowed());
            }
#pragma warning disable CA1031 // A look that fails is tried again; whoever waits only learns later.
            catch (Exception e) when (OutageLog.IsOutage(e))
            {
                outages.Tell(e);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                log.LogError(e, "A look for new events failed");
            }
#pragma warning restore CA1031

            await Task.Delay(Interval, stoppingToken);
        }
    }

    private async Task<long> LookAsync(long? last, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (last is not { } place)
        {
            return await feed.LastAsync(db, cancellationToken);
        }

        var (events, next) = await feed.ReadAsync(db, place, null, Batch, cancellationToken);
        if (events.Count > 0)
        {
            Tell(events.ConvertAll(e => e.Event));
        }

        return next;
    }

    private void Tell(IReadOnlyList<Event> events)
    {
        foreach (var subscription in Waiting())
        {
            subscription.Tell(events);
        }
    }

    private Subscription[] Waiting()
    {
        lock (gate)
        {
            return [.. subscriptions];
        }
    }

    /// <summary>Events as they come; a reader that is far too slow misses the oldest batches.</summary>
    public sealed class Subscription(EventWatch watch) : IDisposable
    {
        private readonly Channel<IReadOnlyList<Event>> batches = Channel.CreateBounded<IReadOnlyList<Event>>(
            new BoundedChannelOptions(16) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true }
        );

        private readonly TaskCompletionSource followed = new(TaskCreationOptions.RunContinuationsAsynchronously);

        internal Task Followed => followed.Task;

        internal void IsFollowed() => followed.TrySetResult();

        /// <summary>The next batch.</summary>
        public async Task<IReadOnlyList<Event>> NextAsync(CancellationToken cancellationToken) =>
            await batches.Reader.ReadAsync(cancellationToken);

        internal void Tell(IReadOnlyList<Event> events) => batches.Writer.TryWrite(events);

        public void Dispose()
        {
            lock (watch.gate)
            {
                watch.subscriptions.Remove(this);
            }
        }
    }
}
