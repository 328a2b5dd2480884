using System.Net.Mail;
using Microsoft.Extensions.Options;
using Scheduler.Data;
using Scheduler.Data.Model;

namespace Scheduler.Api.Mail;

/// <summary>A mail as it is to be sent.</summary>
/// <param name="Calendar">The calendar entry in it; null where it changes nothing in a calendar.</param>
/// <param name="WhyNot">Why it is not sent: what it says is true no longer; null while it is.</param>
internal sealed record Letter(Message Message, MailText Text, string? Calendar = null, string? WhyNot = null)
{
    public static Letter Of(MailContent content, MailAddress from, DateTime nowUtc) =>
        new(
            content.Message,
            MailText.Of(content),
            MailCalendar.Method(content.Message.Kind) is { } method ? MailCalendar.Write(content, method, from) : null,
            content.Message.Kind == MessageKind.PassedOn ? WhyNotPassedOn(content)
                : content.IsSomebodyElses ? "The appointment is another client's by now, or the client has another address."
                : content.Message.Kind != MessageKind.Reminder || IsStillTrue(content, nowUtc) ? null
                : "The appointment was moved, cancelled or has begun."
        );

    private static string? WhyNotPassedOn(MailContent content) =>
        !content.IsSomebodyElses ? "The appointment is this client's again."
        : !content.WasTold ? "Nothing was sent there about the appointment."
        : null;

    /// <summary>Whether a reminder's time is the appointment's, still.</summary>
    private static bool IsStillTrue(MailContent content, DateTime nowUtc) =>
        content.Appointment.Status == AppointmentStatus.Confirmed
        && content.Appointment.StartUtc == content.Message.StartUtc
        && nowUtc < content.Message.StartUtc;
}

/// <summary>Writes letters of messages, by what they are about.</summary>
public sealed class Letters(
    MailContents appointments,
    WebhookLetters webhooks,
    MyLetters own,
    AccountLetters accounts,
    IOptions<MailOptions> mail
)
{
    /// <summary>One for each message of which there is something to tell, still.</summary>
    internal async Task<List<Letter>> ReadAsync(
        SchedulerDbContext db,
        IReadOnlyList<Message> messages,
        DateTime nowUtc,
        CancellationToken cancellationToken
    )
    {
        var letters = new List<Letter>();
        foreach (var alike in messages.GroupBy(m => About(m.Kind)))
        {
            List<Message> all = [.. alike];
            letters.AddRange(
                alike.Key switch
                {
                    Subject.Appointment => (await appointments.ReadAsync(db, all, cancellationToken)).Select(content =>
                        Letter.Of(content, mail.Value.Sender, nowUtc)
                    ),
                    Subject.Webhook => await webhooks.ReadAsync(db, all, cancellationToken),
                    Subject.Address => await own.ReadAsync(db, all, nowUtc, cancellationToken),
                    Subject.Account => await accounts.ReadAsync(db, all, cancellationToken),
                }
            );
        }

        return letters;
    }

    private static Subject About(MessageKind kind) =>
        kind switch
        {
            MessageKind.WebhookFailing or MessageKind.WebhookDisabled => Subject.Webhook,
            MessageKind.MyAppointments => Subject.Address,
            MessageKind.Invitation or MessageKind.PasswordReset => Subject.Account,
            _ => Subject.Appointment,
        };

    private enum Subject
    {
        Appointment,
        Webhook,
        Address,
        Account,
    }
}
