using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Scheduler.Api.Access;
using Scheduler.Api.Http;
using Scheduler.Data.Model;

namespace Scheduler.Api.Appointments;

/// <summary>What is done with one appointment that is there.</summary>
public static class AppointmentChangeEndpoints
{
    private const string IfMatch = "Only if the appointment's ETag is this one";

    /// <param name="group">The routes of appointments.</param>
    public static void MapAppointmentChanges(this IEndpointRouteBuilder group)
    {
        group
            .MapPost("/{id}/confirm", ConfirmAsync)
            .Needs(Permission.ChangeAppointments)
            .WithName("ConfirmAppointment")
            .WithSummary("Confirm a held appointment; idempotent")
            .Refuses(RefusalType.NotFound, RefusalType.WrongState, RefusalType.HoldExpired, RefusalType.PreconditionFailed);
        group
            .MapPost("/{id}/cancel", CancelAsync)
            .Needs(Permission.ChangeAppointments)
            .WithName("CancelAppointment")
            .WithSummary("Cancel an appointment; its date and range are free at once")
            .Refuses([.. AppointmentRefusals.Change, RefusalType.WrongState]);
        group
            .MapPost("/{id}/reschedule", RescheduleAsync)
            .Needs(Permission.ChangeAppointments)
            .WithName("RescheduleAppointment")
            .WithSummary("Move an appointment to another time or other providers; the old place is given up only if the new one is won")
            .Refuses([.. AppointmentRefusals.Booking, RefusalType.WrongState, RefusalType.PreconditionFailed]);
        group
            .MapPost("/{id}/attendance", AttendAsync)
            .Needs(Permission.ChangeAppointments)
            .WithName("RecordAttendance")
            .WithSummary("Say that the client has come, or not; idempotent")
            .Refuses([.. AppointmentRefusals.Change, RefusalType.WrongState, RefusalType.TooEarly]);
        group
            .MapPatch("/{id}", PatchAsync)
            .Needs(Permission.ChangeAppointments)
            .WithName("PatchAppointment")
            .WithSummary("Change an appointment's notes, or give it to another client")
            .Refuses([.. AppointmentRefusals.Change, RefusalType.WrongState, RefusalType.DailyLimitReached]);
        group
            .MapPost("/{id}/manage-link", LinkAsync)
            .Needs(Permission.ChangeAppointments)
            .WithName("MakeManageLink")
            .WithSummary("Get the link by which whoever has the appointment moves or cancels it")
            .Refuses(RefusalType.InvalidRequest, RefusalType.NotFound, RefusalType.PayloadTooLarge, RefusalType.UnsupportedMediaType);
    }

    private static Task<Results<Ok<AppointmentResponse>, Problem>> ConfirmAsync(
        string id,
        ConfirmAppointment confirm,
        HttpContext http,
        CancellationToken cancellationToken,
        [FromHeader(Name = "If-Match"), Description(IfMatch)] string? ifMatch = null
    ) => ChangedAsync(id, guid => confirm.RunAsync(guid, null, ETags.Precondition(ifMatch), cancellationToken), http);

    private static Task<Results<Ok<AppointmentResponse>, Problem>> CancelAsync(
        string id,
        CancelRequest? request,
        CancelAppointment cancel,
        HttpContext http,
        CancellationToken cancellationToken,
        [FromHeader(Name = "If-Match"), Description(IfMatch)] string? ifMatch = null
    )
    {
        var errors = new RequestErrors();
        errors.Text("reason", request?.Reason, Limits.Note, required: false);
        return errors.Any
            ? Refused(errors)
            : ChangedAsync(id, guid => cancel.RunAsync(guid, request?.Reason, ETags.Precondition(ifMatch), cancellationToken), http);
    }

