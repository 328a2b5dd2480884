using System.ComponentModel.DataAnnotations;

namespace Scheduler.Api.Http;

/// <summary>Settings under <c>RateLimits</c>; off until set.</summary>
public sealed class RateLimitOptions
{
    public const string Section = "RateLimits";

    /// <summary>How many writes (anything but GET, HEAD and OPTIONS) one address may send in a window; 0: no limit.</summary>
    [Range(0, 1_000_000)]
    public int Writes { get; set; }

    [Range(1, 86_400)]
    public int WindowSeconds { get; set; } = 60;
}
