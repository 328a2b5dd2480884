using Microsoft.AspNetCore.Http.HttpResults;
using Scheduler.Api.Access;
using Scheduler.Api.Http;
using Scheduler.Data.Model;

namespace Scheduler.Api.Appointments;

/// <summary>Booking and reading an appointment.</summary>
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
        group.MapListOfAppointments();
        group
            .MapGet("/{id}", GetAsync)
            .Needs(Permission.ReadAppointments)
            .WithName("GetAppointment")
            .WithSummary("Read an appointment")
            .Produces(StatusCodes.Status304NotModified)
            .Refuses(RefusalType.NotFound);
        group.MapAppointmentChanges();

        var users = app.MapGroup("/api/users/{userId}/appointments").WithTags("Appointments");
        users.MapListOfUser();
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
