using System.ComponentModel;
using System.Text.Json.Serialization;
using Scheduler.Api.Clients;
using Scheduler.Api.Http;
using Scheduler.Api.Providers;
using Scheduler.Api.Questions;
using Scheduler.Data.Model;

namespace Scheduler.Api.Appointments;

/// <summary>A booking to make. The start is one instant, or a date and a time of day in UTC.</summary>
/// <param name="UserId">Who books; an id nobody registered is taken too.</param>
/// <param name="AppointmentType">The id of the appointment type to book.</param>
/// <param name="ProviderIds">All of them are booked together or none; <c>["any"]</c> picks one that is free.</param>
/// <param name="ProviderId">One provider, in place of <c>providerIds</c>.</param>
/// <param name="Start">The start; in place of it, <c>date</c> and <c>time</c> may be sent.</param>
/// <param name="Date">The date of the start, in UTC; sent with <c>time</c> in place of <c>start</c>.</param>
/// <param name="Minutes">The length in minutes; without it, the type's shortest.</param>
/// <param name="Answers">Answers to the type's questions, by their ids: texts, dates such as 2026-11-23, `yes` or `no`.</param>
/// <param name="End">The end in place of a length: a whole number of minutes after the start, at most 1440.</param>
/// <param name="Override">For the office: rules that do not count this time.</param>
public record BookAppointmentRequest(
    string UserId,
    [property: DefaultValue("visit")] string AppointmentType = "visit",
    IReadOnlyList<string>? ProviderIds = null,
    string? ProviderId = null,
    DateTime? Start = null,
    DateOnly? Date = null,
    string? Time = null,
    int? Minutes = null,
    DateTime? End = null,
    string? Note = null,
    OverrideRequest? Override = null,
    [property: JsonConverter(typeof(AnswersConverter))] IReadOnlyDictionary<string, string>? Answers = null
);

/// <summary>Rules that somebody of the office lifts for one booking or move; never another appointment, nor the daily limit.</summary>
/// <param name="Rules">Which, by the slugs of the problems by which they refuse; rules that are not named refuse as ever.</param>
/// <param name="Reason">
/// Why, in a few words. The audit says that there is one; the words stand with the appointment, for the office alone.
/// </param>
public sealed record OverrideRequest(IReadOnlyList<string> Rules, string Reason);

/// <summary>A visit to book for the user in the path: one instant, or a date and a time of day in UTC.</summary>
/// <param name="Start">The start; in place of it, <c>date</c> and <c>time</c> may be sent.</param>
/// <param name="Date">The date of the start, in UTC; sent with <c>time</c> in place of <c>start</c>.</param>
public sealed record BookVisitRequest(DateTime? Start = null, DateOnly? Date = null, string? Time = null, string? Note = null);

/// <summary>Why an appointment is cancelled, for whoever reads it later.</summary>
/// <param name="Reason">The reason in the caller's words; it may be left out.</param>
public sealed record CancelRequest(string? Reason = null);

/// <summary>Where an appointment is moved to; what is left out stays, and something must be sent.</summary>
/// <param name="Start">The new start; without it, the present one.</param>
/// <param name="Minutes">The new length in minutes; without it, the present one.</param>
/// <param name="ProviderIds">With whom it is from now on, all of them together; <c>["any"]</c> keeps who has it, or else picks one that is
/// free. Without it, with whom it is now.</param>
/// <param name="Override">For the office: rules that do not count this time.</param>
public sealed record RescheduleRequest(
    DateTime? Start = null,
    int? Minutes = null,
    IReadOnlyList<string>? ProviderIds = null,
    OverrideRequest? Override = null
);

/// <summary>What became of an appointment.</summary>
/// <param name="Attendance">`arrived`, `done` or `no-show`; null takes back what was said.</param>
public sealed record AttendanceRequest(string? Attendance);

/// <summary>Changes to an appointment: fields that are left out stay, null clears a note.</summary>
public sealed class PatchAppointmentRequest : Patch
{
    public string? Note
    {
        get;
        set => field = Sent(value);
    }

