using System.Globalization;
using Microsoft.AspNetCore.Http.Features;
using Scheduler.Data.Databases;

namespace Scheduler.Api.Telemetry;

/// <summary>Answers <c>GET /metrics</c> on a port of its own, for Prometheus: nothing else is there, and it is nowhere else.</summary>
internal sealed class MetricsServer(int port) : IHostedService, IAsyncDisposable
{
    public const string PortSetting = "Metrics:Port";
    private const int MaxConnections = 20;

    private MetricsStore? store;
    private StatementTimes? times;
    private WebApplication? app;

    /// <returns>Null where none is set.</returns>
    /// <exception cref="StartException">It is no port.</exception>
    public static int? PortOf(IConfiguration configuration) =>
        configuration[PortSetting] is not { Length: > 0 } text ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= 65535 ? port
        : throw new StartException($"{PortSetting} must be a port, a number from 1 to 65535, not '{text}'.");

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        store = new MetricsStore(MeterNames.All);
        times = StatementTimes.Measure();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxConcurrentConnections = MaxConnections;
            kestrel.ListenAnyIP(port);
        });
        app = builder.Build();
        app.Run(AnswerAsync);
        await app.StartAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => app?.StopAsync(cancellationToken) ?? Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await (app?.DisposeAsync() ?? ValueTask.CompletedTask);
        times?.Dispose();
        store?.Dispose();
    }

    private Task AnswerAsync(HttpContext http)
    {
        // Whoever looks must not be seen in what it looks at.
        if (http.Features.Get<IHttpMetricsTagsFeature>() is { } tags)
        {
            tags.MetricsDisabled = true;
        }

        if (http.Request.Path != "/metrics" || !HttpMethods.IsGet(http.Request.Method))
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        http.Response.ContentType = MetricsStore.ContentType;
        return http.Response.WriteAsync(store!.Write(), http.RequestAborted);
    }
}
