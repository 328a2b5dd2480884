using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace Scheduler.Api.Mail;

/// <summary>What a server answered to a command that it should have taken.</summary>
internal sealed class SmtpRefusedException(int code, string text, bool aboutMessage) : Exception($"The server answered {code} {text}")
{
    /// <summary>
    /// Whether the same message will be refused whenever it comes: a 5xx to its addresses or its content, and not to who sends.
    /// </summary>
    public bool IsFinal => aboutMessage && code >= 500;
}

/// <summary>One conversation with an SMTP server (RFC 5321), in which a message is handed over.</summary>
/// <remarks>The platform's client speaks no TLS from the first byte, and does not tell what was refused for good.</remarks>
internal sealed class SmtpConnection : IAsyncDisposable
{
    /// <summary>RFC 5321, 4.5.3.1.5 allows 512 octets; more than these lines are no answer.</summary>
    private const int MaxLines = 100;

    private readonly Socket socket;
    private readonly HashSet<string> extensions = new(StringComparer.OrdinalIgnoreCase);
    private Stream stream;
    private StreamReader reader;

    private SmtpConnection(Socket socket)
    {
        this.socket = socket;
        stream = new NetworkStream(socket, ownsSocket: true);
        reader = new StreamReader(stream, Encoding.UTF8);
    }

    /// <exception cref="SmtpRefusedException">The server does not talk to us, or does not know us.</exception>
    public static async Task<SmtpConnection> OpenAsync(SmtpServer server, CancellationToken cancellationToken)
    {
        var opened = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await opened.ConnectAsync(server.Host, server.Port, cancellationToken);
        }
        catch
        {
            opened.Dispose();
            throw;
        }

        var connection = new SmtpConnection(opened);
        try
        {
            await connection.BeginAsync(server, cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Hands a message over; on return the server has taken it.</summary>
    /// <param name="content">Lines that end in CR LF; none of them begins with a dot.</param>
    public async Task SendAsync(string from, string to, byte[] content, CancellationToken cancellationToken)
    {
        var utf8 =
            Ascii.IsValid(from) && Ascii.IsValid(to) ? ""
            : extensions.Contains("SMTPUTF8") ? " SMTPUTF8"
            : throw new SmtpRefusedException(553, "It takes no address beyond ASCII.", true);
        await CommandAsync($"MAIL FROM:<{from}>{utf8}", 250, cancellationToken, aboutMessage: true);
        await CommandAsync($"RCPT TO:<{to}>", 250, cancellationToken, aboutMessage: true);
        await CommandAsync("DATA", 354, cancellationToken, aboutMessage: true);
        await stream.WriteAsync(content, cancellationToken);
        await CommandAsync(".", 250, cancellationToken, aboutMessage: true);
    }

    /// <summary>Says goodbye; how the server takes it changes nothing.</summary>
    public async Task QuitAsync(CancellationToken cancellationToken)
    {
        try
        {
            await CommandAsync("QUIT", 221, cancellationToken);
        }
        catch (Exception e) when (e is IOException or SmtpRefusedException or OperationCanceledException)
        {
            // The message was taken before this.
        }
    }

    public async ValueTask DisposeAsync()
    {
        reader.Dispose();
        await stream.DisposeAsync();
        socket.Dispose();
    }

    private async Task BeginAsync(SmtpServer server, CancellationToken cancellationToken)
    {
        if (server.Security == SmtpSecurity.Tls)
        {
            await EncryptAsync(server.Host, cancellationToken);
        }

        await ExpectAsync(220, aboutMessage: false, cancellationToken);
        await GreetAsync(cancellationToken);
        if (server.Security == SmtpSecurity.StartTls)
        {
            if (!extensions.Contains("STARTTLS"))
            {
                throw new IOException("The server has no STARTTLS; Mail:Server may end in ?tls=none where it needs none.");
            }

            await CommandAsync("STARTTLS", 220, cancellationToken);
            await EncryptAsync(server.Host, cancellationToken);
            await GreetAsync(cancellationToken);
        }

        if (server.User is { } user)
        {
            var plain = Convert.ToBase64String(Encoding.UTF8.GetBytes($"\0{user}\0{server.Password}"));
            await CommandAsync($"AUTH PLAIN {plain}", 235, cancellationToken);
        }
    }

    private async Task GreetAsync(CancellationToken cancellationToken)
    {
        extensions.Clear();
        foreach (var line in await CommandAsync("EHLO localhost", 250, cancellationToken))
        {
            extensions.Add(line.Split(' ')[0]);
        }
    }

    private async Task EncryptAsync(string host, CancellationToken cancellationToken)
    {
        // What came before the encryption must not be read after it.
        var encrypted = new SslStream(stream);
        stream = encrypted;
        await encrypted.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = host }, cancellationToken);
        reader = new StreamReader(stream, Encoding.UTF8);
    }

    private async Task<List<string>> CommandAsync(
        string command,
        int expected,
        CancellationToken cancellationToken,
        bool aboutMessage = false
    )
    {
        await stream.WriteAsync(Encoding.UTF8.GetBytes(command + "\r\n"), cancellationToken);
        await stream.FlushAsync(cancellationToken);
        return await ExpectAsync(expected, aboutMessage, cancellationToken);
    }

    private async Task<List<string>> ExpectAsync(int expected, bool aboutMessage, CancellationToken cancellationToken)
    {
        var lines = new List<string>();
        while (lines.Count < MaxLines)
        {
            var line = await reader.ReadLineAsync(cancellationToken) ?? throw new IOException("The server closed the connection.");
            if (line.Length < 3 || !int.TryParse(line.AsSpan(0, 3), NumberStyles.None, CultureInfo.InvariantCulture, out var code))
            {
                throw new IOException("The server does not speak SMTP.");
            }

            lines.Add(line.Length > 4 ? line[4..] : "");
            if (line.Length == 3 || line[3] == ' ')
            {
                return code == expected ? lines : throw new SmtpRefusedException(code, string.Join(' ', lines), aboutMessage);
            }
        }

        throw new IOException("The server's answer has no end.");
    }
}