    private static Task<Results<Ok<AppointmentResponse>, Problem>> RescheduleAsync(
        string id,
        RescheduleRequest request,
        RescheduleAppointment reschedule,
        HttpContext http,
        CancellationToken cancellationToken,
        [FromHeader(Name = "If-Match"), Description(IfMatch)] string? ifMatch = null
    )
    {
        var errors = new RequestErrors();
        if (request is { Start: null, Minutes: null, ProviderIds: null })
        {
            errors.Add("start", "must be sent, or 'minutes' or 'providerIds'");
        }

        errors.Instant("start", request.Start);
        errors.Between("minutes", request.Minutes, 1, Limits.Minutes);
        if (request.ProviderIds is { } providerIds)
        {
            BookingParsing.CheckProviders("providerIds", providerIds, errors);
        }

        var lifted = OverrideParsing.Parse(request.Override, errors);
        var move = new Move(request.Start, request.Minutes, request.ProviderIds) { Override = lifted };
        return errors.Any
            ? Refused(errors)
            : ChangedAsync(id, guid => reschedule.RunAsync(guid, move, ETags.Precondition(ifMatch), cancellationToken), http);
    }

    private static Task<Results<Ok<AppointmentResponse>, Problem>> AttendAsync(
        string id,
        AttendanceRequest request,
        RecordAttendance record,
        HttpContext http,
        CancellationToken cancellationToken,
        [FromHeader(Name = "If-Match"), Description(IfMatch)] string? ifMatch = null
    )
    {
        var errors = new RequestErrors();
        var attendance = request.Attendance is { } word ? AttendanceWords.Read(word) : null;
        if (request.Attendance is not null && attendance is null)
        {
            errors.Add("attendance", "must be 'arrived', 'done', 'no-show' or null");
        }

        return errors.Any
            ? Refused(errors)
            : ChangedAsync(id, guid => record.RunAsync(guid, attendance, ETags.Precondition(ifMatch), cancellationToken), http);
    }

    private static Task<Results<Ok<AppointmentResponse>, Problem>> PatchAsync(
        string id,
        PatchAppointmentRequest request,
        EditAppointment edit,
        HttpContext http,
        CancellationToken cancellationToken,
        [FromHeader(Name = "If-Match"), Description(IfMatch)] string? ifMatch = null
    )
    {
        var changes = request.Edit();
        return changes.Check() is { } refusal
            ? Task.FromResult<Results<Ok<AppointmentResponse>, Problem>>(Problem.Of(refusal))
            : ChangedAsync(id, guid => edit.RunAsync(guid, changes, ETags.Precondition(ifMatch), cancellationToken), http);
    }

    private static async Task<Results<Ok<ManageLinkResponse>, Problem>> LinkAsync(
        string id,
        ManageLinkRequest? request,
        MakeManageLink make,
        ManageLinks links,
        PublicAddress address,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        http.WillAnswer<Appointment>(Made);
        var outcome = Guid.TryParse(id, out var guid)
            ? await make.RunAsync(guid, request?.Rotate ?? false, cancellationToken)
            : Refusal.NotFound("appointment", id);
        return outcome.Value is { } appointment ? Made(appointment) : Problem.Of(outcome.Refusal!);

        Ok<ManageLinkResponse> Made(Appointment of)
        {
            http.Response.Headers.ETag = ETags.Of(of.Version);
            return TypedResults.Ok(new ManageLinkResponse(address.Url(links.PathOf(of), http.Request)));
        }
    }

    private static Task<Results<Ok<AppointmentResponse>, Problem>> Refused(RequestErrors errors) =>
        Task.FromResult<Results<Ok<AppointmentResponse>, Problem>>(Problem.Of(errors.Refusal));

    private static async Task<Results<Ok<AppointmentResponse>, Problem>> ChangedAsync(
        string id,
        Func<Guid, Task<Outcome<AppointmentState>>> change,
        HttpContext http
    )
    {
        http.WillAnswer<AppointmentState>(Changed);
        var outcome = Guid.TryParse(id, out var guid) ? await change(guid) : Refusal.NotFound("appointment", id);
        return outcome.Value is { } changed ? Changed(changed) : Problem.Of(outcome.Refusal!);

        Ok<AppointmentResponse> Changed(AppointmentState state)
        {
            http.Response.Headers.ETag = ETags.Of(state.Version);
            return TypedResults.Ok(AppointmentResponse.Of(state));
        }
    }
}
