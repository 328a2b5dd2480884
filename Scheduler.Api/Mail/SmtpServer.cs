namespace Scheduler.Api.Mail;

/// <summary>How an SMTP server keeps what it is sent secret.</summary>
internal enum SmtpSecurity
{
    /// <summary>TLS after STARTTLS, or nothing is sent.</summary>
    StartTls,

    /// <summary>TLS from the first byte.</summary>
    Tls,

    /// <summary>Not at all.</summary>
    None,
}

/// <summary>Where mails are sent through.</summary>
internal sealed record SmtpServer(string Host, int Port, SmtpSecurity Security, string? User, string? Password)
{
    private const int SubmissionPort = 587;
    private const int TlsPort = 465;

    /// <returns>Null for a text that is no such address.</returns>
    public static SmtpServer? Parse(string text)
    {
        if (
            !Uri.TryCreate(text, UriKind.Absolute, out var url)
            || url.Host.Length == 0
            || url.AbsolutePath is not ("" or "/")
            || url.Query is not ("" or "?tls=none")
        )
        {
            return null;
        }

        var parts = url.UserInfo.Split(':', 2);
        var user = parts[0].Length > 0 ? Uri.UnescapeDataString(parts[0]) : null;
        var password = parts.Length > 1 ? Uri.UnescapeDataString(parts[1]) : null;
        return url.Scheme switch
        {
            "smtp" => new SmtpServer(
                url.IdnHost,
                url.Port > 0 ? url.Port : SubmissionPort,
                url.Query.Length > 0 ? SmtpSecurity.None : SmtpSecurity.StartTls,
                user,
                password
            ),
            "smtps" when url.Query.Length == 0 => new SmtpServer(
                url.IdnHost,
                url.Port > 0 ? url.Port : TlsPort,
                SmtpSecurity.Tls,
                user,
                password
            ),
            _ => null,
        };
    }
}
