using System.ComponentModel;
using System.Text.Json.Serialization;
using Scheduler.Api.Http;
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
    [property: JsonConverter(typeof(AnswersConverter))] IReadOnlyDictionary<string, string>? Answers = null
);

/// <summary>A visit to book for the user in the path: one instant, or a date and a time of day in UTC.</summary>
/// <param name="Start">The start; in place of it, <c>date</c> and <c>time</c> may be sent.</param>
/// <param name="Date">The date of the start, in UTC; sent with <c>time</c> in place of <c>start</c>.</param>
public sealed record BookVisitRequest(DateTime? Start = null, DateOnly? Date = null, string? Time = null, string? Note = null);

/// <summary>Why an appointment is cancelled, for whoever reads it later.</summary>
/// <param name="Reason">The reason in the caller's words; it may be left out.</param>
public sealed record CancelRequest(string? Reason = null);

/// <summary>Where an appointment is moved to; the length stays unless it is sent.</summary>
/// <param name="Start">The new start.</param>
/// <param name="Minutes">The new length in minutes; without it, the present one.</param>
public sealed record RescheduleRequest(DateTime Start, int? Minutes = null);

/// <summary>Which manage link is wanted.</summary>
/// <param name="Rotate">Whether earlier links of the appointment open nothing from now on.</param>
public sealed record ManageLinkRequest(bool Rotate = false);

/// <summary>The link that opens one appointment to whoever has it.</summary>
/// <param name="Url">An absolute address below `PublicBaseUrl`; whoever has it can see, move and cancel the appointment.</param>
public sealed record ManageLinkResponse(string Url);

/// <summary>An appointment. Instants in UTC.</summary>
/// <param name="Date">Calendar date of the start in the office zone.</param>
/// <param name="Answers">What was answered to the type's questions, by their ids; null where nothing was.</param>
/// <param name="HoldExpiresAt">The first instant at which it is no longer held; null unless it is, or expired as, a hold.</param>
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
    [property: JsonConverter(typeof(AnswersConverter))] IReadOnlyDictionary<string, string>? Answers
)
{
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
            StoredQuestions.Answers(a)
        );

    public static AppointmentResponse Of(AppointmentState state) => Of(state.Appointment, state.AtUtc);
}
