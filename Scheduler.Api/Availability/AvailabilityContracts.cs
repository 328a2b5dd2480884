using Scheduler.Api.Appointments;
using Scheduler.Api.Calendars;
using Scheduler.Api.Scheduling;

namespace Scheduler.Api.Availability;

/// <summary>A stretch of a day in the provider's wall-clock time, <c>HH:mm</c>; an end may be <c>24:00</c>.</summary>
/// <param name="Start">The first minute, <c>HH:mm</c>.</param>
/// <param name="End">The first minute after it, <c>HH:mm</c> or <c>24:00</c>.</param>
public sealed record HoursRange(string Start, string End)
{
    public static HoursRange Of(LocalRange range) => new(LocalRange.FormatTime(range.StartMinute), LocalRange.FormatTime(range.EndMinute));
}

/// <summary>A stretch of one day of every week.</summary>
/// <param name="Day"><c>monday</c> … <c>sunday</c>.</param>
/// <param name="Start">The first minute, <c>HH:mm</c>.</param>
/// <param name="End">The first minute after it, <c>HH:mm</c> or <c>24:00</c>.</param>
public sealed record WeeklyRange(string Day, string Start, string End);

/// <summary>Open hours: weekly ones, and dates that replace them.</summary>
/// <param name="TimeZone">IANA name of the provider's zone, in which the hours are wall-clock times.</param>
public sealed record HoursResponse(
    string TimeZone,
    IReadOnlyList<WeeklyRange> Weekly,
    IReadOnlyDictionary<DateOnly, IReadOnlyList<HoursRange>> Dates
)
{
    public static HoursResponse Of(StoredHours hours) =>
        new(
            hours.Provider.TimeZone,
            hours
                .Weekly.OrderBy(h => ((int)h.Day + 6) % 7)
                .SelectMany(h =>
                    HoursText
                        .Parse(h.Ranges)
                        .Select(r => new WeeklyRange(
                            HoursParsing.DayName(h.Day),
                            LocalRange.FormatTime(r.StartMinute),
                            LocalRange.FormatTime(r.EndMinute)
                        ))
                )
                .ToList(),
            hours.Dates.ToDictionary(h => h.Date, h => (IReadOnlyList<HoursRange>)HoursText.Parse(h.Ranges).Select(HoursRange.Of).ToList())
        );
}

/// <summary>The open hours after a change, and the live appointments that now lie outside them: they stay.</summary>
/// <param name="TimeZone">IANA name of the provider's zone, in which the hours are wall-clock times.</param>
/// <param name="Affected">Live appointments that lie outside the open hours now.</param>
public sealed record HoursChangedResponse(
    string TimeZone,
    IReadOnlyList<WeeklyRange> Weekly,
    IReadOnlyDictionary<DateOnly, IReadOnlyList<HoursRange>> Dates,
    IReadOnlyList<AppointmentResponse> Affected
)
{
    public static HoursChangedResponse Of(ChangedHours changed)
    {
        var hours = HoursResponse.Of(changed.Hours);
        return new(
            hours.TimeZone,
            hours.Weekly,
            hours.Dates,
            changed.Affected.Select(a => AppointmentResponse.Of(a, changed.NowUtc)).ToList()
        );
    }
}

/// <summary>Weekly hours that replace those there are.</summary>
public sealed record PutWeeklyHoursRequest(IReadOnlyList<WeeklyRange> Weekly);

/// <summary>Dates to set whole: an empty list closes the day, null returns it to the weekly hours.</summary>
/// <param name="Dates">The hours by date, 1 to 366 of them; stretches of one day must not overlap.</param>
public sealed record PutDateHoursRequest(IReadOnlyDictionary<DateOnly, IReadOnlyList<HoursRange>?> Dates);

/// <summary>A window of availability, two instants; it is added to what is there.</summary>
/// <param name="End">The first instant after it, at most 31 days after the start.</param>
public sealed record AddWindowRequest(DateTime Start, DateTime End);

/// <summary>An appointment in the provider's wall-clock time.</summary>
/// <param name="Start">The first minute, <c>HH:mm</c>.</param>
/// <param name="End">The first minute after it, <c>HH:mm</c> or <c>24:00</c>.</param>
/// <param name="UserName">First and last name of the user; null where the user is not known by name.</param>
public sealed record DayAppointment(Guid Id, string Start, string End, string Status, string UserId, string? UserName);

/// <summary>One date: when it is open, what of that is free, and what is booked.</summary>
/// <param name="Open">The open hours.</param>
/// <param name="Free">The open hours that no appointment and no buffer takes.</param>
/// <param name="Appointments">The live appointments of the date, by start.</param>
public sealed record DayAvailability(
    IReadOnlyList<HoursRange> Open,
    IReadOnlyList<HoursRange> Free,
    IReadOnlyList<DayAppointment> Appointments
);

/// <summary>A provider's days in its own wall-clock time.</summary>
/// <param name="TimeZone">IANA name of the provider's zone.</param>
/// <param name="Days">By date, in order: one entry for each date that was asked for.</param>
public sealed record AvailabilityResponse(string ProviderId, string TimeZone, IReadOnlyDictionary<DateOnly, DayAvailability> Days)
{
    public static AvailabilityResponse Of(ProviderDays days) =>
        new(
            days.Provider.Provider.Id,
            days.Provider.Zone.Id,
            days.Days.ToDictionary(
                d => d.Date,
                d => new DayAvailability(
                    d.Open.Select(HoursRange.Of).ToList(),
                    d.Free.Select(f => new HoursRange(LocalRange.FormatTime(f.StartMinute), LocalRange.FormatTime(f.EndMinute))).ToList(),
                    d.Appointments.Select(a => new DayAppointment(
                            a.Appointment.Id,
                            LocalRange.FormatTime(a.StartMinute),
                            LocalRange.FormatTime(a.EndMinute),
                            StatusWords.Of(a.Status),
                            a.Appointment.UserId,
                            a.UserName
                        ))
                        .ToList()
                )
            )
        );
}
