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

    /// <summary>What names and describes the client is gone; its appointments ahead were cancelled.</summary>
    public const string ClientErased = "client.erased";
    public const string ProviderCreated = "provider.created";
    public const string ProviderUpdated = "provider.updated";
    public const string AppointmentTypeCreated = "appointment-type.created";
    public const string AppointmentTypeUpdated = "appointment-type.updated";
    public const string HoursChanged = "hours.changed";

    /// <summary>Dates are counted by the calendar of another zone.</summary>
    public const string OfficeZoneChanged = "office-zone.changed";

    public static readonly IReadOnlyList<string> All =
    [
        AppointmentHeld, AppointmentConfirmed, AppointmentRescheduled, AppointmentCancelled, AppointmentExpired, AppointmentClockMoved, ClientCreated, ClientUpdated, ClientErased,
        ProviderCreated, ProviderUpdated, AppointmentTypeCreated, AppointmentTypeUpdated, HoursChanged, OfficeZoneChanged,
    ];
}

/// <summary>What events happen to.</summary>
public static class EventSubjects
{
    public const string Appointment = "appointment";
    public const string Client = "client";
    public const string Provider = "provider";
    public const string AppointmentType = "appointment-type";
    public const string Office = "office";
}
