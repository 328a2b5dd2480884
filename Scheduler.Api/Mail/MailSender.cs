using Microsoft.Extensions.Options;
using Scheduler.Api.Jobs;
using Scheduler.Data.Databases;

namespace Scheduler.Api.Mail;

/// <summary>
/// Queues and sends mails, in every instance: what one holds the others leave alone. Without a server and a folder it does nothing.
/// </summary>
public sealed class MailSender(
    QueueMails mails,
    QueueReminders reminders,
    SendMails send,
    MailSignal signal,
    Rush rush,
    IOptions<MailOptions> options,
    OutageLog outages,
    ILogger<MailSender> log
) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!options.Value.IsOn)
        {
            return;
        }

        // Before the first request: nothing that happens from then on is missed.
        await TryAsync(async () =>
        {
            await mails.BeginAsync(cancellationToken);
            await reminders.BeginAsync(cancellationToken);
            return false;
        });
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var more = await TryAsync(async () =>
            {
                var queued = await mails.RunAsync(stoppingToken);
                await reminders.RunAsync(stoppingToken);
                return await send.RunAsync(stoppingToken) > 0 || queued;
            });
            await signal.WaitAsync(more ? TimeSpan.Zero : Look, stoppingToken);
            await rush.PauseAsync(TimeSpan.Zero, stoppingToken);
        }
    }

    private async Task<bool> TryAsync(Func<Task<bool>> round)
    {
        try
        {
            return await round();
        }
#pragma warning disable CA1031 // A round that fails is tried again; the process must not end for it.
        catch (Exception e) when (OutageLog.IsOutage(e))
        {
            outages.Tell(e);
            return false;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            log.LogWarning("Mails wait: {Reason}", e.GetBaseException().Message);
            return false;
        }
#pragma warning restore CA1031
    }
}
