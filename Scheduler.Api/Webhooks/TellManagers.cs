using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Scheduler.Api.Access;
using Scheduler.Api.Mail;
using Scheduler.Data;
using Scheduler.Data.Hot;
using Scheduler.Data.Model;

namespace Scheduler.Api.Webhooks;

/// <summary>
/// Queues the mail by which those who manage webhooks hear that one fails, in the transaction that stores the failure.
/// </summary>
/// <remarks>
/// However many deliveries are given up, it is one mail for each webhook in 24 hours: whoever reads the first one looks at all of them.
/// </remarks>
public sealed class TellManagers(IOptions<MailOptions> options)
{
    private static readonly TimeSpan Once = TimeSpan.FromDays(1);

    private static readonly string[] Roles =
    [
        .. Enum.GetValues<Role>().Where(role => Permission.ManageWebhooks.Of(role) == Reach.All).Select(RoleWords.Of),
    ];

    /// <summary>A delivery of this webhook has failed for the last time.</summary>
    public async Task FailingAsync(SchedulerDbContext db, Guid webhookId, DateTime nowUtc)
    {
        var sinceUtc = nowUtc - Once;
        if (
            options.Value.IsOn
            && !await db.Messages.AnyAsync(m =>
                m.AppointmentId == webhookId && m.Kind == MessageKind.WebhookFailing && m.CreatedUtc > sinceUtc
            )
        )
        {
            await TellAsync(db, webhookId, MessageKind.WebhookFailing, 0, nowUtc);
        }
    }

    /// <summary>The receiver has ended this webhook.</summary>
    public Task DisabledAsync(SchedulerDbContext db, Guid webhookId, int version, DateTime nowUtc) =>
        options.Value.IsOn ? TellAsync(db, webhookId, MessageKind.WebhookDisabled, version, nowUtc) : Task.CompletedTask;

    private static async Task TellAsync(SchedulerDbContext db, Guid webhookId, MessageKind kind, int version, DateTime nowUtc)
    {
        // Whoever has accepted no invitation yet has not shown that the address is theirs.
        var addresses = await db
            .Accounts.Where(a => Roles.Contains(a.Role) && a.DisabledUtc == null && a.PasswordHash != null && a.Email != null)
            .Select(a => a.Email!)
            .ToListAsync();
        // Two instances may both have found none of these 24 hours: the same day makes it one row for the index.
        var day = nowUtc.Date;
        if (addresses.Count > 0)
        {
            await db.InsertRowsAsync([
                .. addresses.Select(address =>
                    NewRow.IfAbsent(
                        new Message
                        {
                            Id = Ids.New(nowUtc),
                            AppointmentId = webhookId,
                            Kind = kind,
                            Version = version,
                            Address = address,
                            ToProvider = true,
                            StartUtc = day,
                            EndUtc = day + Once,
                            CreatedUtc = nowUtc,
                            NextAttemptUtc = nowUtc,
                        }
                    )
                ),
            ]);
        }
    }
}
