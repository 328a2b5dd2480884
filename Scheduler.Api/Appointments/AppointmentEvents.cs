using System.Text.Json;
using Scheduler.Api.Access;
using Scheduler.Api.Calendars;
using Scheduler.Api.Events;
using Scheduler.Api.Http;
using Scheduler.Data.Model;

namespace Scheduler.Api.Appointments;

/// <summary>Where an appointment was before it was moved.</summary>
internal sealed record FormerPlace(DateTime StartUtc, DateTime EndUtc, List<string> ProviderIds);

/// <summary>What an event of an appointment tells beside the appointment itself.</summary>
internal sealed record AppointmentChange
{
    /// <summary>Set where it was moved.</summary>
    public FormerPlace? Previous { get; init; }

    /// <summary>Whose it was; set where it has passed to another client.</summary>
    public string? FormerUserId { get; init; }

    /// <summary>The rules that were lifted for it; null for none.</summary>
    public RuleOverride? Lifted { get; init; }

    /// <summary>The names of the fields that are others than before: what stands in them is not told.</summary>
    public IReadOnlyList<string> Changed { get; init; } = [];
}

/// <summary>
/// The events of an appointment. Their data is the appointment as its own GET answers right after, with its version and without its notes.
/// </summary>
internal static class AppointmentEvents
{
    /// <summary>One event, in the calendars of everybody with whom the appointment is, or was until now.</summary>
    public static Event Of(string type, Appointment a, Actor actor, DateTime nowUtc, AppointmentChange? beside = null) =>
        EventRow.Of(
            type,
            EventSubjects.Appointment,
            a.Id.ToString(),
            actor,
            nowUtc,
            json =>
            {
                Write(json, a, nowUtc);
                if (beside is not null)
                {
                    Write(json, beside);
                }
            },
            beside?.Previous is { } previous ? [.. a.ProviderIds.Union(previous.ProviderIds, StringComparer.Ordinal)] : a.ProviderIds
        );

    /// <summary>The members of an appointment.</summary>
    public static void Write(Utf8JsonWriter json, Appointment a, DateTime nowUtc)
    {
        json.WriteString("id", a.Id);
        json.WriteString("userId", a.UserId);
        json.WriteString("appointmentType", a.AppointmentTypeId);
        WriteTexts(json, "providerIds", a.ProviderIds);
        json.WriteString("date", Instants.FormatDate(a.Date));
        WriteInstant(json, "start", a.StartUtc);
        WriteInstant(json, "end", a.EndUtc);
        json.WriteString("status", StatusWords.Of(a.StatusAt(nowUtc)));
        WriteInstant(json, "holdExpiresAt", a.HoldExpiresUtc);
        WriteInstant(json, "createdAt", a.CreatedUtc);
        WriteInstant(json, "confirmedAt", a.ConfirmedUtc);
        WriteInstant(json, "cancelledAt", a.CancelledUtc);
        json.WriteString("attendance", AttendanceWords.Of(a.Attendance));
        WriteInstant(json, "attendanceAt", a.AttendanceUtc);
        json.WriteNumber("version", a.Version);
    }

    private static void Write(Utf8JsonWriter json, AppointmentChange beside)
    {
        if (beside.Previous is { } previous)
        {
            json.WriteStartObject("previous");
            WriteInstant(json, "start", previous.StartUtc);
            WriteInstant(json, "end", previous.EndUtc);
            WriteTexts(json, "providerIds", previous.ProviderIds);
            json.WriteEndObject();
        }

        if (beside.FormerUserId is { } former)
        {
            json.WriteString("formerUserId", former);
        }

        if (beside.Changed.Count > 0)
        {
            WriteTexts(json, "changed", beside.Changed);
        }

        if (beside.Lifted is { } lifted)
        {
            json.WriteStartObject("override");
            WriteTexts(json, "rules", [.. lifted.Rules.Order().Select(RuleWords.Of)]);
            json.WriteBoolean("reason", lifted.Reason.Length > 0);
            json.WriteEndObject();
        }
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

    private static void WriteTexts(Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }
}
