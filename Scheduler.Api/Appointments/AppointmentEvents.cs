using System.Text.Json;
using Scheduler.Api.Access;
using Scheduler.Api.Events;
using Scheduler.Api.Http;
using Scheduler.Data.Model;

namespace Scheduler.Api.Appointments;

/// <summary>
/// The events of an appointment. Their data is the appointment as its own GET answers right after, with its version and without its note.
/// </summary>
internal static class AppointmentEvents
{
    /// <param name="previous">Where the appointment was before it was moved.</param>
    public static Event Of(
        string type,
        Appointment a,
        Actor actor,
        DateTime nowUtc,
        (DateTime StartUtc, DateTime EndUtc)? previous = null
    ) =>
        EventRow.Of(
            type,
            EventSubjects.Appointment,
            a.Id.ToString(),
            actor,
            nowUtc,
            json =>
            {
                Write(json, a, nowUtc);
                if (previous is var (startUtc, endUtc))
                {
                    json.WriteStartObject("previous");
                    WriteInstant(json, "start", startUtc);
                    WriteInstant(json, "end", endUtc);
                    WriteIds(json, "providerIds", a.ProviderIds);
                    json.WriteEndObject();
                }
            },
            a.ProviderIds
        );

    /// <summary>The members of an appointment.</summary>
    public static void Write(Utf8JsonWriter json, Appointment a, DateTime nowUtc)
    {
        json.WriteString("id", a.Id);
        json.WriteString("userId", a.UserId);
        json.WriteString("appointmentType", a.AppointmentTypeId);
        WriteIds(json, "providerIds", a.ProviderIds);
        json.WriteString("date", Instants.FormatDate(a.Date));
        WriteInstant(json, "start", a.StartUtc);
        WriteInstant(json, "end", a.EndUtc);
        json.WriteString("status", StatusWords.Of(a.StatusAt(nowUtc)));
        WriteInstant(json, "holdExpiresAt", a.HoldExpiresUtc);
        WriteInstant(json, "createdAt", a.CreatedUtc);
        WriteInstant(json, "confirmedAt", a.ConfirmedUtc);
        WriteInstant(json, "cancelledAt", a.CancelledUtc);
        json.WriteNumber("version", a.Version);
    }

    private static void WriteInstant(Utf8JsonWriter json, string name, DateTime? utc)
    {
        if (utc is not { } instant)
        {
            json.WriteNull(name);
            return;
        }

        Span<char> text = stackalloc char[Instants.MaxLength];
        json.WriteString(name, text[..Instants.Write(instant, text)]);
    }

    private static void WriteIds(Utf8JsonWriter json, string name, List<string> ids)
    {
        json.WriteStartArray(name);
        foreach (var id in ids)
        {
            json.WriteStringValue(id);
        }

        json.WriteEndArray();
    }
}
