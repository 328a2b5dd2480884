using System.Threading.Channels;

namespace Scheduler.Api.Web.Live;

/// <summary>What an open page looks at: a calendar in a window.</summary>
/// <param name="Provider">Null: those of every provider.</param>
internal sealed record Topic(string? Provider, DateTime FromUtc, DateTime UntilUtc)
{
    public bool Shows(CalendarChange change) =>
        (Provider is null || change.ProviderIds is null || change.ProviderIds.Contains(Provider))
        && (change.Ranges.Count == 0 || change.Ranges.Any(r => r.StartUtc < UntilUtc && r.EndUtc > FromUtc));
}

/// <summary>
/// One open stream. Each message is the present stamp of its topic, so that the latest one is all that a slow reader needs.
/// </summary>
internal sealed class Subscription(CalendarWatch watch, Topic topic) : IDisposable
{
    private readonly Channel<long> stamps = Channel.CreateBounded<long>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true }
    );

    public Topic Topic => topic;

    public void Tell(long stamp) => stamps.Writer.TryWrite(stamp);

    public IAsyncEnumerable<long> ReadAsync(CancellationToken cancellationToken) => stamps.Reader.ReadAllAsync(cancellationToken);

    public void Dispose() => watch.Unsubscribe(this);
}
