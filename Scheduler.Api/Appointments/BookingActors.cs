using Scheduler.Api.Access;
using Scheduler.Api.Calendars;

namespace Scheduler.Api.Appointments;

/// <summary>Who may book what; whether there is room is the engine's to say.</summary>
internal static class BookingActors
{
    /// <summary>
    /// Why this actor may not book this; null where it may. A provider books itself, and need not say so: others' calendars do not exist
    /// for it.
    /// </summary>
    public static Refusal? Check(Booking booking, Actor actor) =>
        (booking.Override is null ? null : Permission.ChangeAppointments.Check(actor))
        ?? (
            actor.OnlyProvider is { } own && booking.ProviderIds.FirstOrDefault(id => id != own && id != Booking.Any) is { } other
                ? Refusal.NotFound("provider", other)
                : null
        );
}
