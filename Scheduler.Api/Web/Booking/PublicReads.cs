using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using Scheduler.Api.Access;
using Scheduler.Api.Http;

namespace Scheduler.Api.Web.Booking;

/// <summary>Limits how many pages with free times one address reads: each computes a month of calendars.</summary>
internal sealed class PublicReads(IOptions<PublicOptions> options) : IAsyncDisposable
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly PartitionedRateLimiter<HttpContext> limiter = PartitionedRateLimiter.Create<HttpContext, string>(http =>
        options.Value.ReadsPerAddressPerMinute switch
        {
            0 => RateLimitPartition.GetNoLimiter(""),
            var most => RateLimitPartition.GetFixedWindowLimiter(
                CallerAddress.Of(http),
                _ => new FixedWindowRateLimiterOptions
                {
                    PermitLimit = most,
                    Window = Window,
                    QueueLimit = 0,
                }
            ),
        }
    );

    /// <summary>An endpoint filter.</summary>
    public static async ValueTask<object?> RunAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        using var lease = http.RequestServices.GetRequiredService<PublicReads>().limiter.AttemptAcquire(http);
        if (lease.IsAcquired)
        {
            return await next(context);
        }

        var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : Window;
        await Errors.AnswerAsync(
            http,
            new Refusal(RefusalType.TooManyRequests, "Too many pages were read from this address in a short time.") { RetryAfter = wait }
        );
        return Results.Empty;
    }

    public ValueTask DisposeAsync() => limiter.DisposeAsync();
}
