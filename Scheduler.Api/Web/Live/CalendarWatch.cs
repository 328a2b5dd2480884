using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Scheduler.Api.Http;
using Scheduler.Data;

namespace Scheduler.Api.Web.Live;

/// <summary>Tells open pages that the calendar they show has changed, whichever process changed it.</summary>
/// <remarks>
/// One pair of queries for the whole process, twice a second and only while a page is open, asks the database what is occupied in the windows that
/// are looked at, and for the providers' versions. That finds the changes of other instances as soon as its own, needs nothing between them, and costs a stream nothing.
/// </remarks>
internal sealed class CalendarWatch(IDbContextFactory<SchedulerDbContext> contexts, TimeProvider clock, ILogger<CalendarWatch> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(450);

    /// <summary>Proxies close what is silent for longer; the browser notices a server that is gone.</summary>
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(20);

    /// <summary>How much longer than a look the next one waits at the least: a huge calendar slows the pages down, not the bookings.</summary>
    private const int RestFactor = 10;

    private readonly Lock gate = new();
    private readonly Dictionary<Topic, TopicState> topics = [];
    private readonly SemaphoreSlim wanted = new(0, 1);

    /// <summary>Open streams, over all topics.</summary>
    public int Subscriptions { get; private set; }

    public Subscription Subscribe(Topic topic)
    {
        lock (gate)
        {
            if (!topics.TryGetValue(topic, out var state))
            {
                topics[topic] = state = new TopicState();
            }

            var subscription = new Subscription(this, topic);
            state.Subscriptions.Add(subscription);
            if (state.Stamp is { } stamp)
            {
                subscription.Tell(stamp);
            }

            if (++Subscriptions == 1 && wanted.CurrentCount == 0)
            {
                wanted.Release();
            }

            return subscription;
        }
    }

    public void Unsubscribe(Subscription subscription)
    {
        lock (gate)
        {
            if (topics.TryGetValue(subscription.Topic, out var state) && state.Subscriptions.Remove(subscription))
            {
                Subscriptions--;
                if (state.Subscriptions.Count == 0)
                {
                    topics.Remove(subscription.Topic);
                }
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var heartbeat = clock.GetTimestamp();
        while (!stoppingToken.IsCancellationRequested)
        {
            var look = Stopwatch.StartNew();
            try
            {
                if (Watched() is not { Count: > 0 } watched)
                {
                    await wanted.WaitAsync(stoppingToken);
                    continue;
                }

                var beats = clock.GetElapsedTime(heartbeat) >= Heartbeat;
                heartbeat = beats ? clock.GetTimestamp() : heartbeat;
                Tell(await StampsAsync(watched, stoppingToken), beats);
            }
#pragma warning disable CA1031 // A look that fails is tried again; open pages only learn later.
            catch (Exception e) when (e is not OperationCanceledException)
            {
                log.LogWarning(e, "A look for changed calendars failed");
            }
#pragma warning restore CA1031

            var rest = look.Elapsed * RestFactor;
            await Task.Delay(rest > Interval ? rest : Interval, stoppingToken);
        }
    }

    private List<Topic> Watched()
    {
        lock (gate)
        {
            return [.. topics.Keys];
        }
    }

    private void Tell(Dictionary<Topic, long> stamps, bool beats)
    {
        lock (gate)
        {
            foreach (var (topic, stamp) in stamps)
            {
                if (topics.TryGetValue(topic, out var state) && (state.Stamp != stamp || beats))
                {
                    state.Stamp = stamp;
                    state.Subscriptions.ForEach(s => s.Tell(stamp));
                }
            }
        }
    }

    /// <summary>A number for what each topic shows: it differs when an occupied time came, went, moved or was confirmed, and when a provider or its hours changed.</summary>
    private async Task<Dictionary<Topic, long>> StampsAsync(List<Topic> watched, CancellationToken cancellationToken)
    {
        var nowUtc = clock.Now();
        var (fromUtc, untilUtc) = (watched.Min(t => t.FromUtc), watched.Max(t => t.UntilUtc));
        var ids = watched.Exists(t => t.Provider is null) ? null : watched.Select(t => t.Provider!).Distinct().ToArray();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var occupied = db.OccupiedTimes.Where(c => c.FromUtc >= fromUtc && c.FromUtc < untilUtc && (c.LapsesUtc == null || c.LapsesUtc > nowUtc));
        var providers = db.Providers.AsQueryable();
        if (ids is not null)
        {
            occupied = occupied.Where(c => ids.Contains(c.ProviderId));
            providers = providers.Where(p => ids.Contains(p.Id));
        }

        var byProvider = watched.ToLookup(t => t.Provider);
        var stamps = watched.ToDictionary(t => t, _ => 0L);
        await foreach (var p in providers.Select(p => new { p.Id, p.Version }).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            var stamp = HashCode.Combine(p.Id, p.Version);
            foreach (var topic in byProvider[p.Id].Concat(byProvider[null]))
            {
                stamps[topic] += stamp;
            }
        }

        await foreach (var c in occupied.Select(c => new { c.ProviderId, c.FromUtc, c.UntilUtc, c.AppointmentId, Held = c.LapsesUtc != null }).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            // Added up, so that the order of the rows does not matter.
            var stamp = HashCode.Combine(c.ProviderId, c.FromUtc, c.UntilUtc, c.AppointmentId, c.Held);
            foreach (var topic in byProvider[c.ProviderId].Concat(byProvider[null]).Where(t => c.FromUtc >= t.FromUtc && c.FromUtc < t.UntilUtc))
            {
                stamps[topic] += stamp;
            }
        }

        return stamps;
    }

    private sealed class TopicState
    {
        public long? Stamp { get; set; }
        public List<Subscription> Subscriptions { get; } = [];
    }
}
