using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Scheduler.Api.Access;
using Scheduler.Api.Http;
using Scheduler.Data.Model;

namespace Scheduler.Api.AppointmentTypes;

/// <summary>Reading, making and changing appointment types.</summary>
public static class AppointmentTypeEndpoints
{
    public static void MapAppointmentTypes(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api/appointment-types").WithTags("Appointment types");
        group
            .MapGet("/", ListAsync)
            .Needs(Permission.ReadOffer)
            .MayBeOld()
            .WithName("ListAppointmentTypes")
            .WithSummary("List the appointment types")
            .Refuses(RefusalType.InvalidRequest);
        group
            .MapGet("/{id}", GetAsync)
            .Needs(Permission.ReadOffer)
            .WithName("GetAppointmentType")
            .WithSummary("Read an appointment type")
            .Produces(StatusCodes.Status304NotModified)
            .Refuses(RefusalType.NotFound);
        group
            .MapPost("/", CreateAsync)
            .Needs(Permission.ChangeOffer)
            .WithName("CreateAppointmentType")
            .WithSummary("Make an appointment type")
            .Refuses(RefusalType.InvalidRequest, RefusalType.IdTaken, RefusalType.PayloadTooLarge, RefusalType.UnsupportedMediaType);
        group
            .MapPatch("/{id}", PatchAsync)
            .Needs(Permission.ChangeOffer)
            .WithName("PatchAppointmentType")
            .WithSummary("Change an appointment type; appointments that stand are not touched")
            .Refuses(
                RefusalType.InvalidRequest,
                RefusalType.NotFound,
                RefusalType.PreconditionFailed,
                RefusalType.PayloadTooLarge,
                RefusalType.UnsupportedMediaType
            );
    }

    private static async Task<Results<Ok<Page<AppointmentTypeResponse>>, Problem>> ListAsync(
        FindAppointmentTypes find,
        string? cursor,
        int? limit,
        CancellationToken cancellationToken
    )
    {
        var errors = new RequestErrors();
        var size = Paging.Limit(limit, errors);
        var after = Paging.Decode(cursor, errors);
        return errors.Any
            ? Problem.Of(errors.Refusal)
            : TypedResults.Ok(
                Paging.ToPage(await find.ListAsync(after, size + 1, cancellationToken), size, AppointmentTypeResponse.Of, t => t.Id)
            );
    }

    private static async Task<Results<Ok<AppointmentTypeResponse>, StatusCodeHttpResult, Problem>> GetAsync(
        string id,
        FindAppointmentTypes find,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        if (await find.FindAsync(id, cancellationToken) is not { } type)
        {
            return Problem.Of(Refusal.NotFound("appointment type", id));
        }

        return ETags.IsNotModified(http, ETags.Of(type.Version))
            ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : TypedResults.Ok(AppointmentTypeResponse.Of(type));
    }

    private static async Task<Results<Created<AppointmentTypeResponse>, Problem>> CreateAsync(
        CreateAppointmentTypeRequest request,
        CreateAppointmentType create,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        http.WillAnswer<AppointmentType>(Created);
        var outcome = await create.RunAsync(request.Details(), cancellationToken);
        return outcome.Value is { } type ? Created(type) : Problem.Of(outcome.Refusal!);

        Created<AppointmentTypeResponse> Created(AppointmentType created)
        {
            http.Response.Headers.ETag = ETags.Of(created.Version);
            return TypedResults.Created($"/api/appointment-types/{created.Id}", AppointmentTypeResponse.Of(created));
        }
    }

    private static async Task<Results<Ok<AppointmentTypeResponse>, Problem>> PatchAsync(
        string id,
        PatchAppointmentTypeRequest request,
        ChangeAppointmentType change,
        HttpContext http,
        CancellationToken cancellationToken,
        [FromHeader(Name = "If-Match")] string? ifMatch = null
    )
    {
        var outcome = await change.RunAsync(id, request.Changes(), ETags.Precondition(ifMatch), cancellationToken);
        if (outcome.Value is not { } changed)
        {
            return Problem.Of(outcome.Refusal!);
        }

        http.Response.Headers.ETag = ETags.Of(changed.Version);
        return TypedResults.Ok(AppointmentTypeResponse.Of(changed));
    }
}
