using Scheduler.Api.Scheduling;
using Scheduler.Data.Model;

namespace Scheduler.Api.Web.Booking;

/// <summary>A time that somebody chose on a booking page; whether it is free is found out by booking it.</summary>
/// <param name="Query">The page, at the day of the time.</param>
/// <param name="Providers">Of whom any free one will do, where none is named.</param>
internal sealed record BookingChoice(
    BookingQuery Query,
    AppointmentType Type,
    AppointmentPolicy Policy,
    int Minutes,
    Provider? Provider,
    IReadOnlyList<string> Providers,
    Viewer Viewer,
    DateTime StartUtc
)
{
    /// <summary>Who are to meet, where they are several.</summary>
    public IReadOnlyList<Provider> Together { get; init; } = [];

    /// <summary>With whom, in words; null for a type that takes nobody's time.</summary>
    public string? With(PageLanguage language) =>
        !Policy.ProviderRequired ? null
        : Together.Count > 0 ? string.Join(", ", Together.Select(Names.Of))
        : Provider is { } p ? Names.Of(p)
        : language["Choose.Any"];

    /// <summary>As a booking names them.</summary>
    public IReadOnlyList<string> ProviderIds =>
        !Policy.ProviderRequired ? []
        : Query.Others.Count > 0 ? Query.Others
        : [Query.Provider];

    public Calendars.Booking Booking(string userId, string? note) => new(userId, Type.Id, ProviderIds, StartUtc, Minutes, note);

    /// <summary>Whether this appointment is what was chosen.</summary>
    public bool Is(Appointment appointment) =>
        appointment.AppointmentTypeId == Type.Id
        && appointment.StartUtc == StartUtc
        && appointment.EndUtc == StartUtc.AddMinutes(Minutes)
        && (Query.AnyProvider || appointment.ProviderIds.SequenceEqual(ProviderIds));
}
