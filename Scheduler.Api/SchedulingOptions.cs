using System.ComponentModel.DataAnnotations;
using Scheduler.Api.Scheduling;

namespace Scheduler.Api;

/// <summary>Settings under <c>Scheduling</c>.</summary>
public sealed class SchedulingOptions
{
    public const string Section = "Scheduling";

    /// <summary>IANA name of the office zone, where it is not to be changed in the office's own settings.</summary>
    public string? TimeZone { get; set; }

    /// <summary>Seconds between two sweeps of lapsed holds. Nothing depends on it but tidiness.</summary>
    [Range(1, 3600)]
    public int SweepSeconds { get; set; } = 5;

    /// <summary>How many live holds a user may have at once, so that nobody blocks a calendar by reserving; 0: no limit.</summary>
    [Range(0, 1000)]
    public int LiveHoldsPerUser { get; set; } = 5;

    /// <summary>
    /// How many live holds one network address may have on the booking pages, where nobody has said a name yet; 0: no limit.
    /// </summary>
    [Range(0, 10_000)]
    public int LiveHoldsPerAddress { get; set; } = 20;

    /// <summary>
    /// The rules of <see cref="TimeZone"/>; null where it is not set, and until it is checked for a name that is no zone.
    /// </summary>
    public ZoneRules? FixedZone => ZoneRules.TryGet(TimeZone, out var zone) ? zone : null;
}
