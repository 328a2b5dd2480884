using System.ComponentModel.DataAnnotations;
using System.Net.Mail;

namespace Scheduler.Api.Mail;

/// <summary>Settings under <c>Mail</c>. Without a server and a directory no mail is made.</summary>
public sealed class MailOptions
{
    public const string Section = "Mail";

    /// <summary>
    /// Such as <c>smtp://user:password@host:587</c>, where STARTTLS is required unless it ends in <c>?tls=none</c>, or <c>smtps://…</c>.
    /// </summary>
    public string? Server { get; set; }

    /// <summary>Who sends: an address, with a name where there is one, such as <c>Practice &lt;office@example.org&gt;</c>.</summary>
    public string? From { get; set; }

    /// <summary>A folder into which mails are written, as <c>.eml</c> files, in place of being sent.</summary>
    public string? Directory { get; set; }

    /// <summary>How many seconds one mail may take, its connection among it.</summary>
    [Range(1, 300)]
    public int AnswerSeconds { get; set; } = 30;

    public bool IsOn => !string.IsNullOrEmpty(Server) || !string.IsNullOrEmpty(Directory);

    /// <summary>What is wrong with the settings; null when nothing is.</summary>
    public string? WhyNot =>
        !string.IsNullOrEmpty(Server) && SmtpServer.Parse(Server) is null
            ? "Mail:Server must be an address such as smtp://user:password@host:587 or smtps://host."
        : !string.IsNullOrEmpty(Server) && string.IsNullOrEmpty(From) ? "Mail:From must be set where Mail:Server is: who sends?"
        : !string.IsNullOrEmpty(From) && !MailAddress.TryCreate(From, out _)
            ? "Mail:From must be an e-mail address, such as Practice <office@example.org>."
        : null;

    public MailAddress Sender => new(string.IsNullOrEmpty(From) ? "Scheduler <scheduler@localhost>" : From);
}
