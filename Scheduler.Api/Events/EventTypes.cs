namespace Scheduler.Api.Events;

/// <summary>Every type of event. A new one needs a line here, a line in docs/events.md and the transition that writes it.</summary>
public static class EventTypes
{
    public const string AppointmentHeld = "appointment.held";

    /// <summary>Booked without a hold, or a hold confirmed.</summary>
    public const string AppointmentConfirmed = "appointment.confirmed";
    public const string AppointmentRescheduled = "appointment.rescheduled";
    public const string AppointmentCancelled = "appointment.cancelled";
    public const string AppointmentExpired = "appointment.expired";

    /// <summary>New rules of its zone put the instant of an appointment at another wall-clock time than was meant.</summary>
    public const string AppointmentClockMoved = "appointment.clock-moved";
    public const string ClientCreated = "client.created";
    public const string ClientUpdated = "client.updated";
    public const string ProviderCreated = "provider.created";
    public const string ProviderUpdated = "provider.updated";
    public const string AppointmentTypeCreated = "appointment-type.created";
    public const string AppointmentTypeUpdated = "appointment-type.updated";
    public const string HoursChanged = "hours.changed";
    public const string KeyCreated = "key.created";
    public const string KeyRevoked = "key.revoked";
    public const string AccountCreated = "account.created";
    public const string AccountUpdated = "account.updated";

    public static readonly IReadOnlyList<string> All =
    [
        AppointmentHeld, AppointmentConfirmed, AppointmentRescheduled, AppointmentCancelled, AppointmentExpired, AppointmentClockMoved, ClientCreated, ClientUpdated,
        ProviderCreated, ProviderUpdated, AppointmentTypeCreated, AppointmentTypeUpdated, HoursChanged,
        KeyCreated, KeyRevoked, AccountCreated, AccountUpdated,
    ];
}

/// <summary>What events happen to.</summary>
public static class EventSubjects
{
    public const string Appointment = "appointment";
    public const string Client = "client";
    public const string Provider = "provider";
    public const string AppointmentType = "appointment-type";
    public const string Key = "key";
    public const string Account = "account";
}
