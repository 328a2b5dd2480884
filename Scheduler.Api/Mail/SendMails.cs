using System.Net.Sockets;
using System.Security.Authentication;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Scheduler.Api.Events;
using Scheduler.Api.Http;
using Scheduler.Data;
using Scheduler.Data.Databases;
using Scheduler.Data.Model;

namespace Scheduler.Api.Mail;

/// <summary>Sends queued mails that are due, and stores how that ended.</summary>
/// <remarks>
/// Whoever dies between the server's acceptance and what is stored here has it sent twice,
/// with the same <c>Message-ID</c>; nothing else does.
/// </remarks>
public sealed class SendMails(
    IDbContextFactory<SchedulerDbContext> contexts,
    WriteQueue writes,
    Letters letters,
    IOptions<MailOptions> options,
    TimeProvider clock,
    DeliveryMeter meter,
    ILogger<SendMails> log
)
{
    private const int Batch = 32;

    /// <summary>Connections at once.</summary>
    private const int Lanes = 4;

    /// <summary>Longer than a lane's mails may take, one more among them for the connections' end and what is stored.</summary>
    private readonly TimeSpan heldFor = TimeSpan.FromSeconds(options.Value.AnswerSeconds * ((Batch / Lanes) + 2));

    /// <summary>How long after each failed try the next one comes; after the last a mail has failed.</summary>
    private static readonly TimeSpan[] Retries =
    [
        TimeSpan.FromMinutes(1),
        TimeSpan.FromMinutes(5),
        TimeSpan.FromMinutes(30),
        TimeSpan.FromHours(2),
        TimeSpan.FromHours(6),
        TimeSpan.FromHours(12),
    ];

    /// <returns>How many were tried.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var nowUtc = clock.Now();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        // Of one appointment and address in the order of what happened.
        var ids = await Due(db, nowUtc)
            .Where(m =>
                m.Kind == MessageKind.Reminder
                || !db.Messages.Any(e =>
                    e.AppointmentId == m.AppointmentId
                    && e.Address == m.Address
                    && e.Kind != MessageKind.Reminder
                    && e.Version < m.Version
                    && e.Status == MessageStatus.Pending
                )
            )
            .OrderBy(m => m.NextAttemptUtc)
            .Select(m => m.Id)
            .Take(Batch)
            .ToListAsync(cancellationToken);
        var claimed = ids.Count == 0 ? [] : await writes.RunAsync(db => ClaimAsync(db, ids, nowUtc), cancellationToken);
        if (claimed.Count == 0)
        {
            return 0;
        }

        var readable = await letters.ReadAsync(db, claimed, nowUtc, cancellationToken);
        var ended = claimed
            .Where(m => !readable.Exists(r => r.Message == m))
            .Select(m => new Ended(m, MessageStatus.Skipped, "What it is about is there no longer.", null))
            .ToList();
        var lanes = await Task.WhenAll(readable.Chunk((readable.Count / Lanes) + 1).Select(lane => SendAsync(lane, cancellationToken)));
        ended.AddRange(lanes.SelectMany(l => l));
        await writes.RunAsync(db => StoreAsync(db, ended), cancellationToken);
        ended.ForEach(one => meter.Count("mail", Word(one.Status)));
        return claimed.Count;
    }

    private async Task<List<Message>> ClaimAsync(SchedulerDbContext db, List<Guid> ids, DateTime nowUtc)
    {
        var holder = Ids.New(nowUtc);
        var untilUtc = nowUtc + heldFor;
        await Due(db, nowUtc)
            .Where(m => ids.Contains(m.Id))
            .ExecuteUpdateAsync(set => set.SetProperty(m => m.Holder, holder).SetProperty(m => m.HeldUntilUtc, untilUtc));
        return await db.Messages.AsNoTracking().Where(m => ids.Contains(m.Id) && m.Holder == holder).ToListAsync();
    }

    private static IQueryable<Message> Due(SchedulerDbContext db, DateTime nowUtc) =>
        db.Messages.Where(m =>
            m.Status == MessageStatus.Pending && m.NextAttemptUtc <= nowUtc && (m.HeldUntilUtc == null || m.HeldUntilUtc <= nowUtc)
        );

    /// <summary>Sends through one connection.</summary>
    private async Task<List<Ended>> SendAsync(Letter[] lane, CancellationToken cancellationToken)
    {
        var ended = new List<Ended>();
        await using var mailbox = new Mailbox(options, clock);
        foreach (var letter in lane)
        {
            ended.Add(await SendAsync(mailbox, letter, cancellationToken));
        }

        return ended;
    }

    private async Task<Ended> SendAsync(Mailbox mailbox, Letter letter, CancellationToken cancellationToken)
    {
        var message = letter.Message;
        if (letter.WhyNot is { } why)
        {
            return new Ended(message, MessageStatus.Skipped, why, null);
        }

        try
        {
            await mailbox.SendAsync(letter, cancellationToken);
            return new Ended(message, MessageStatus.Sent, null, null);
        }
        catch (SmtpRefusedException e) when (e.IsFinal)
        {
            return new Ended(message, MessageStatus.Failed, e.Message, null);
        }
        catch (Exception e)
            when (e is IOException or SmtpRefusedException or SocketException or AuthenticationException or UnauthorizedAccessException)
        {
            log.LogWarning("A mail could not be sent: {Reason}", e.GetBaseException().Message);
            return message.Tries < Retries.Length
                ? new Ended(message, MessageStatus.Pending, e.GetBaseException().Message, clock.Now() + Retries[message.Tries])
                : new Ended(message, MessageStatus.Failed, e.GetBaseException().Message, null);
        }
    }

    private static string Word(MessageStatus status) =>
        status switch
        {
            MessageStatus.Sent => "delivered",
            MessageStatus.Pending => "retried",
            MessageStatus.Failed => "failed",
            MessageStatus.Skipped => "skipped",
        };

    private async Task<bool> StoreAsync(SchedulerDbContext db, List<Ended> all)
    {
        var nowUtc = clock.Now();
        foreach (var (message, status, error, next) in all)
        {
            var sentUtc = status == MessageStatus.Sent ? nowUtc : (DateTime?)null;
            var text = error?.Length > Message.MaxError ? error[..Message.MaxError] : error;
            await db
                .Messages.Where(m => m.Id == message.Id && m.Holder == message.Holder)
                .ExecuteUpdateAsync(set =>
                    set.SetProperty(m => m.Status, status)
                        .SetProperty(m => m.Error, text)
                        .SetProperty(m => m.NextAttemptUtc, next)
                        .SetProperty(m => m.SentUtc, sentUtc)
                        .SetProperty(m => m.Tries, m => m.Tries + 1)
                        .SetProperty(m => m.HeldUntilUtc, (DateTime?)null)
                );
        }

        return true;
    }

    private sealed record Ended(Message Message, MessageStatus Status, string? Error, DateTime? NextUtc);
}
