namespace Scheduler.Api.Audit;

/// <summary>What is told of beside the events: nothing was changed by it.</summary>
public static class AuditActions
{
    public const string ClientRead = "client.read";
    public const string ClientExported = "client.exported";

    /// <summary>The manage link of an appointment was handed out, or replaced.</summary>
    public const string LinkMade = "appointment.link-made";
    public const string LinkReplaced = "appointment.link-replaced";
}
