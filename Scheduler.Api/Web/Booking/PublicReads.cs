using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using Scheduler.Api.Access;
using Scheduler.Api.Http;

namespace Scheduler.Api.Web.Booking;

/// <summary>Limits how many pages with free times one address reads: each computes a month of calendars.</summary>
internal sealed class PublicReads(IOptions<PublicOptions> options)
    : AddressLimit(
        options.Value.ReadsPerAddressPerMinute,
        TimeSpan.FromMinutes(1),
        "Too many pages were read from this address in a short time."
    );

/// <summary>Limits how often one address has mails sent: each goes to whoever is named.</summary>
internal sealed class LinkRequests(IOptions<PublicOptions> options)
    : AddressLimit(
        options.Value.LinkRequestsPerAddressPerHour,
        TimeSpan.FromHours(1),
        "Too many links were asked for from this address in a short time."
    );

/// <summary>How often one network address may do something, of this instance.</summary>
/// <param name="most">0 means no limit.</param>
internal abstract class AddressLimit(int most, TimeSpan window, string refusal) : IAsyncDisposable
{
    private readonly PartitionedRateLimiter<HttpContext> limiter = PartitionedRateLimiter.Create<HttpContext, string>(http =>
        most == 0
            ? RateLimitPartition.GetNoLimiter("")
            : RateLimitPartition.GetFixedWindowLimiter(
                CallerAddress.Of(http),
                _ => new FixedWindowRateLimiterOptions
                {
                    PermitLimit = most,
                    Window = window,
                    QueueLimit = 0,
                }
            )
    );

    public ValueTask DisposeAsync() => limiter.DisposeAsync();

    /// <summary>An endpoint filter that refuses what is above the limit.</summary>
    public static async ValueTask<object?> RunAsync<TLimit>(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
        where TLimit : AddressLimit
    {
        var http = context.HttpContext;
        var limit = http.RequestServices.GetRequiredService<TLimit>();
        using var lease = limit.limiter.AttemptAcquire(http);
        if (lease.IsAcquired)
        {
            return await next(context);
        }

        await limit.RefuseAsync(http, lease);
        return Results.Empty;
    }

    private Task RefuseAsync(HttpContext http, RateLimitLease lease)
    {
        var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : window;
        return Errors.AnswerAsync(http, new Refusal(RefusalType.TooManyRequests, refusal) { RetryAfter = wait });
    }
}
