namespace Scheduler.Api.Mail;

/// <summary>Wakes the sender of mails of this process.</summary>
public sealed class MailSignal : Jobs.Signal;
