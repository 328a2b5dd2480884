using Scheduler.Data.Model;

namespace Scheduler.Api.Mail;

/// <summary>The address by which whoever has an appointment opens it, to move or to cancel it.</summary>
public sealed class ManageLinks
{
#pragma warning disable CA1822 // Whatever makes links will know more than the appointment.
    /// <returns>Null where there is none: the mail then has no link.</returns>
    public string? UrlFor(Appointment appointment)
    {
        ArgumentNullException.ThrowIfNull(appointment);
        return null;
    }
#pragma warning restore CA1822
}
