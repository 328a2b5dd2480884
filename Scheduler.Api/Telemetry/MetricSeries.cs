using System.Globalization;
using System.Text;

namespace Scheduler.Api.Telemetry;

/// <summary>One set of labels.</summary>
internal sealed class MetricSeries(int buckets)
{
    private readonly Lock guard = new();
    private readonly long[] counts = new long[buckets + 1];
    private double sum;

    public void Record(double value, bool sets, double[] bounds)
    {
        lock (guard)
        {
            sum = sets ? value : sum + value;
            var bucket = Array.FindIndex(bounds, bound => value <= bound);
            counts[bucket < 0 ? bounds.Length : bucket]++;
        }
    }

    public void Write(StringBuilder text, string name, string labels, double[]? bounds)
    {
        lock (guard)
        {
            if (bounds is null)
            {
                Line(text, name, labels, sum);
                return;
            }

            var below = 0L;
            for (var i = 0; i <= bounds.Length; i++)
            {
                below += counts[i];
                var bound = i == bounds.Length ? "+Inf" : Number(bounds[i]);
                Line(text, $"{name}_bucket", $"{labels}{(labels.Length == 0 ? "" : ",")}le=\"{bound}\"", below);
            }

            Line(text, $"{name}_sum", labels, sum);
            Line(text, $"{name}_count", labels, below);
        }
    }

    private static void Line(StringBuilder text, string name, string labels, double value)
    {
        text.Append(name);
        if (labels.Length > 0)
        {
            text.Append('{').Append(labels).Append('}');
        }

        text.Append(' ').Append(Number(value)).Append('\n');
    }

    private static string Number(double value) =>
        double.IsPositiveInfinity(value) ? "+Inf"
        : double.IsNegativeInfinity(value) ? "-Inf"
        : value.ToString("R", CultureInfo.InvariantCulture);
}
