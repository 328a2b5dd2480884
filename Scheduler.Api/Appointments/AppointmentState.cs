using Scheduler.Data.Model;

namespace Scheduler.Api.Appointments;

/// <summary>An appointment as it is at one instant: a hold lapses by the clock alone.</summary>
public sealed record AppointmentState(Appointment Appointment, DateTime AtUtc)
{
    public AppointmentStatus Status => Appointment.StatusAt(AtUtc);

    /// <summary>The version, and whether the clock alone has changed the status since.</summary>
    public string Version =>
        Status == Appointment.Status ? Precondition.Text(Appointment.Version) : $"{Precondition.Text(Appointment.Version)}-expired";
}
