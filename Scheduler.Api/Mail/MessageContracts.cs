using Scheduler.Data.Model;

namespace Scheduler.Api.Mail;

/// <summary>A mail about an appointment.</summary>
/// <param name="AppointmentId">The appointment's id.</param>
/// <param name="Kind">`booked`, `moved`, `cancelled`, `reminder`, or `passed-on`: to whose appointment it was before it was given to another client.</param>
/// <param name="To">The address that it is sent to.</param>
/// <param name="Status">`pending`, `sent`, `failed`, or `skipped` where what it would have said was true no longer.</param>
/// <param name="SentAt">When the mail server took it; null where it did not.</param>
/// <param name="NextAttemptAt">When it is tried next; null when it is not pending.</param>
/// <param name="Error">Why it was not sent, in the mail server's own words; null where nothing went wrong.</param>
public sealed record MessageResponse(
    Guid Id,
    Guid AppointmentId,
    string Kind,
    string To,
    string Status,
    DateTime CreatedAt,
    DateTime? SentAt,
    DateTime? NextAttemptAt,
    string? Error
)
{
    public static MessageResponse Of(Message m) =>
        new(
            m.Id,
            m.AppointmentId,
            MessageWords.Of(m.Kind),
            m.Address,
            MessageWords.Of(m.Status),
            m.CreatedUtc,
            m.SentUtc,
            m.NextAttemptUtc,
            m.Error
        );
}
