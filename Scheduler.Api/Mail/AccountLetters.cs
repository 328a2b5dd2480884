using Microsoft.Extensions.Options;
using Scheduler.Api.Access;
using Scheduler.Api.Http;
using Scheduler.Api.Languages;
using Scheduler.Api.Office;
using Scheduler.Data;
using Scheduler.Data.Model;

namespace Scheduler.Api.Mail;

/// <summary>The mails with the link by which the holder of an account sets a password.</summary>
public sealed class AccountLetters(OfficeProfile profile, PublicAddress address, PasswordLinks links, IOptions<MailOptions> mail)
{
    /// <summary>Nothing is sent to an address that has no account, nor about an invitation that counts no longer.</summary>
    internal async Task<List<Letter>> ReadAsync(SchedulerDbContext db, List<Message> messages, CancellationToken cancellationToken)
    {
        var settings = await profile.ReadAsync(cancellationToken);
        var letters = new List<Letter>();
        foreach (var message in messages)
        {
            if (await PasswordLinks.AccountOfAsync(db, message, cancellationToken) is { } account)
            {
                letters.Add(Of(message, account, settings));
            }
        }

        return letters;
    }

    private Letter Of(Message message, Account account, OfficeSettings settings)
    {
        var locale = OfficeLanguages.Of(settings).LocaleOf(null);
        var practice = MailContents.PracticeOf(settings, mail.Value);
        var link = (locale["Setup.Set"], address.Url(links.PathOf(message, account)));
        return new Letter(
            message,
            message.Kind == MessageKind.Invitation
                ? MailText.Of(
                    locale.Format("Mail.Invitation.Subject", practice),
                    [
                        (null, locale.Format("Mail.Invitation.Intro", practice, (int)Invitations.Lifetime.TotalHours)),
                        link,
                        (null, practice),
                    ],
                    locale.Language
                )
                : MailText.Of(
                    locale["Mail.Reset.Subject"],
                    [
                        (null, locale.Format("Mail.Reset.Intro", (int)PasswordLinks.Lifetime.TotalMinutes)),
                        link,
                        (null, locale["Mail.Reset.NotYou"]),
                        (null, practice),
                    ],
                    locale.Language
                )
        );
    }
}
