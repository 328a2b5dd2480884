using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Scheduler.Api.Http;
using Scheduler.Api.Languages;
using Scheduler.Api.Office;
using Scheduler.Data;
using Scheduler.Data.Model;

namespace Scheduler.Api.Mail;

/// <summary>What managers are written about a webhook that fails.</summary>
public sealed class WebhookLetters(OfficeProfile profile, PublicAddress address, IOptions<MailOptions> mail)
{
    /// <summary>None for a webhook that somebody has deleted.</summary>
    internal async Task<List<Letter>> ReadAsync(SchedulerDbContext db, List<Message> messages, CancellationToken cancellationToken)
    {
        var settings = await profile.ReadAsync(cancellationToken);
        var ids = messages.Select(m => m.AppointmentId).Distinct().ToList();
        var webhooks = await db.Webhooks.AsNoTracking().Where(w => ids.Contains(w.Id)).ToDictionaryAsync(w => w.Id, cancellationToken);
        return [.. messages.Where(m => webhooks.ContainsKey(m.AppointmentId)).Select(m => Of(m, webhooks[m.AppointmentId], settings))];
    }

    private Letter Of(Message message, Webhook webhook, OfficeSettings settings)
    {
        var locale = OfficeLanguages.Of(settings).LocaleOf(null);
        // Not the whole address: some receivers have a secret in it.
        var host = new Uri(webhook.Url).Authority;
        var name = webhook.Description is { Length: > 0 } description ? $"{description} ({host})" : host;
        var (subject, intro) =
            message.Kind == MessageKind.WebhookDisabled
                ? ("Mail.WebhookDisabled.Subject", "Mail.WebhookDisabled.Intro")
                : ("Mail.WebhookFailing.Subject", "Mail.WebhookFailing.Intro");
        return new Letter(
            message,
            MailText.Of(
                locale.Format(subject, name),
                [
                    (null, locale.Format(intro, name)),
                    (locale["Mail.Webhook"], address.Url($"/webhooks/{webhook.Id}")),
                    (null, MailContents.PracticeOf(settings, mail.Value)),
                ],
                locale.Language
            )
        );
    }
}
