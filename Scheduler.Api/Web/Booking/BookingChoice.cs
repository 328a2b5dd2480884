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
    /// <summary>Null for a type that takes nobody's time.</summary>
    public string? With =>
        !Policy.ProviderRequired ? null
        : Provider is { } p ? Names.Of(p)
        : "Any free provider";

    public Calendars.Booking Booking(string userId, string? note) =>
        new(userId, Type.Id, Policy.ProviderRequired ? [Query.Provider] : [], StartUtc, Minutes, note);
}
