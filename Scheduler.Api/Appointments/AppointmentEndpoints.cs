using Microsoft.AspNetCore.Http.HttpResults;
using Scheduler.Api.Access;
using Scheduler.Api.Http;
using Scheduler.Data.Model;

namespace Scheduler.Api.Appointments;

/// <summary>Booking and reading appointments.</summary>
public static class AppointmentEndpoints
{
    public static void MapAppointments(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api/appointments").WithTags("Appointments");
        group
            .MapPost("/", BookAsync)
            .Needs(Permission.Book)
            .WithName("BookAppointment")
            .WithSummary("Book an appointment")
            .Refuses(AppointmentRefusals.Booking);
        group
            .MapGet("/", ListAsync)
            .Needs(Permission.ReadAppointments)
            .MayBeOld()
            .WithName("ListAppointments")
            .WithSummary("List appointments: a user's, a provider's or all of the office")
            .Refuses(RefusalType.InvalidRequest);
        group
            .MapGet("/{id}", GetAsync)
            .Needs(Permission.ReadAppointments)
            .WithName("GetAppointment")
            .WithSummary("Read an appointment")
            .Produces(StatusCodes.Status304NotModified)
            .Refuses(RefusalType.NotFound);
        group.MapAppointmentChanges();

        var users = app.MapGroup("/api/users/{userId}/appointments").WithTags("Appointments");
        users
            .MapGet("/", ListOfUserAsync)
            .Needs(Permission.ReadAppointments)
            .MayBeOld()
            .WithName("ListUserAppointments")
            .WithSummary("List a user's appointments, by start")
            .Refuses(RefusalType.InvalidRequest);
        users
            .MapPost("/", BookVisitAsync)
            .Needs(Permission.Book)
            .WithName("BookVisit")
            .WithSummary("Book a visit for a user")
            .Refuses(AppointmentRefusals.Booking);
    }

    private static async Task<Results<Created<AppointmentResponse>, Problem>> BookAsync(
        BookAppointmentRequest request,
        BookAppointment book,
        ManageLinks links,
        PublicAddress address,
        OperationContext context,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var booking = BookingParsing.Parse(request);
        if (booking.Refusal is not null)
        {
            return Problem.Of(booking.Refusal);
        }

        http.WillAnswer<AppointmentState>(Booked);
        var outcome = await book.RunAsync(booking.Value!, cancellationToken);
        return outcome.Value is { } booked ? Booked(booked) : Problem.Of(outcome.Refusal!);

        Created<AppointmentResponse> Booked(AppointmentState state)
        {
            http.Response.Headers.ETag = ETags.Of(state.Version);
            // A public key reads no appointment: whoever books with it has the link alone.
            var url = context.Actor.Role == Role.Public ? address.Url(links.PathOf(state.Appointment), http.Request) : null;
            return TypedResults.Created(
                $"/api/appointments/{state.Appointment.Id}",
                AppointmentResponse.Of(state) with
                {
                    ManageUrl = url,
                }
            );
        }
    }

    private static Task<Results<Created<AppointmentResponse>, Problem>> BookVisitAsync(
        string userId,
        BookVisitRequest request,
        BookAppointment book,
        ManageLinks links,
        PublicAddress address,
        OperationContext context,
        HttpContext http,
        CancellationToken cancellationToken
    ) =>
        BookAsync(
            new BookAppointmentRequest(userId, Start: request.Start, Date: request.Date, Time: request.Time, Note: request.Note),
            book,
            links,
            address,
            context,
            http,
            cancellationToken
        );

    private static Task<Results<Ok<Page<AppointmentResponse>>, Problem>> ListAsync(
        ListAppointments list,
        OperationContext context,
        string? userId,
        string? providerId,
        string? date,
        string? from,
        string? to,
        string? status,
        string? type,
        string? attendance,
        string? updatedSince,
        bool? displaced,
        string? sort,
        string? expand,
        string? cursor,
        int? limit,
        CancellationToken cancellationToken
    ) =>
        ListedAsync(
            list,
            context,
            new AppointmentListQuery(
                userId,
                providerId,
                date,
                from,
                to,
                status,
                type,
                attendance,
                updatedSince,
                displaced,
                sort,
                expand,
                cursor,
                limit
            ),
            cancellationToken
        );

    private static Task<Results<Ok<Page<AppointmentResponse>>, Problem>> ListOfUserAsync(
        ListAppointments list,
        OperationContext context,
        string userId,
        string? from,
        string? to,
        string? status,
        string? cursor,
        int? limit,
        CancellationToken cancellationToken
    ) =>
        ListedAsync(
            list,
            context,
            new AppointmentListQuery(userId, null, null, from, to, status, null, null, null, null, null, null, cursor, limit),
            cancellationToken
        );

    private static async Task<Results<Ok<Page<AppointmentResponse>>, Problem>> ListedAsync(
        ListAppointments list,
        OperationContext context,
        AppointmentListQuery query,
        CancellationToken cancellationToken
    )
    {
        var errors = new RequestErrors();
        var filter = AppointmentListParsing.Parse(query, context.Office, errors);
        if (errors.Any)
        {
            return Problem.Of(errors.Refusal);
        }

        var found = await list.RunAsync(filter, cancellationToken);
        return TypedResults.Ok(
            new Page<AppointmentResponse>(
                [.. found.Rows.Select(a => AppointmentResponse.Of(a, found))],
                found.Next is null ? null : Paging.Encode(AppointmentCursor.Key(found.Next, filter.Order))
            )
        );
    }

    private static async Task<Results<Ok<AppointmentResponse>, StatusCodeHttpResult, Problem>> GetAsync(
        string id,
        FindAppointment find,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        if (await find.RunAsync(id, cancellationToken) is not { } state)
        {
            return Problem.Of(Refusal.NotFound("appointment", id));
        }

        return ETags.IsNotModified(http, ETags.Of(state.Version))
            ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : TypedResults.Ok(AppointmentResponse.Of(state));
    }
}
