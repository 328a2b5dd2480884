using Scheduler.Api.Web.Parts;
using Scheduler.Data.Model;

namespace Scheduler.Api.Web.Week;

/// <summary>An appointment as its provider sees it, and the form that moves it.</summary>
public sealed record ProviderAppointmentModel(
    Provider Provider,
    Appointment Appointment,
    AppointmentType Type,
    Client? Client,
    Viewer Viewer,
    FormState Form,
    DateTime NowUtc
)
{
    public Notice? Notice { get; init; }

    /// <summary>The mails about it.</summary>
    public IReadOnlyList<Message> Messages { get; init; } = [];

    public AppointmentStatus Status => Appointment.StatusAt(NowUtc);
}
