using System.Diagnostics;
using Scheduler.Api.Appointments;
using Scheduler.Api.Events;
using Scheduler.Data.Databases;

namespace Scheduler.Api.Telemetry;

/// <summary>What is told of the service while it runs: log, metrics, spans. All but the log is off until a setting asks for it.</summary>
public static class TelemetrySetup
{
    private const string FormatSetting = "LOG_FORMAT";

    /// <exception cref="StartException">A setting makes no sense.</exception>
    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        builder.AddLogFormat();
        builder.Services.AddSingleton<BookingMeter>();
        builder.Services.AddSingleton<DeliveryMeter>();
        if (MetricsServer.PortOf(builder.Configuration) is { } port)
        {
            builder.Services.AddHostedService(_ => new MetricsServer(port));
        }

        if (SendsSpans(builder.Configuration) || Sends(builder.Configuration, "METRICS"))
        {
            var (metrics, spans) = (Sends(builder.Configuration, "METRICS"), SendsSpans(builder.Configuration));
            builder.Services.AddHostedService(_ => new OtlpExport(metrics, spans));
        }
    }

    /// <summary>Names the span of a request after its route, never after its address: that may hold a key.</summary>
    public static void UseSpanNames(this WebApplication app)
    {
        if (!SendsSpans(app.Configuration))
        {
            return;
        }

        app.Use(
            async (http, next) =>
            {
                if (Activity.Current is not { } span)
                {
                    await next(http);
                    return;
                }

                var route = (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText;
                span.DisplayName = route is null ? http.Request.Method : $"{http.Request.Method} {route}";
                span.SetTag("http.request.method", http.Request.Method);
                span.SetTag("http.route", route);
                try
                {
                    await next(http);
                }
                finally
                {
                    span.SetTag("http.response.status_code", http.Response.StatusCode);
                    if (http.Response.StatusCode >= StatusCodes.Status500InternalServerError)
                    {
                        span.SetStatus(ActivityStatusCode.Error);
                    }
                }
            }
        );
    }

    private static void AddLogFormat(this WebApplicationBuilder builder)
    {
        var format = builder.Configuration[FormatSetting];
        if (string.Equals(format, "json", StringComparison.OrdinalIgnoreCase))
        {
            builder.Logging.AddConsole(console => console.FormatterName = JsonLines.Name);
            builder.Logging.AddConsoleFormatter<JsonLines, Microsoft.Extensions.Logging.Console.ConsoleFormatterOptions>();
        }
        else if (!string.IsNullOrEmpty(format) && !string.Equals(format, "text", StringComparison.OrdinalIgnoreCase))
        {
            throw new StartException($"{FormatSetting} must be json or text, not '{format}'.");
        }
    }

    private static bool SendsSpans(IConfiguration configuration) => Sends(configuration, "TRACES");

    /// <param name="signal">As in OTEL_TRACES_EXPORTER, which may say "none".</param>
    private static bool Sends(IConfiguration configuration, string signal) =>
        !string.IsNullOrEmpty(configuration[OtlpExport.EndpointSetting])
        && !string.Equals(configuration["OTEL_SDK_DISABLED"], "true", StringComparison.OrdinalIgnoreCase)
        && !string.Equals(configuration[$"OTEL_{signal}_EXPORTER"], "none", StringComparison.OrdinalIgnoreCase);
}
