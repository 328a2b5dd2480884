using Scheduler.Data.Model;

namespace Scheduler.Api.Appointments;

/// <summary>The words for a status, in answers, events and refusals.</summary>
public static class StatusWords
{
    public static string Of(AppointmentStatus status) =>
        status switch
        {
            AppointmentStatus.Held => "held",
            AppointmentStatus.Confirmed => "confirmed",
            AppointmentStatus.Cancelled => "cancelled",
            AppointmentStatus.Expired => "expired",
        };
}
