using System.Diagnostics.Metrics;

namespace Scheduler.Data.Databases;

/// <summary>Which server reads go to that may go to either, and how old the standby is.</summary>
internal static class StandbyTelemetry
{
    private static readonly Meter Meter = new(WriteTelemetry.Name);

    private static readonly Counter<long> Reads = Meter.CreateCounter<long>(
        "scheduler.reads",
        "{read}",
        "Lists and pages that may be read from the standby, by the server that was asked."
    );

    private static StandbyWatch? watch;

#pragma warning disable IDE0052 // It is asked by whoever listens.
    private static readonly ObservableGauge<double> Lag = Meter.CreateObservableGauge(
        "scheduler.standby.lag",
        IEnumerable<Measurement<double>> () => watch?.Lag is { } lag ? [new Measurement<double>(lag.TotalSeconds)] : [],
        "s",
        "How old a read from the standby would be; nothing while it cannot be read from."
    );
#pragma warning restore IDE0052

    public static void Watch(StandbyWatch standby) => watch = standby;

    public static void Count(bool standby)
    {
        if (Reads.Enabled)
        {
            Reads.Add(1, new KeyValuePair<string, object?>("server", standby ? "standby" : "primary"));
        }
    }
}
