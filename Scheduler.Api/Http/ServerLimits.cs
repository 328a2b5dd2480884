using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace Scheduler.Api.Http;

/// <summary>What one connection or one request may take of the server.</summary>
public static class ServerLimits
{
    /// <summary>64 KiB: the largest body that a request may have.</summary>
    private const int MaxBodyBytes = 64 * 1024;

    /// <summary>A body that says it is larger than may be is read to its end, up to this, before it is refused.</summary>
    private const int MaxDrainedBytes = 4 * 1024 * 1024;

    /// <summary>Longer than any address that this API has: 200 provider ids of 64 characters in a query.</summary>
    private const int MaxRequestLineBytes = 16 * 1024;
    private const int MaxHeaderBytes = 16 * 1024;
    private const int MaxHeaders = 64;

    private static readonly TimeSpan HeadersWithin = TimeSpan.FromSeconds(10);

    /// <summary>A body comes with 1 KiB a second or is cut off, after a pause that a bad line may need.</summary>
    private static readonly MinDataRate SlowestBody = new(bytesPerSecond: 1024, gracePeriod: TimeSpan.FromSeconds(5));

    /// <summary>
    /// How long a stop waits for what runs. A service manager kills after ten seconds: what is left is for the database to be closed.
    /// </summary>
    private static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(7);

    public static void AddServerLimits(this WebApplicationBuilder builder)
    {
        builder
            .Services.AddOptions<ServerLimitOptions>()
            .BindConfiguration(ServerLimitOptions.Section)
            .ValidateDataAnnotations()
            .ValidateOnStart();
        builder.Services.AddSingleton<ConnectionGuard>();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            var options = kestrel.ApplicationServices.GetRequiredService<IOptions<ServerLimitOptions>>().Value;
            var guard = kestrel.ApplicationServices.GetRequiredService<ConnectionGuard>();
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxBodyBytes;
            kestrel.Limits.MaxRequestLineSize = MaxRequestLineBytes;
            kestrel.Limits.MaxRequestHeadersTotalSize = MaxHeaderBytes;
            kestrel.Limits.MaxRequestHeaderCount = MaxHeaders;
            kestrel.Limits.MaxConcurrentConnections = ConnectionGuard.Total(options);
            kestrel.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(options.KeepAliveSeconds);
            kestrel.Limits.RequestHeadersTimeout = HeadersWithin;
            kestrel.Limits.MinRequestBodyDataRate = SlowestBody;
            kestrel.ConfigureEndpointDefaults(listen => listen.Use(next => connection => guard.RunAsync(connection, next)));
        });
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = StopWithin);
        builder.Services.AddRequestTimeouts();
        builder
            .Services.AddOptions<RequestTimeoutOptions>()
            .Configure<IOptions<ServerLimitOptions>>(
                (timeouts, options) =>
                    timeouts.DefaultPolicy = new RequestTimeoutPolicy
                    {
                        Timeout = TimeSpan.FromSeconds(options.Value.AnswerSeconds),
                        TimeoutStatusCode = StatusCodes.Status503ServiceUnavailable,
                        WriteTimeoutResponse = http =>
                            Errors.AnswerAsync(
                                http,
                                new Refusal(RefusalType.Unavailable, $"The request took longer than {options.Value.AnswerSeconds} s.")
                            ),
                    }
            );
    }

    /// <summary>
    /// Answers 413 in a way that every caller can read: one that is still sending when the
    /// connection closes sees a broken pipe and no answer.
    /// </summary>
    public static void UseBodyLimit(this WebApplication app) =>
        app.Use(
            (http, next) =>
                http.Request.ContentLength is { } length and <= MaxDrainedBytes && length > MostBytes(http)
                    ? RefuseBodyAsync(http)
                    : next(http)
        );

    /// <summary>
    /// An answer to a body that nobody has begun to read, and that may be too large to be passed over, says that the connection ends
    /// with it. The server ends it without a word, and the caller's next request, or a proxy's for another caller, would be lost.
    /// </summary>
    public static void UseUnreadBodies(this WebApplication app) =>
        app.Use(
            (http, next) =>
            {
                if (
                    http.Request.ContentLength is not <= MaxBodyBytes
                    && http.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: true }
                    && HttpProtocol.IsHttp11(http.Request.Protocol)
                )
                {
                    http.Response.OnStarting(() => EndUnreadAsync(http));
                }

                return next(http);
            }
        );

    private static Task EndUnreadAsync(HttpContext http)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false })
        {
            http.Response.Headers.Connection = "close";
        }

        return Task.CompletedTask;
    }

    /// <summary>An endpoint that takes a picture says that it takes more.</summary>
    private static long MostBytes(HttpContext http) =>
        http.GetEndpoint()?.Metadata.GetMetadata<IRequestSizeLimitMetadata>()?.MaxRequestBodySize ?? MaxBodyBytes;

    private static async Task RefuseBodyAsync(HttpContext http)
    {
        http.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = MaxDrainedBytes;
        await http.Request.Body.CopyToAsync(Stream.Null, http.RequestAborted);
        await Errors.AnswerAsync(http, new Refusal(RefusalType.PayloadTooLarge, $"The body has more than {MostBytes(http) / 1024} KiB."));
    }
}