    /// <summary>What the office writes for itself: whoever booked never sees it.</summary>
    public string? StaffNote
    {
        get;
        set => field = Sent(value);
    }

    /// <summary>Whose it is from now on; an id nobody registered is taken, too.</summary>
    public string UserId
    {
        get;
        set => field = Sent(value);
    } = "";

    internal AppointmentEdit Edit() =>
        new()
        {
            Note = Field(nameof(Note), Note),
            StaffNote = Field(nameof(StaffNote), StaffNote),
            UserId = Field<string?>(nameof(UserId), UserId),
        };
}

/// <summary>Which manage link is wanted.</summary>
/// <param name="Rotate">Whether earlier links of the appointment open nothing from now on.</param>
public sealed record ManageLinkRequest(bool Rotate = false);

/// <summary>The link that opens one appointment to whoever has it.</summary>
/// <param name="Url">An absolute address below `PublicBaseUrl`; whoever has it can see, move and cancel the appointment.</param>
public sealed record ManageLinkResponse(string Url);

/// <summary>An appointment. Instants in UTC.</summary>
/// <param name="Date">Calendar date of the start in the office zone.</param>
/// <param name="StaffNote">What the office writes for itself; null where there is nothing.</param>
/// <param name="Attendance">`arrived`, `done` or `no-show`; null as long as nothing is known.</param>
/// <param name="AttendanceAt">When that was said; null as long as nothing is known.</param>
/// <param name="Answers">What was answered to the type's questions, by their ids; null where nothing was.</param>
/// <param name="HoldExpiresAt">The first instant at which it is no longer held; null unless it is, or expired as, a hold.</param>
/// <param name="ManageUrl">Only in the answer of a booking by a public key: the manage link, by which whoever booked sees, moves and cancels it.</param>
public sealed record AppointmentResponse(
    Guid Id,
    string UserId,
    string AppointmentType,
    IReadOnlyList<string> ProviderIds,
    DateOnly Date,
    DateTime Start,
    DateTime End,
    string Status,
    DateTime? HoldExpiresAt,
    DateTime CreatedAt,
    DateTime? ConfirmedAt,
    DateTime? CancelledAt,
    string? Note,
    string? StaffNote,
    string? Attendance,
    DateTime? AttendanceAt,
    [property: JsonConverter(typeof(AnswersConverter))] IReadOnlyDictionary<string, string>? Answers,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? ManageUrl = null
)
{
    /// <summary>Whom it is for; only where `expand` asks for it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ClientResponse? Client { get; init; }

    /// <summary>With whom it is, in the order of `providerIds`; only where `expand` asks for it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ProviderResponse>? Providers { get; init; }

    public static AppointmentResponse Of(Appointment a, DateTime nowUtc) =>
        new(
            a.Id,
            a.UserId,
            a.AppointmentTypeId,
            a.ProviderIds,
            a.Date,
            a.StartUtc,
            a.EndUtc,
            StatusWords.Of(a.StatusAt(nowUtc)),
            a.HoldExpiresUtc,
            a.CreatedUtc,
            a.ConfirmedUtc,
            a.CancelledUtc,
            a.Note,
            a.StaffNote,
            AttendanceWords.Of(a.Attendance),
            a.AttendanceUtc,
            StoredQuestions.Answers(a)
        );

    /// <summary>With what the list was asked to bring along.</summary>
    internal static AppointmentResponse Of(Appointment a, ListedAppointments list) =>
        Of(a, list.NowUtc) with
        {
            Client = list.Clients is { } clients ? ClientResponse.Of(clients[a.UserId]) : null,
            Providers = list.Providers is { } providers ? [.. a.ProviderIds.Select(id => ProviderResponse.Of(providers[id]))] : null,
        };

    public static AppointmentResponse Of(AppointmentState state) => Of(state.Appointment, state.AtUtc);
}
