using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Scheduler.Api.Mail;
using Scheduler.Data;
using Scheduler.Data.Model;

namespace Scheduler.Api.Access;

/// <summary>Invites the holder of an account to set its password: by a token that is told once, and by a mail where mails are sent.</summary>
public sealed class Invitations(IOptions<MailOptions> options, MailSignal signal)
{
    /// <summary>How long an invitation counts.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    /// <summary>Whether whoever is invited is sent a mail.</summary>
    public bool AreMailed => options.Value.IsOn;

    /// <summary>In the transaction that stores the account. The invitation before it counts no longer.</summary>
    /// <returns>The token that lets its holder set the account's password, once.</returns>
    internal async Task<string> InviteAsync(SchedulerDbContext db, Account account, DateTime nowUtc)
    {
        var token = AccountRules.NewToken();
        account.InvitationHash = AccountRules.Hash(token);
        account.InvitationExpiresUtc = nowUtc + Lifetime;
        if (AreMailed)
        {
            var id = Guid.Parse(account.Id);
            db.Add(
                new Message
                {
                    Id = Ids.New(nowUtc),
                    AppointmentId = id,
                    Kind = MessageKind.Invitation,
                    // Two of one instant are two.
                    Version = await db.Messages.CountAsync(m => m.AppointmentId == id && m.Kind == MessageKind.Invitation),
                    Address = account.Email!,
                    ToProvider = true,
                    StartUtc = nowUtc,
                    EndUtc = nowUtc + Lifetime,
                    CreatedUtc = nowUtc,
                    NextAttemptUtc = nowUtc,
                }
            );
        }

        return token;
    }

    /// <summary>After the transaction: the mail need not wait for the sender's next look.</summary>
    internal void Wake() => signal.Wake();
}
