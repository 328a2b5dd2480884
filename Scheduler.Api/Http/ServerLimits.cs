using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Server.Kestrel.Core;

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

    /// <summary>Connections wait in memory: more than this are closed as they come.</summary>
    private const int MaxConnections = 10_000;

    private static readonly TimeSpan HeadersWithin = TimeSpan.FromSeconds(10);

    /// <summary>A body comes with 1 KiB a second or is cut off, after a pause that a bad line may need.</summary>
    private static readonly MinDataRate SlowestBody = new(bytesPerSecond: 1024, gracePeriod: TimeSpan.FromSeconds(5));

    /// <summary>After this a read is given up; a write that has begun runs to its end and is answered.</summary>
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(30);

    /// <summary>How long a stop waits for what runs. A service manager kills after ten seconds: what is left is for the database to be closed.</summary>
    private static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(7);

    public static void AddServerLimits(this WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxBodyBytes;
            kestrel.Limits.MaxRequestLineSize = MaxRequestLineBytes;
            kestrel.Limits.MaxRequestHeadersTotalSize = MaxHeaderBytes;
            kestrel.Limits.MaxRequestHeaderCount = MaxHeaders;
            kestrel.Limits.MaxConcurrentConnections = MaxConnections;
            kestrel.Limits.RequestHeadersTimeout = HeadersWithin;
            kestrel.Limits.MinRequestBodyDataRate = SlowestBody;
        });
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = StopWithin);
        builder.Services.AddRequestTimeouts(options => options.DefaultPolicy = new RequestTimeoutPolicy
        {
            Timeout = AnswerWithin,
            TimeoutStatusCode = StatusCodes.Status503ServiceUnavailable,
            WriteTimeoutResponse = http => Problem.Of(new Refusal(RefusalType.Unavailable, $"The request took longer than {AnswerWithin.TotalSeconds:0} s.")).ExecuteAsync(http),
        });
    }

    /// <summary>Answers 413 in a way that every caller can read: one that is still sending when the connection closes sees a broken pipe and no answer.</summary>
    public static void UseBodyLimit(this WebApplication app) => app.Use(async (http, next) =>
    {
        if (http.Request.ContentLength is not (> MaxBodyBytes and <= MaxDrainedBytes))
        {
            await next(http);
            return;
        }

        http.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = MaxDrainedBytes;
        await http.Request.Body.CopyToAsync(Stream.Null, http.RequestAborted);
        await Problem.Of(new Refusal(RefusalType.PayloadTooLarge, "The body has more than 64 KiB.")).ExecuteAsync(http);
    });
}
