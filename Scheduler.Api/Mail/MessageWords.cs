using Scheduler.Data.Model;

namespace Scheduler.Api.Mail;

/// <summary>What messages are and what became of them, as it is written on the wire.</summary>
internal static class MessageWords
{
    public static string Of(MessageKind kind) =>
        kind switch
        {
            MessageKind.Booked => "booked",
            MessageKind.Moved => "moved",
            MessageKind.Cancelled => "cancelled",
            MessageKind.Reminder => "reminder",
            MessageKind.WebhookFailing => "webhook-failing",
            MessageKind.WebhookDisabled => "webhook-disabled",
            MessageKind.MyAppointments => "my-appointments",
            MessageKind.Invitation => "invitation",
            MessageKind.PasswordReset => "password-reset",
            MessageKind.PassedOn => "passed-on",
        };

    public static string Of(MessageStatus status) =>
        status switch
        {
            MessageStatus.Pending => "pending",
            MessageStatus.Sent => "sent",
            MessageStatus.Failed => "failed",
            MessageStatus.Skipped => "skipped",
        };
}
