using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Scheduler.Api.Access;
using Scheduler.Api.Http;
using Scheduler.Data.Model;

namespace Scheduler.Api.Appointments;

/// <summary>What is done with one appointment that is there: confirm, cancel, move, and its manage link.</summary>
public static class AppointmentChangeEndpoints
{
    private const string IfMatch = "Only if the appointment's ETag is this one";

    /// <param name="group">The routes of appointments.</param>
    /// <param name="bookingRefusals">What a booking may be refused for: a move may be, too.</param>
    public static void MapAppointmentChanges(this IEndpointRouteBuilder group, RefusalType[] bookingRefusals)
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
            .Refuses(
                RefusalType.InvalidRequest,
                RefusalType.NotFound,
                RefusalType.WrongState,
                RefusalType.PreconditionFailed,
                RefusalType.PayloadTooLarge,
                RefusalType.UnsupportedMediaType
            );
        group
            .MapPost("/{id}/reschedule", RescheduleAsync)
            .Needs(Permission.ChangeAppointments)
            .WithName("RescheduleAppointment")
            .WithSummary("Move an appointment; the old range is given up only if the new one is won")
            .Refuses([.. bookingRefusals, RefusalType.WrongState, RefusalType.PreconditionFailed]);
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
            ? Task.FromResult<Results<Ok<AppointmentResponse>, Problem>>(Problem.Of(errors.Refusal))
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
        errors.Instant("start", request.Start);
        errors.Between("minutes", request.Minutes, 1, Limits.Minutes);
        return errors.Any
            ? Task.FromResult<Results<Ok<AppointmentResponse>, Problem>>(Problem.Of(errors.Refusal))
            : ChangedAsync(
                id,
                guid => reschedule.RunAsync(guid, request.Start, request.Minutes, ETags.Precondition(ifMatch), cancellationToken),
                http
            );
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
