using Microsoft.Extensions.Options;
using Scheduler.Api.Http;

namespace Scheduler.Api.Mail;

/// <summary>Hands mails over, one after another: to the server, or into the folder.</summary>
internal sealed class Mailbox(IOptions<MailOptions> options, TimeProvider clock) : IAsyncDisposable
{
    private SmtpConnection? connection;

    /// <exception cref="SmtpRefusedException">The server said no.</exception>
    /// <exception cref="IOException">It could not be handed over, or nobody knows whether it was.</exception>
    public async Task SendAsync(Letter letter, CancellationToken cancellationToken)
    {
        var from = options.Value.Sender;
        var mail = MailWriter.Write(letter, from, clock.Now());
        if (options.Value.Directory is { Length: > 0 } folder)
        {
            await WriteAsync(folder, letter.Message.Id, mail, cancellationToken);
            return;
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(options.Value.AnswerSeconds));
        try
        {
            connection ??= await SmtpConnection.OpenAsync(SmtpServer.Parse(options.Value.Server!)!, patience.Token);
            await connection.SendAsync(from.Address, letter.Message.Address, mail, patience.Token);
        }
        catch (Exception e)
        {
            // What the server thinks of this conversation is not known any more.
            await CloseAsync();
            if (e is OperationCanceledException && !cancellationToken.IsCancellationRequested)
            {
                throw new IOException($"No answer within {options.Value.AnswerSeconds} s.", e);
            }

            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (connection is not null)
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2));
            await connection.QuitAsync(patience.Token);
        }

        await CloseAsync();
    }

    private async Task CloseAsync()
    {
        if (connection is { } open)
        {
            connection = null;
            await open.DisposeAsync();
        }
    }

    /// <summary>Whoever looks into the folder sees whole mails alone.</summary>
    private static async Task WriteAsync(string folder, Guid id, byte[] mail, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        var part = Path.Combine(folder, $".{id}.part");
        await File.WriteAllBytesAsync(part, mail, cancellationToken);
        File.Move(part, Path.Combine(folder, $"{id}.eml"), overwrite: true);
    }
}
