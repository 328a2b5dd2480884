using Microsoft.Extensions.Options;
using Scheduler.Api.Access;
using Scheduler.Api.Appointments;
using Scheduler.Api.Http;
using Scheduler.Api.Languages;
using Scheduler.Api.Office;
using Scheduler.Data;
using Scheduler.Data.Model;

namespace Scheduler.Api.Mail;

/// <summary>The mail with the link to all that an e-mail address has.</summary>
public sealed class MyLetters(OfficeProfile profile, PublicAddress address, MyLinks links, IOptions<MailOptions> mail)
{
    /// <summary>Nothing is sent to an address that has nothing: whoever typed it may be a stranger to both.</summary>
    internal async Task<List<Letter>> ReadAsync(
        SchedulerDbContext db,
        List<Message> messages,
        DateTime nowUtc,
        CancellationToken cancellationToken
    )
    {
        var settings = await profile.ReadAsync(cancellationToken);
        var letters = new List<Letter>();
        foreach (var message in messages)
        {
            var ahead = await AppointmentsOfEmail.AheadAsync(db, message.Address, nowUtc, cancellationToken);
            if (ahead.Count > 0)
            {
                letters.Add(Of(message, OfficeLanguages.Of(settings).LocaleOf(AppointmentsOfEmail.LanguageOf(ahead)), settings));
            }
        }

        return letters;
    }

    private Letter Of(Message message, Locale locale, OfficeSettings settings) =>
        new(
            message,
            MailText.Of(
                locale["Mail.My.Subject"],
                [
                    (null, locale.Format("Mail.My.Intro", (int)MyLinks.Lifetime.TotalMinutes)),
                    (locale["My.Title"], address.Url($"/my?key={links.KeyOf(message.Id)}")),
                    (null, locale["Mail.My.NotYou"]),
                    (null, MailContents.PracticeOf(settings, mail.Value)),
                ],
                locale.Language
            )
        );
}
