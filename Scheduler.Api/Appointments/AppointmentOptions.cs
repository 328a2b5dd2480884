using System.ComponentModel.DataAnnotations;

namespace Scheduler.Api.Appointments;

/// <summary>Settings under <c>Appointments</c>.</summary>
public sealed class AppointmentOptions
{
    public const string Section = "Appointments";

    /// <summary>How many days after its end an appointment is kept; 0 for ever.</summary>
    [Range(0, 36_500)]
    public int KeepDays { get; set; }
}
