using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Numerics;
using System.Text;

namespace Scheduler.Api.Telemetry;

/// <summary>Listens to the meters of this process, and writes what they said in Prometheus' text format.</summary>
internal sealed class MetricsStore : IDisposable
{
    /// <summary>https://prometheus.io/docs/instrumenting/exposition_formats/</summary>
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private readonly ConcurrentDictionary<string, MetricFamily> families = new(StringComparer.Ordinal);
    private readonly MeterListener listener = new();
    private readonly Lock reading = new();

    /// <param name="meters">The names of the meters that are listened to.</param>
    public MetricsStore(IReadOnlyCollection<string> meters)
    {
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (meters.Contains(instrument.Meter.Name))
            {
                // Instruments of one name, of several meters, are one family.
                self.EnableMeasurementEvents(
                    instrument,
                    families.GetOrAdd(MetricFamily.NameOf(instrument), (name, of) => new MetricFamily(name, of), instrument)
                );
            }
        };
        Take<byte>();
        Take<short>();
        Take<int>();
        Take<long>();
        Take<float>();
        Take<double>();
        Take<decimal>();
        listener.Start();
    }

    /// <summary>What was measured up to now.</summary>
    public string Write()
    {
        lock (reading)
        {
            foreach (var family in families.Values)
            {
                family.ForgetObserved();
            }

            listener.RecordObservableInstruments();
            var text = new StringBuilder();
            foreach (var family in families.Values.OrderBy(f => f.Name, StringComparer.Ordinal))
            {
                family.Write(text);
            }

            return text.ToString();
        }
    }

    public void Dispose() => listener.Dispose();

    private void Take<T>()
        where T : struct, INumber<T> =>
        listener.SetMeasurementEventCallback<T>(
            static (_, value, tags, family) => ((MetricFamily)family!).Record(double.CreateSaturating(value), tags)
        );
}
