using Scheduler.Api.Calendars;
using Scheduler.Api.Questions;
using Scheduler.Api.Scheduling;
using Scheduler.Data.Model;

namespace Scheduler.Api.Appointments;

/// <summary>An appointment as it is booked: held where its type has a hold, else confirmed.</summary>
internal static class NewAppointment
{
    public static Appointment Of(Booking booking, SlotEngine engine, Placement way)
    {
        var (nowUtc, hold) = (engine.NowUtc, engine.Policy.HoldSeconds);
        var zone = way.Providers.Count > 0 ? way.Providers[0].Zone : engine.Office;
        return new Appointment
        {
            Id = Ids.New(nowUtc),
            UserId = booking.UserId,
            AppointmentTypeId = booking.AppointmentTypeId,
            ProviderIds = [.. way.ProviderIds],
            Date = engine.Office.DateOf(booking.StartUtc),
            StartUtc = booking.StartUtc,
            EndUtc = booking.StartUtc.AddMinutes(engine.Minutes),
            LocalStart = zone.ToWallClock(booking.StartUtc),
            TimeZone = zone.Id,
            Status = hold is null ? AppointmentStatus.Confirmed : AppointmentStatus.Held,
            HoldExpiresUtc = hold is { } seconds ? nowUtc.AddSeconds(seconds) : null,
            ConfirmedUtc = hold is null ? nowUtc : null,
            CreatedUtc = nowUtc,
            UpdatedUtc = nowUtc,
            Note = booking.Note,
            OverrideReason = booking.Override?.Reason,
            Answers = StoredQuestions.Write(booking.Answers),
            BookedOnline = booking.Visitor is not null,
        };
    }
}
