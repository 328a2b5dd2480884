using Microsoft.AspNetCore.Http.HttpResults;
using Scheduler.Api.Access;
using Scheduler.Api.Http;

namespace Scheduler.Api.Appointments;

/// <summary>Booking and reading appointments.</summary>
public static class AppointmentEndpoints
{
    private static readonly RefusalType[] BookingRefusals =
    [
        RefusalType.InvalidRequest,
        RefusalType.NotFound,
        RefusalType.DailyLimitReached,
        RefusalType.SlotTaken,
        RefusalType.OffGrid,
        RefusalType.WrongDuration,
        RefusalType.OutsideAvailability,
        RefusalType.TooSoon,
        RefusalType.TooFarAhead,
        RefusalType.ProviderRequired,
        RefusalType.ProviderNotAllowed,
        RefusalType.TooManyHolds,
        RefusalType.PayloadTooLarge,
        RefusalType.UnsupportedMediaType,
    ];

    public static void MapAppointments(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api/appointments").WithTags("Appointments");
        group
            .MapPost("/", BookAsync)
            .Needs(Permission.Book)
            .WithName("BookAppointment")
            .WithSummary("Book an appointment")
            .Refuses(BookingRefusals);
        group
            .MapGet("/", ListAsync)
            .Needs(Permission.ReadAppointments)
            .WithName("ListAppointments")
            .WithSummary("List a user's or a provider's appointments, by start")
            .Refuses(RefusalType.InvalidRequest);
        group
            .MapGet("/{id}", GetAsync)
            .Needs(Permission.ReadAppointments)
            .WithName("GetAppointment")
            .WithSummary("Read an appointment")
            .Produces(StatusCodes.Status304NotModified)
            .Refuses(RefusalType.NotFound);
        group.MapAppointmentChanges(BookingRefusals);

        var users = app.MapGroup("/api/users/{userId}/appointments").WithTags("Appointments");
        users
            .MapGet("/", ListOfUserAsync)
            .Needs(Permission.ReadAppointments)
            .WithName("ListUserAppointments")
            .WithSummary("List a user's appointments, by start")
            .Refuses(RefusalType.InvalidRequest);
        users
            .MapPost("/", BookVisitAsync)
            .Needs(Permission.Book)
            .WithName("BookVisit")
            .WithSummary("Book a visit for a user")
            .Refuses(BookingRefusals);
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

    private static async Task<Results<Ok<Page<AppointmentResponse>>, Problem>> ListAsync(
        ListAppointments list,
        OperationContext context,
        string? userId,
        string? providerId,
        string? from,
        string? to,
        string? status,
        string? cursor,
        int? limit,
        CancellationToken cancellationToken
    )
    {
        var errors = new RequestErrors();
        if (userId is null && providerId is null)
        {
            errors.Add("userId", "must be given, or 'providerId'");
        }

        CheckId("userId", userId);
        CheckId("providerId", providerId);
        var size = Paging.Limit(limit, errors);
        var filter = new AppointmentFilter(
            userId,
            providerId,
            QueryTimes.Parse("from", from, context.Office, errors),
            QueryTimes.Parse("to", to, context.Office, errors),
            StatusParsing.Parse(status, errors),
            AppointmentCursor.Read(cursor, errors),
            size
        );
        if (errors.Any)
        {
            return Problem.Of(errors.Refusal);
        }

        var (rows, nowUtc) = await list.RunAsync(filter, cancellationToken);
        return TypedResults.Ok(Paging.ToPage(rows, size, a => AppointmentResponse.Of(a, nowUtc), AppointmentCursor.Key));

        void CheckId(string field, string? id)
        {
            if (id is not null)
            {
                errors.Id(field, id);
            }
        }
    }

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
    ) => ListAsync(list, context, userId, null, from, to, status, cursor, limit, cancellationToken);

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
