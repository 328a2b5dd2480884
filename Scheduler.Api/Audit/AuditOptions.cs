using System.ComponentModel.DataAnnotations;

namespace Scheduler.Api.Audit;

/// <summary>Settings under <c>Audit</c>.</summary>
public sealed class AuditOptions
{
    public const string Section = "Audit";

    /// <summary>How many days a row is kept; 0 for ever.</summary>
    [Range(0, 36_500)]
    public int KeepDays { get; set; }
}
