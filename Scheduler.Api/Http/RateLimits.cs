using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;

namespace Scheduler.Api.Http;

/// <summary>Limits how often one address writes, and says so in the headers of draft-ietf-httpapi-ratelimit-headers.</summary>
public static class RateLimits
{
    private const string PolicyName = "writes";

    public static void AddRateLimits(this WebApplicationBuilder builder)
    {
        builder
            .Services.AddOptions<RateLimitOptions>()
            .BindConfiguration(RateLimitOptions.Section)
            .ValidateDataAnnotations()
            .ValidateOnStart();
        builder.Services.AddRateLimiter(_ => { });
        builder
            .Services.AddOptions<Microsoft.AspNetCore.RateLimiting.RateLimiterOptions>()
            .Configure<IOptions<RateLimitOptions>>(
                (limiter, options) =>
                {
                    limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(http => Partition(http, options.Value));
                    limiter.OnRejected = async (rejected, _) => await RefuseAsync(rejected.HttpContext, rejected.Lease, options.Value);
                }
            );
    }

    public static void UseRateLimits(this WebApplication app)
    {
        var options = app.Services.GetRequiredService<IOptions<RateLimitOptions>>().Value;
        if (options.Writes == 0)
        {
            return;
        }

        var limiter = app
            .Services.GetRequiredService<IOptions<Microsoft.AspNetCore.RateLimiting.RateLimiterOptions>>()
            .Value.GlobalLimiter!;
        app.UseRateLimiter();
        app.Use(
            (http, next) =>
            {
                if (Methods.IsUnsafe(http.Request))
                {
                    var left = limiter.GetStatistics(http)?.CurrentAvailablePermits ?? 0;
                    // As late as that: an answer given again, or a problem in place of an answer, clears the headers first.
                    http.Response.OnStarting(() =>
                    {
                        Describe(http, options, left);
                        return Task.CompletedTask;
                    });
                }

                return next(http);
            }
        );
    }

    private static RateLimitPartition<string> Partition(HttpContext http, RateLimitOptions options) =>
        Methods.IsUnsafe(http.Request)
            ? RateLimitPartition.GetFixedWindowLimiter(
                CallerAddress.Of(http),
                _ => new FixedWindowRateLimiterOptions
                {
                    PermitLimit = options.Writes,
                    Window = TimeSpan.FromSeconds(options.WindowSeconds),
                    QueueLimit = 0,
                }
            )
            : RateLimitPartition.GetNoLimiter("");

    private static Task RefuseAsync(HttpContext http, RateLimitLease lease, RateLimitOptions options)
    {
        var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? Problem.WholeSeconds(after) : options.WindowSeconds;
        Describe(http, options, 0, wait);
        var refusal = new Refusal(
            RefusalType.TooManyRequests,
            $"One address may write {options.Writes} times in {options.WindowSeconds} s."
        )
        {
            RetryAfter = TimeSpan.FromSeconds(wait),
        };
        return Errors.AnswerAsync(http, refusal);
    }

    private static void Describe(HttpContext http, RateLimitOptions options, long remaining, int? resetSeconds = null)
    {
        http.Response.Headers["RateLimit-Policy"] = string.Create(
            CultureInfo.InvariantCulture,
            $"\"{PolicyName}\";q={options.Writes};w={options.WindowSeconds}"
        );
        http.Response.Headers["RateLimit"] = string.Create(
            CultureInfo.InvariantCulture,
            $"\"{PolicyName}\";r={remaining}{(resetSeconds is null ? "" : $";t={resetSeconds}")}"
        );
    }
}
