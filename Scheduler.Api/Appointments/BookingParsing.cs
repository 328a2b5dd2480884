using Scheduler.Api.Calendars;
using Scheduler.Api.Http;
using Scheduler.Api.Scheduling;
using Scheduler.Data.Model;

namespace Scheduler.Api.Appointments;

/// <summary>Reads what a caller wants to book.</summary>
internal static class BookingParsing
{
    /// <summary>As many as overlaps are found for: two, or two hundred.</summary>
    private const int MaxProviders = Limits.Providers;

    public static Outcome<Booking> Parse(BookAppointmentRequest request)
    {
        var errors = new RequestErrors();
        errors.UserId("userId", request.UserId);
        errors.Id("appointmentType", request.AppointmentType);
        errors.Text("note", request.Note, Limits.Note, required: false);
        var providerIds = Providers(request, errors);
        var startUtc = Start(request.Start, request.Date, request.Time, errors);
        errors.Instant(request.Start is null ? "date" : "start", startUtc == default ? null : startUtc);
        var minutes = Length(request, startUtc, errors);
        var lifted = OverrideParsing.Parse(request.Override, errors);
        return errors.Any
            ? errors.Refusal
            : new Booking(request.UserId, request.AppointmentType, providerIds, startUtc, minutes, request.Note)
            {
                Answers = request.Answers,
                Override = lifted,
            };
    }

    /// <summary>Either one instant, or a date with a time of day, in UTC as every time that names no offset.</summary>
    private static DateTime Start(DateTime? start, DateOnly? date, string? time, RequestErrors errors)
    {
        if (start is not null && (date is not null || time is not null))
        {
            errors.Add("start", "must not be sent together with 'date' or 'time'");
        }
        else if (start is null && date is null && time is null)
        {
            errors.Add("start", "must be sent, or 'date' and 'time'");
        }
        else if (start is null && date is null)
        {
            errors.Add("date", "must be sent with 'time'");
        }
        else if (start is null && time is null)
        {
            errors.Add("time", "must be sent with 'date'");
        }

        if (start is not null || date is null || time is null)
        {
            return start ?? default;
        }

        if (!LocalRange.TryParseTime(time, asEnd: false, out var minute))
        {
            errors.Add("time", "must be a time of day from 00:00 to 23:59");
        }

        return date.Value.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc).AddMinutes(minute);
    }

    private static int? Length(BookAppointmentRequest request, DateTime startUtc, RequestErrors errors)
    {
        errors.Between("minutes", request.Minutes, 1, Limits.Minutes);
        if (request.End is not { } endUtc)
        {
            return request.Minutes;
        }

        var length = endUtc - startUtc;
        if (request.Minutes is not null)
        {
            errors.Add("end", "must not be sent together with 'minutes'");
        }
        else if (length <= TimeSpan.Zero)
        {
            errors.Add("end", "must be after the start");
        }
        else if (length.Ticks % TimeSpan.TicksPerMinute != 0 || length.TotalMinutes > Limits.Minutes)
        {
            errors.Add("end", $"must be a whole number of minutes after the start, at most {Limits.Minutes}");
        }

        return errors.Any ? null : (int)length.TotalMinutes;
    }

    private static IReadOnlyList<string> Providers(BookAppointmentRequest request, RequestErrors errors)
    {
        if (request.ProviderId is not null && request.ProviderIds is not null)
        {
            errors.Add("providerId", "must not be sent together with 'providerIds'");
        }

        if (request.ProviderIds is null)
        {
            if (request.ProviderId is not null)
            {
                errors.Id("providerId", request.ProviderId);
            }

            return request.ProviderId is null ? [] : [request.ProviderId];
        }

        CheckProviders("providerIds", request.ProviderIds, errors);
        return request.ProviderIds;
    }

    /// <summary>With whom together something is booked or moved.</summary>
    public static void CheckProviders(string field, IReadOnlyList<string> ids, RequestErrors errors)
    {
        if (ids.Count > MaxProviders)
        {
            errors.Add(field, $"must name at most {MaxProviders} providers");
            return;
        }

        for (var i = 0; i < ids.Count; i++)
        {
            errors.Id($"{field}[{i}]", ids[i]);
        }

        if (ids.Distinct(StringComparer.Ordinal).Count() < ids.Count)
        {
            errors.Add(field, "must not name a provider twice");
        }

        if (ids.Count > 1 && ids.Contains(Booking.Any))
        {
            errors.Add(field, $"must not name others beside '{Booking.Any}'");
        }
    }
}
