using System.Text.RegularExpressions;
using Scheduler.Api.Http;

namespace Scheduler.Api.Events;

/// <summary>Every type of event. A new one needs a line here, a line in docs/events.md and the transition that writes it.</summary>
public static partial class EventTypes
{
    public const string AppointmentHeld = "appointment.held";

    /// <summary>Booked without a hold, or a hold confirmed.</summary>
    public const string AppointmentConfirmed = "appointment.confirmed";
    public const string AppointmentRescheduled = "appointment.rescheduled";
    public const string AppointmentCancelled = "appointment.cancelled";
    public const string AppointmentExpired = "appointment.expired";

    /// <summary>The client has come, or not; or what was said of it was taken back.</summary>
    public const string AppointmentAttendance = "appointment.attendance";

    /// <summary>It has other notes, or another client.</summary>
    public const string AppointmentUpdated = "appointment.updated";

    /// <summary>New rules of its zone put the instant of an appointment at another wall-clock time than was meant.</summary>
    public const string AppointmentClockMoved = "appointment.clock-moved";
    public const string ClientCreated = "client.created";
    public const string ClientUpdated = "client.updated";

    /// <summary>What names and describes the client is gone; its appointments ahead were cancelled.</summary>
    public const string ClientErased = "client.erased";

    /// <summary>The client is gone, and what it had is another's.</summary>
    public const string ClientMerged = "client.merged";
    public const string ProviderCreated = "provider.created";
    public const string ProviderUpdated = "provider.updated";
    public const string AppointmentTypeCreated = "appointment-type.created";
    public const string AppointmentTypeUpdated = "appointment-type.updated";
    public const string HoursChanged = "hours.changed";

    /// <summary>The dates on which the office is closed are others.</summary>
    public const string ClosuresChanged = "closures.changed";

    /// <summary>What the practice says of itself.</summary>
    public const string SettingsChanged = "settings.changed";
    public const string KeyCreated = "key.created";
    public const string KeyRevoked = "key.revoked";
    public const string AccountCreated = "account.created";
    public const string AccountUpdated = "account.updated";

    /// <summary>Dates are counted by the calendar of another zone.</summary>
    public const string OfficeZoneChanged = "office-zone.changed";

    /// <summary>Sent to a webhook on somebody's wish, and in no feed.</summary>
    public const string WebhookTest = "webhook.test";

    /// <summary>The types in the feed.</summary>
    public static readonly IReadOnlyList<string> All =
    [
        AppointmentHeld,
        AppointmentConfirmed,
        AppointmentRescheduled,
        AppointmentCancelled,
        AppointmentExpired,
        AppointmentAttendance,
        AppointmentUpdated,
        AppointmentClockMoved,
        ClientCreated,
        ClientUpdated,
        ClientErased,
        ClientMerged,
        ProviderCreated,
        ProviderUpdated,
        AppointmentTypeCreated,
        AppointmentTypeUpdated,
        HoursChanged,
        ClosuresChanged,
        SettingsChanged,
        OfficeZoneChanged,
        KeyCreated,
        KeyRevoked,
        AccountCreated,
        AccountUpdated,
    ];

    /// <summary>Whether a type is among these types and beginnings of types that end in <c>*</c>.</summary>
    public static bool IsAmong(string type, IEnumerable<string> wanted) =>
        wanted.Any(w => w.EndsWith('*') ? type.StartsWith(w[..^1], StringComparison.Ordinal) : w == type);

    /// <summary>The types that these types and beginnings of types mean.</summary>
    public static List<string> Expand(IReadOnlyList<string> wanted) =>
        [
            .. wanted
                .Where(w => !w.EndsWith('*'))
                .Concat(All.Where(type => IsAmong(type, wanted.Where(w => w.EndsWith('*')))))
                .Distinct(StringComparer.Ordinal),
        ];

    /// <summary>Whether a text looks like a type, or like a beginning of types such as <c>appointment.*</c> or <c>*</c>.</summary>
    public static bool IsPattern(string text) => text == "*" || Pattern().IsMatch(text);

    [GeneratedRegex(
        @"\A[a-z-]{1,30}\.([a-z-]{1,30}|\*)\z",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Pattern();
}

/// <summary>What events happen to.</summary>
public static partial class EventSubjects
{
    public const string Appointment = "appointment";
    public const string Client = "client";
    public const string Provider = "provider";
    public const string AppointmentType = "appointment-type";
    public const string Office = "office";
    public const string Key = "key";
    public const string Account = "account";

    /// <summary>Reads a kind and an id, such as <c>appointment:ID</c>, or a kind alone.</summary>
    /// <returns>False for a text that is neither.</returns>
    public static bool TryRead(string text, out string kind, out string? id)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        (kind, id) = colon < 0 ? (text, null) : (text[..colon], text[(colon + 1)..]);
        return Kind().IsMatch(kind) && (id is null || RequestErrors.IsId(id));
    }

    [GeneratedRegex(@"\A[a-z-]{1,30}\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Kind();
}
