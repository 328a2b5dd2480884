using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Scheduler.Api.Commands;
using Scheduler.Data.Databases;

namespace Scheduler.Api.Telemetry;

/// <summary>Sends metrics and spans by OTLP; the variables of OpenTelemetry (<c>OTEL_*</c>) say where to, and how.</summary>
internal sealed class OtlpExport(bool metrics, bool spans) : IHostedService, IDisposable
{
    public const string EndpointSetting = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>What a stop waits at the most for the last of them to be sent.</summary>
    private const int LastMilliseconds = 2000;

    private StatementTimes? times;
    private MeterProvider? meters;
    private TracerProvider? tracer;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        // The environment last: OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES have the last word.
        var resource = ResourceBuilder
            .CreateEmpty()
            .AddService("scheduler", serviceVersion: ServiceVersion.Text)
            .AddTelemetrySdk()
            .AddEnvironmentVariableDetector();
        if (metrics)
        {
            times = StatementTimes.Measure();
            meters = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource).AddMeter(MeterNames.All).AddOtlpExporter().Build();
        }

        if (spans)
        {
            tracer = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource).AddSource(MeterNames.Spans).AddOtlpExporter().Build();
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        tracer?.Shutdown(LastMilliseconds);
        meters?.Shutdown(LastMilliseconds);
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        tracer?.Dispose();
        meters?.Dispose();
        times?.Dispose();
    }
}
