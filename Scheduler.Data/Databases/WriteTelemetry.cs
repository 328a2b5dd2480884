using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Scheduler.Data.Databases;

/// <summary>
/// What writes and the database tell of themselves to whoever listens. While nobody does, each instrument is a look at a flag.
/// </summary>
public static class WriteTelemetry
{
    /// <summary>The name of the meter and of the source of spans.</summary>
    public const string Name = "Scheduler.Data";

    internal static readonly ActivitySource Spans = new(Name);

    private static readonly Meter Meter = new(Name);

    /// <summary>From a tenth of a millisecond to ten seconds.</summary>
    private static readonly InstrumentAdvice<double> Seconds = new()
    {
        HistogramBucketBoundaries = [0.0001, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    };

    private static readonly InstrumentAdvice<int> Powers = new() { HistogramBucketBoundaries = [1, 2, 4, 8, 16, 32, 64] };

    internal static readonly UpDownCounter<int> Waiting = Meter.CreateUpDownCounter<int>(
        "scheduler.writes.waiting",
        "{write}",
        "Writes that wait for their turn, or are under way."
    );

    internal static readonly Histogram<double> Wait = Meter.CreateHistogram(
        "scheduler.writes.wait",
        "s",
        "How long a write waited before it began.",
        advice: Seconds
    );

    internal static readonly Histogram<int> Batch = Meter.CreateHistogram(
        "scheduler.writes.batch",
        "{write}",
        "How many writes shared a commit of SQLite.",
        advice: Powers
    );

    internal static readonly Histogram<double> Commit = Meter.CreateHistogram(
        "scheduler.writes.commit",
        "s",
        "How long a commit took, its sync and its standby included.",
        advice: Seconds
    );

    internal static readonly Histogram<double> Lock = Meter.CreateHistogram(
        "scheduler.writes.lock",
        "s",
        "How long a write waited for others of its provider, type or quota; on SQLite, for another program.",
        advice: Seconds
    );

    private static readonly Counter<long> Retries = Meter.CreateCounter<long>(
        "scheduler.writes.retries",
        "{retry}",
        "Writes that began anew, by reason."
    );

    private static readonly Histogram<double> Statements = Meter.CreateHistogram(
        "scheduler.database.duration",
        "s",
        "How long the database took for a statement, or for several that were sent together.",
        advice: Seconds
    );

    /// <summary>Whether anybody listens to what a single write does.</summary>
    internal static bool IsOn => Waiting.Enabled || Spans.HasListeners();

    internal static void Retried(string reason)
    {
        if (Retries.Enabled)
        {
            Retries.Add(1, new KeyValuePair<string, object?>("reason", reason));
        }
    }

    /// <summary>The beginning of what <paramref name="instrument"/> measures; 0 while nobody listens.</summary>
    internal static long Begin(Instrument instrument) => instrument.Enabled ? TimeProvider.System.GetTimestamp() : 0;

    /// <summary>The end of what began then.</summary>
    internal static void End(Histogram<double> instrument, long began)
    {
        if (began != 0)
        {
            instrument.Record(TimeProvider.System.GetElapsedTime(began).TotalSeconds);
        }
    }

    internal static long BeginStatement() => Begin(Statements);

    internal static void EndStatement(long began) => End(Statements, began);

    internal static void RecordStatement(TimeSpan took) => Statements.Record(took.TotalSeconds);

    /// <summary>A write as a span and as one that waits, from the call of the door to the answer that leaves it.</summary>
    internal static async Task<T> WatchAsync<T>(Func<Task<T>> write)
    {
        using var span = Spans.StartActivity("write");
        Waiting.Add(1);
        try
        {
            return await write();
        }
        catch (WriteQueueUnavailableException e)
        {
            span?.SetStatus(ActivityStatusCode.Error, e.Message);
            throw;
        }
        finally
        {
            Waiting.Add(-1);
        }
    }

    /// <summary>Tells of a commit that several writes shared, in the trace of each.</summary>
    internal static void Committed(IEnumerable<ActivityContext> writes, DateTimeOffset began, int batch)
    {
        foreach (var write in writes)
        {
            Spans.StartActivity("commit", ActivityKind.Internal, write, [new("scheduler.batch", batch)], startTime: began)?.Dispose();
        }
    }
}
