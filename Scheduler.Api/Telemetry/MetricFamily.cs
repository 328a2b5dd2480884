using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace Scheduler.Api.Telemetry;

/// <summary>Instruments of one name, and what they measured for each set of labels.</summary>
internal sealed class MetricFamily
{
    /// <summary>Sets of labels; more of them are left out, so that no caller can fill the memory.</summary>
    private const int MaxSeries = 1000;

    private static readonly double[] DefaultBounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    private readonly ConcurrentDictionary<string, MetricSeries> series = new(StringComparer.Ordinal);
    private readonly string help;
    private readonly string type;
    private readonly bool sets;
    private readonly bool observed;
    private readonly double[] bounds;

    public MetricFamily(string name, Instrument instrument)
    {
        Name = name;
        help = (instrument.Description ?? "").ReplaceLineEndings(" ").Replace("\\", "\\\\", StringComparison.Ordinal);
        type = TypeOf(instrument);
        observed = instrument.IsObservable;
        sets = observed || Is(instrument, typeof(Gauge<>));
        bounds = type == "histogram" ? BoundsOf(instrument) : [];
    }

    public string Name { get; }

    /// <summary><c>http.server.request.duration</c> in <c>s</c> is <c>http_server_request_duration_seconds</c>.</summary>
    public static string NameOf(Instrument instrument)
    {
        var unit = instrument.Unit switch
        {
            "s" => "_seconds",
            "ms" => "_milliseconds",
            "By" => "_bytes",
            _ => "",
        };
        var name = Plain(instrument.Name);
        name += name.EndsWith(unit, StringComparison.Ordinal) ? "" : unit;
        return TypeOf(instrument) == "counter" ? $"{name}_total" : name;
    }

    public void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = Labels(tags);
        if (!series.TryGetValue(labels, out var one))
        {
            if (series.Count >= MaxSeries)
            {
                return;
            }

            one = series.GetOrAdd(labels, _ => new MetricSeries(bounds.Length));
        }

        one.Record(value, sets, bounds);
    }

    /// <summary>What is asked for is told anew each time; what is not told is there no longer.</summary>
    public void ForgetObserved()
    {
        if (observed)
        {
            series.Clear();
        }
    }

    public void Write(StringBuilder text)
    {
        if (series.IsEmpty)
        {
            return;
        }

        text.Append("# HELP ").Append(Name).Append(' ').Append(help).Append('\n');
        text.Append("# TYPE ").Append(Name).Append(' ').Append(type).Append('\n');
        foreach (var (labels, one) in series.OrderBy(s => s.Key, StringComparer.Ordinal))
        {
            one.Write(text, Name, labels, type == "histogram" ? bounds : null);
        }
    }

    private static string TypeOf(Instrument instrument) =>
        Is(instrument, typeof(Histogram<>)) ? "histogram"
        : Is(instrument, typeof(Counter<>)) || Is(instrument, typeof(ObservableCounter<>)) ? "counter"
        : "gauge";

    private static bool Is(Instrument instrument, Type kind) =>
        instrument.GetType() is { IsGenericType: true } type && type.GetGenericTypeDefinition() == kind;

    private static double[] BoundsOf(Instrument instrument) =>
        instrument switch
        {
            Histogram<double> { Advice.HistogramBucketBoundaries: { } given } => [.. given],
            Histogram<int> { Advice.HistogramBucketBoundaries: { } given } => [.. given.Select(bound => (double)bound)],
            _ => DefaultBounds,
        };

    private static string Labels(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags.IsEmpty)
        {
            return "";
        }

        var text = new StringBuilder();
        foreach (var (name, value) in tags)
        {
            text.Append(text.Length == 0 ? "" : ",").Append(Plain(name)).Append("=\"");
            text.Append(
                Convert
                    .ToString(value, CultureInfo.InvariantCulture)!
                    .Replace("\\", "\\\\", StringComparison.Ordinal)
                    .Replace("\"", "\\\"", StringComparison.Ordinal)
                    .Replace("\n", "\\n", StringComparison.Ordinal)
            );
            text.Append('"');
        }

        return text.ToString();
    }

    private static string Plain(string name) => string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_'));
}
