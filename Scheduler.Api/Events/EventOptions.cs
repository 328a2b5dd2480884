using System.ComponentModel.DataAnnotations;

namespace Scheduler.Api.Events;

/// <summary>Settings under <c>Events</c>.</summary>
public sealed class EventOptions
{
    public const string Section = "Events";

    /// <summary>How many days an event is kept.</summary>
    [Range(1, 36_500)]
    public int KeepDays { get; set; } = 90;
}
