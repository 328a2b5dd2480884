using Scheduler.Api.Events;
using Scheduler.Api.Http;
using Scheduler.Data.Model;

namespace Scheduler.Api.Web.Live;

/// <summary>
/// Tells open pages that the calendar they show has changed, whichever process changed it: it reads events, and only while a page is open.
/// </summary>
internal sealed class CalendarWatch(EventWatch events, TimeProvider clock, ILogger<CalendarWatch> log) : BackgroundService
{
    /// <summary>Proxies close what is silent for longer; the browser notices a server that is gone.</summary>
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(20);

    /// <summary>How often the clock is asked whether a hold has run out.</summary>
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(450);

    private readonly Lock gate = new();
    private readonly Dictionary<Topic, TopicState> topics = [];
    private readonly SemaphoreSlim wanted = new(0, 1);
    private long stamp;

    /// <summary>Open streams, over all topics.</summary>
    public int Subscriptions { get; private set; }

    public Subscription Subscribe(Topic topic)
    {
        lock (gate)
        {
            if (!topics.TryGetValue(topic, out var state))
            {
                topics[topic] = state = new TopicState { Stamp = stamp };
            }

            var subscription = new Subscription(this, topic);
            state.Subscriptions.Add(subscription);
            subscription.Tell(state.Stamp);
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
        while (!stoppingToken.IsCancellationRequested)
        {
            await wanted.WaitAsync(stoppingToken);
            try
            {
                using var changes = await events.SubscribeAsync(stoppingToken);
                await FollowAsync(changes, stoppingToken);
            }
#pragma warning disable CA1031 // What cannot be read is told as a change; the pages look for themselves.
            catch (Exception e) when (e is not OperationCanceledException)
            {
                log.LogWarning(e, "Following changed calendars failed");
                Tell(_ => true);
                wanted.Release();
            }
#pragma warning restore CA1031
        }
    }

    /// <summary>Tells of changes until nobody looks any more.</summary>
    private async Task FollowAsync(EventWatch.Subscription changes, CancellationToken stoppingToken)
    {
        var heartbeat = clock.GetTimestamp();
        var next = changes.NextAsync(stoppingToken);
        while (Subscriptions > 0)
        {
            await Task.WhenAny(next, Task.Delay(Tick, stoppingToken));
            stoppingToken.ThrowIfCancellationRequested();
            if (next.IsCompleted)
            {
                var batch = (await next).Select(CalendarChange.Of).OfType<CalendarChange>().ToList();
                Tell(topic => batch.Exists(topic.Shows), batch);
                next = changes.NextAsync(stoppingToken);
            }

            TellLapsed(clock.Now());
            if (clock.GetElapsedTime(heartbeat) >= Heartbeat)
            {
                heartbeat = clock.GetTimestamp();
                Repeat();
            }
        }
    }

    private void Tell(Func<Topic, bool> isChanged, IReadOnlyList<CalendarChange>? changes = null)
    {
        lock (gate)
        {
            foreach (var (topic, state) in topics.Where(t => isChanged(t.Key)))
            {
                state.Lapses.AddRange((changes ?? []).Where(topic.Shows).Select(c => c.LapsesUtc).OfType<DateTime>());
                Renew(state);
            }
        }
    }

    /// <summary>A hold that lapses changes the calendar though nobody writes anything.</summary>
    private void TellLapsed(DateTime nowUtc)
    {
        lock (gate)
        {
            foreach (var state in topics.Values.Where(s => s.Lapses.RemoveAll(lapsesUtc => lapsesUtc <= nowUtc) > 0))
            {
                Renew(state);
            }
        }
    }

    private void Repeat()
    {
        lock (gate)
        {
            foreach (var state in topics.Values)
            {
                state.Subscriptions.ForEach(s => s.Tell(state.Stamp));
            }
        }
    }

    private void Renew(TopicState state)
    {
        state.Stamp = ++stamp;
        state.Subscriptions.ForEach(s => s.Tell(state.Stamp));
    }

    private sealed class TopicState
    {
        public required long Stamp { get; set; }
        public List<Subscription> Subscriptions { get; } = [];

        /// <summary>When holds lapse that were made while somebody looked.</summary>
        public List<DateTime> Lapses { get; } = [];
    }
}
