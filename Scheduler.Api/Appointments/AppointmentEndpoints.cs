using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Scheduler.Api.Http;
using Scheduler.Data;
using Scheduler.Data.Model;

namespace Scheduler.Api.Appointments;

/// <summary>Booking, reading and changing appointments.</summary>
public static class AppointmentEndpoints
{
    private static readonly RefusalType[] BookingRefusals =
    [
        RefusalType.InvalidRequest, RefusalType.NotFound, RefusalType.DailyLimitReached, RefusalType.SlotTaken, RefusalType.OffGrid, RefusalType.WrongDuration,
        RefusalType.OutsideAvailability, RefusalType.TooSoon, RefusalType.TooFarAhead, RefusalType.ProviderRequired, RefusalType.ProviderNotAllowed, RefusalType.TooManyHolds,
        RefusalType.PayloadTooLarge, RefusalType.UnsupportedMediaType,
    ];

    public static void MapAppointments(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api/appointments").WithTags("Appointments");
        group.MapPost("/", BookAsync).WithName("BookAppointment").WithSummary("Book an appointment").Refuses(BookingRefusals);
        group.MapGet("/", ListAsync).WithName("ListAppointments").WithSummary("List a user's or a provider's appointments, by start").Refuses(RefusalType.InvalidRequest);
        group.MapGet("/{id}", GetAsync).WithName("GetAppointment").WithSummary("Read an appointment").Produces(StatusCodes.Status304NotModified).Refuses(RefusalType.NotFound);
        group.MapPost("/{id}/confirm", ConfirmAsync).WithName("ConfirmAppointment").WithSummary("Confirm a held appointment; twice is once")
            .Refuses(RefusalType.NotFound, RefusalType.WrongState, RefusalType.HoldExpired, RefusalType.PreconditionFailed);
        group.MapPost("/{id}/cancel", CancelAsync).WithName("CancelAppointment").WithSummary("Cancel an appointment; its date and range are free at once")
            .Refuses(RefusalType.InvalidRequest, RefusalType.NotFound, RefusalType.WrongState, RefusalType.PreconditionFailed, RefusalType.PayloadTooLarge, RefusalType.UnsupportedMediaType);
        group.MapPost("/{id}/reschedule", RescheduleAsync).WithName("RescheduleAppointment").WithSummary("Move an appointment; the old range is given up only if the new one is won")
            .Refuses([.. BookingRefusals, RefusalType.WrongState, RefusalType.PreconditionFailed]);

        var users = app.MapGroup("/api/users/{userId}/appointments").WithTags("Appointments");
        users.MapGet("/", ListOfUserAsync).WithName("ListUserAppointments").WithSummary("List a user's appointments, by start").Refuses(RefusalType.InvalidRequest);
        users.MapPost("/", BookVisitAsync).WithName("BookVisit").WithSummary("Book a visit for a user").Refuses(BookingRefusals);
    }

    private static async Task<Results<Created<AppointmentResponse>, Problem>> BookAsync(
        BookAppointmentRequest request, BookAppointment book, TimeProvider clock, HttpContext http, CancellationToken cancellationToken)
    {
        var booking = BookingParsing.Parse(request);
        if (booking.Refusal is not null)
        {
            return Problem.Of(booking.Refusal);
        }

        http.WillAnswer<Appointment>(Booked);
        var outcome = await book.RunAsync(booking.Value!, cancellationToken);
        return outcome.Value is { } appointment ? Booked(appointment) : Problem.Of(outcome.Refusal!);

        Created<AppointmentResponse> Booked(Appointment booked)
        {
            http.Response.Headers.ETag = AppointmentResponse.ETag(booked, booked.CreatedUtc);
            return TypedResults.Created($"/api/appointments/{booked.Id}", AppointmentResponse.Of(booked, booked.CreatedUtc));
        }
    }

    private static Task<Results<Created<AppointmentResponse>, Problem>> BookVisitAsync(
        string userId, BookVisitRequest request, BookAppointment book, TimeProvider clock, HttpContext http, CancellationToken cancellationToken) =>
        BookAsync(new BookAppointmentRequest(userId, Start: request.Start, Date: request.Date, Time: request.Time, Note: request.Note), book, clock, http, cancellationToken);

