using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Scheduler.Api.Access;
using Scheduler.Data.Databases;
using Scheduler.Data.Hot;
using Scheduler.Data.Model;

namespace Scheduler.Api.Mail;

/// <summary>Queues a mail with a link that was asked for: to all that an e-mail address has, or to a new password of its account.</summary>
/// <remarks>
/// It does the same for every address, so that neither its answer nor the time it takes tells which one is known:
/// whether there is something to send is found out by whoever sends it.
/// </remarks>
public sealed class SendLink(WriteQueue writes, MyLinks links, MailSignal signal, IOptions<PublicOptions> options, OperationContext context)
{
    /// <summary>How many are counted for.</summary>
    internal static readonly TimeSpan Window = TimeSpan.FromDays(1);

    /// <summary>Who presses the button twice is sent one mail: the index keeps a second one of the same stretch out.</summary>
    private static readonly TimeSpan Stretch = TimeSpan.FromMinutes(5);

    /// <param name="kind">One that is sent to whoever asks.</param>
    /// <param name="email">One that could be an e-mail address.</param>
    public async Task RunAsync(MessageKind kind, string email, CancellationToken cancellationToken)
    {
        var nowUtc = context.Now();
        var sinceUtc = nowUtc - Window;
        var stretchUtc = new DateTime(nowUtc.Ticks - (nowUtc.Ticks % Stretch.Ticks), DateTimeKind.Utc);
        var message = new Message
        {
            Id = Ids.New(nowUtc),
            AppointmentId = links.SubjectOf(email),
            Kind = kind,
            Version = 0,
            Address = BookingsOf.Stored(email),
            ToProvider = kind == MessageKind.PasswordReset,
            StartUtc = stretchUtc,
            EndUtc = stretchUtc + Stretch,
            CreatedUtc = nowUtc,
            NextAttemptUtc = nowUtc,
        };
        await writes.RunAsync(
            async db =>
            {
                var sent = await db.Messages.CountAsync(m =>
                    m.AppointmentId == message.AppointmentId && m.Kind == kind && m.CreatedUtc > sinceUtc
                );
                if (options.Value.LinkMailsPerEmailPerDay is 0 || sent < options.Value.LinkMailsPerEmailPerDay)
                {
                    await db.InsertRowsAsync(NewRow.IfAbsent(message));
                }

                return true;
            },
            cancellationToken
        );
        signal.Wake();
    }
}
