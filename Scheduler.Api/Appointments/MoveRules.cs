using Scheduler.Api.Access;
using Scheduler.Api.Calendars;
using Scheduler.Api.Scheduling;
using Scheduler.Data.Model;

namespace Scheduler.Api.Appointments;

/// <summary>Who may move what where; whether there is room is the engine's to say.</summary>
internal static class MoveRules
{
    /// <summary>Why this actor may not move the appointment like this; null where it may.</summary>
    public static Refusal? Check(AppointmentState state, Move move, Actor actor) =>
        (move.Override is null ? null : Permission.ChangeAppointments.Check(actor))
        ?? NotMovable(state)
        ?? Foreign(state.Appointment, move, actor)
        ?? IntoThePast(state, move, actor);

    public static Refusal? NotMovable(AppointmentState state) =>
        state.Status is AppointmentStatus.Held or AppointmentStatus.Confirmed
            ? null
            : Refusal.WrongState($"The appointment is {StatusWords.Of(state.Status)}; it cannot be moved.", StatusWords.Of(state.Status));

    /// <summary>The moved appointment, as the engine is asked whether it could be booked.</summary>
    public static Booking AsBooking(Appointment appointment, Move move, Actor actor)
    {
        var providerIds = move.ProviderIds ?? appointment.ProviderIds;
        return new Booking(
            appointment.UserId,
            appointment.AppointmentTypeId,
            providerIds is [Booking.Any] && actor.OnlyProvider is { } own ? [own] : providerIds,
            move.StartUtc ?? appointment.StartUtc,
            move.Minutes ?? (int)(appointment.EndUtc - appointment.StartUtc).TotalMinutes
        )
        {
            Override = move.Override,
        };
    }

    /// <summary>Others' calendars do not exist for a provider, but for those with whom it has the appointment together.</summary>
    private static Refusal? Foreign(Appointment appointment, Move move, Actor actor) =>
        actor.OnlyProvider is { } own
        && move.ProviderIds?.FirstOrDefault(id => id != own && id != Booking.Any && !appointment.ProviderIds.Contains(id)) is { } other
            ? Refusal.NotFound("provider", other)
            : null;

    /// <summary>A type may allow the past, for an office that writes down what was; the holder of a manage link does not mean it.</summary>
    private static Refusal? IntoThePast(AppointmentState state, Move move, Actor actor) =>
        actor.Kind == ActorKind.ManageLink && (move.StartUtc ?? state.Appointment.StartUtc) <= state.AtUtc
            ? Refusal.Of(BookingRefusal.TooSoon(move.StartUtc ?? state.Appointment.StartUtc, state.AtUtc))
            : null;
}