    private static async Task<Results<Ok<Page<AppointmentResponse>>, Problem>> ListAsync(
        SchedulerDbContext db, TimeProvider clock, IOptions<SchedulingOptions> options,
        string? userId, string? providerId, string? from, string? to, string? status, string? cursor, int? limit, CancellationToken cancellationToken)
    {
        var errors = new RequestErrors();
        if (userId is null && providerId is null)
        {
            errors.Add("userId", "must be given, or 'providerId'");
        }

        CheckId("userId", userId);
        CheckId("providerId", providerId);
        var office = options.Value.Office;
        var filter = new AppointmentFilter(
            userId, providerId, QueryTimes.Parse("from", from, office, errors), QueryTimes.Parse("to", to, office, errors), StatusWords.Parse(status, errors));
        var after = ListAppointments.Key(cursor, errors);
        var size = Paging.Limit(limit, errors);
        return errors.Any ? Problem.Of(errors.Refusal) : TypedResults.Ok(await ListAppointments.RunAsync(db, filter, after, size, clock.Now(), cancellationToken));

        void CheckId(string field, string? id)
        {
            if (id is not null)
            {
                errors.Id(field, id);
            }
        }
    }

    private static Task<Results<Ok<Page<AppointmentResponse>>, Problem>> ListOfUserAsync(
        SchedulerDbContext db, TimeProvider clock, IOptions<SchedulingOptions> options,
        string userId, string? from, string? to, string? status, string? cursor, int? limit, CancellationToken cancellationToken) =>
        ListAsync(db, clock, options, userId, null, from, to, status, cursor, limit, cancellationToken);

    private static async Task<Results<Ok<AppointmentResponse>, StatusCodeHttpResult, Problem>> GetAsync(
        string id, SchedulerDbContext db, TimeProvider clock, HttpContext http, CancellationToken cancellationToken)
    {
        var appointment = Guid.TryParse(id, out var guid) ? await db.Appointments.AsNoTracking().FirstOrDefaultAsync(a => a.Id == guid, cancellationToken) : null;
        if (appointment is null)
        {
            return Problem.Of(Refusal.NotFound("appointment", id));
        }

        var nowUtc = clock.Now();
        return ETags.IsNotModified(http, AppointmentResponse.ETag(appointment, nowUtc))
            ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : TypedResults.Ok(AppointmentResponse.Of(appointment, nowUtc));
    }

    private static Task<Results<Ok<AppointmentResponse>, Problem>> ConfirmAsync(
        string id, ChangeAppointment change, TimeProvider clock, HttpContext http, CancellationToken cancellationToken, [FromHeader(Name = "If-Match"), Description("Only if the appointment's ETag is this one")] string? ifMatch = null) =>
        ChangedAsync(id, guid => change.ConfirmAsync(guid, ifMatch, cancellationToken), clock, http);

    private static Task<Results<Ok<AppointmentResponse>, Problem>> CancelAsync(
        string id, CancelRequest? request, ChangeAppointment change, TimeProvider clock, HttpContext http, CancellationToken cancellationToken, [FromHeader(Name = "If-Match"), Description("Only if the appointment's ETag is this one")] string? ifMatch = null)
    {
        var errors = new RequestErrors();
        errors.Text("reason", request?.Reason, Limits.Note, required: false);
        return errors.Any
            ? Task.FromResult<Results<Ok<AppointmentResponse>, Problem>>(Problem.Of(errors.Refusal))
            : ChangedAsync(id, guid => change.CancelAsync(guid, request?.Reason, ifMatch, cancellationToken), clock, http);
    }

    private static Task<Results<Ok<AppointmentResponse>, Problem>> RescheduleAsync(
        string id, RescheduleRequest request, RescheduleAppointment reschedule, TimeProvider clock, HttpContext http, CancellationToken cancellationToken, [FromHeader(Name = "If-Match"), Description("Only if the appointment's ETag is this one")] string? ifMatch = null)
    {
        var errors = new RequestErrors();
        errors.Instant("start", request.Start);
        errors.Between("minutes", request.Minutes, 1, Limits.Minutes);
        return errors.Any
            ? Task.FromResult<Results<Ok<AppointmentResponse>, Problem>>(Problem.Of(errors.Refusal))
            : ChangedAsync(id, guid => reschedule.RunAsync(guid, request.Start, request.Minutes, ifMatch, cancellationToken), clock, http);
    }

    private static async Task<Results<Ok<AppointmentResponse>, Problem>> ChangedAsync(string id, Func<Guid, Task<Outcome<Appointment>>> change, TimeProvider clock, HttpContext http)
    {
        http.WillAnswer<Appointment>(Changed);
        var outcome = Guid.TryParse(id, out var guid) ? await change(guid) : Refusal.NotFound("appointment", id);
        return outcome.Value is { } appointment ? Changed(appointment) : Problem.Of(outcome.Refusal!);

        Ok<AppointmentResponse> Changed(Appointment changed)
        {
            var nowUtc = clock.Now();
            http.Response.Headers.ETag = AppointmentResponse.ETag(changed, nowUtc);
            return TypedResults.Ok(AppointmentResponse.Of(changed, nowUtc));
        }
    }
}
