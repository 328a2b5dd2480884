namespace Scheduler.Api.Audit;

/// <summary>What is told of beside the events: nothing was changed by it.</summary>
public static class AuditActions
{
    public const string ClientRead = "client.read";
    public const string ClientExported = "client.exported";

    /// <summary>The manage link of an appointment was handed out, or replaced.</summary>
    public const string LinkMade = "appointment.link-made";
    public const string LinkReplaced = "appointment.link-replaced";

    public const string SignedIn = "account.signed-in";

    /// <summary>One session was ended, by its holder.</summary>
    public const string SignedOut = "account.signed-out";

    /// <summary>A password, a code or a passkey was wrong.</summary>
    public const string SignInFailed = "account.sign-in-failed";

    /// <summary>An account or a key asked for what it may not do, or a key came that opens nothing any longer.</summary>
    public const string Denied = "access.denied";

    /// <summary>More was refused than is told of one by one.</summary>
    public const string Untold = "access.untold";

    /// <summary>Rows whose time was over were removed, with their seals.</summary>
    public const string Trimmed = "audit.trimmed";

    /// <summary>Past appointments whose time was over were removed.</summary>
    public const string AppointmentsForgotten = "appointment.forgotten";
}

/// <summary>What that happens to, beside the subjects of events.</summary>
public static class AuditSubjects
{
    /// <summary>What an endpoint is for: see <see cref="Access.Permission"/>.</summary>
    public const string Permission = "permission";

    /// <summary>The audit itself.</summary>
    public const string Audit = "audit";

    public const string PastAppointments = "past-appointments";

    /// <summary>The id of an account that there is not, or of several.</summary>
    public const string Nobody = "nobody";
}
