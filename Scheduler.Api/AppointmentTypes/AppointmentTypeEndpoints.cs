using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Scheduler.Api.Http;
using Scheduler.Data;
using Scheduler.Data.Databases;
using Scheduler.Data.Model;

namespace Scheduler.Api.AppointmentTypes;

/// <summary>Reading, making and changing appointment types.</summary>
public static class AppointmentTypeEndpoints
{
    public static void MapAppointmentTypes(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api/appointment-types").WithTags("Appointment types");
        group.MapGet("/", ListAsync).WithName("ListAppointmentTypes").WithSummary("List the appointment types").Refuses(RefusalType.InvalidRequest);
        group.MapGet("/{id}", GetAsync).WithName("GetAppointmentType").WithSummary("Read an appointment type").Produces(StatusCodes.Status304NotModified).Refuses(RefusalType.NotFound);
        group.MapPost("/", CreateAsync).WithName("CreateAppointmentType").WithSummary("Make an appointment type")
            .Refuses(RefusalType.InvalidRequest, RefusalType.IdTaken, RefusalType.PayloadTooLarge, RefusalType.UnsupportedMediaType);
        group.MapPatch("/{id}", PatchAsync).WithName("PatchAppointmentType").WithSummary("Change an appointment type; appointments that stand are not touched")
            .Refuses(RefusalType.InvalidRequest, RefusalType.NotFound, RefusalType.PreconditionFailed, RefusalType.PayloadTooLarge, RefusalType.UnsupportedMediaType);
    }

    private static async Task<Results<Ok<Page<AppointmentTypeResponse>>, Problem>> ListAsync(SchedulerDbContext db, string? cursor, int? limit, CancellationToken cancellationToken)
    {
        var errors = new RequestErrors();
        var size = Paging.Limit(limit, errors);
        var after = Paging.Decode(cursor, errors);
        if (errors.Any)
        {
            return Problem.Of(errors.Refusal);
        }

        var rows = await db.AppointmentTypes.AsNoTracking().Where(t => after == null || t.Id.CompareTo(after) > 0).OrderBy(t => t.Id).Take(size + 1).ToListAsync(cancellationToken);
        return TypedResults.Ok(Paging.ToPage(rows, size, AppointmentTypeResponse.Of, t => t.Id));
    }

    private static async Task<Results<Ok<AppointmentTypeResponse>, StatusCodeHttpResult, Problem>> GetAsync(
        string id, SchedulerDbContext db, HttpContext http, CancellationToken cancellationToken)
    {
        var type = RequestErrors.IsId(id) ? await db.AppointmentTypes.AsNoTracking().FirstOrDefaultAsync(t => t.Id == id, cancellationToken) : null;
        if (type is null)
        {
            return Problem.Of(Refusal.NotFound("appointment type", id));
        }

        return ETags.IsNotModified(http, ETags.Of(type.Version))
            ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : TypedResults.Ok(AppointmentTypeResponse.Of(type));
    }

    internal static async Task<Results<Created<AppointmentTypeResponse>, Problem>> CreateAsync(
        CreateAppointmentTypeRequest request, WriteQueue writes, TimeProvider clock, HttpContext http, CancellationToken cancellationToken)
    {
        var errors = new RequestErrors();
        errors.NewId("id", request.Id);
        ProviderWords.Check(errors, request.Provider);
        var type = new AppointmentType
        {
            Id = request.Id ?? Ids.New(clock.Now()).ToString(),
            Name = request.Name,
            MinMinutes = request.MinMinutes,
            MaxMinutes = request.MaxMinutes,
            StepMinutes = request.StepMinutes ?? request.MinMinutes,
            GridMinutes = request.GridMinutes ?? request.MinMinutes,
            NoticeMinutes = request.NoticeMinutes,
            HorizonDays = request.HorizonDays,
            HoldSeconds = request.HoldSeconds,
            ProviderRequired = request.Provider == ProviderWords.Required,
            DailyLimit = DailyLimitWords.Parse(errors, request.DailyLimit),
            BufferBeforeMinutes = request.BufferBeforeMinutes,
            BufferAfterMinutes = request.BufferAfterMinutes,
        };
        AppointmentTypeRules.Check(errors, type);
        if (errors.Any)
        {
            return Problem.Of(errors.Refusal);
        }

        http.WillAnswer<AppointmentType>(Created);
        return await Creation.RunAsync(writes, type, "appointment type", type.Id, cancellationToken) is { } refusal ? Problem.Of(refusal) : Created(type);

        Created<AppointmentTypeResponse> Created(AppointmentType created)
        {
            http.Response.Headers.ETag = ETags.Of(created.Version);
            return TypedResults.Created($"/api/appointment-types/{created.Id}", AppointmentTypeResponse.Of(created));
        }
    }

    internal static async Task<Results<Ok<AppointmentTypeResponse>, Problem>> PatchAsync(
        string id, PatchAppointmentTypeRequest request, WriteQueue writes, HttpContext http, CancellationToken cancellationToken, [FromHeader(Name = "If-Match")] string? ifMatch = null)
    {
        if (!RequestErrors.IsId(id))
        {
            return Problem.Of(Refusal.NotFound("appointment type", id));
        }

        var outcome = await Change.RunAsync(
            writes, db => db.AppointmentTypes.FirstOrDefaultAsync(t => t.Id == id), type => ETags.Of(type.Version), ifMatch,
            type => AppointmentTypeRules.Apply(request, type), () => Refusal.NotFound("appointment type", id), cancellationToken);
        if (outcome.Value is not { } changed)
        {
            return Problem.Of(outcome.Refusal!);
        }

        http.Response.Headers.ETag = ETags.Of(changed.Version);
        return TypedResults.Ok(AppointmentTypeResponse.Of(changed));
    }
}
