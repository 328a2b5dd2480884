using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Scheduler.Api.Access;
using Scheduler.Api.Http;
using Scheduler.Api.Office;
using Scheduler.Data.Model;

namespace Scheduler.Api.Providers;

/// <summary>Registering, listing and changing providers.</summary>
public static class ProviderEndpoints
{
    public static void MapProviders(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api/providers").WithTags("Providers");
        group
            .MapPost("/", CreateAsync)
            .Needs(Permission.ChangeOffer)
            .WithName("CreateProvider")
            .WithSummary("Register a provider")
            .Refuses(RefusalType.InvalidRequest, RefusalType.IdTaken, RefusalType.PayloadTooLarge, RefusalType.UnsupportedMediaType);
        group
            .MapGet("/", ListAsync)
            .Needs(Permission.ReadOffer)
            .MayBeOld()
            .WithName("ListProviders")
            .WithSummary("List providers, or those who offer a type")
            .Refuses(RefusalType.InvalidRequest, RefusalType.NotFound);
        group
            .MapGet("/{id}", GetAsync)
            .Needs(Permission.ReadOffer)
            .WithName("GetProvider")
            .WithSummary("Read a provider")
            .Produces(StatusCodes.Status304NotModified)
            .Refuses(RefusalType.NotFound);
        group
            .MapPatch("/{id}", PatchAsync)
            .Needs(Permission.ChangeProfile)
            .WithMetadata(new RequestSizeLimitAttribute(OfficeBodies.MaxBytes))
            .WithName("PatchProvider")
            .WithSummary("Change a provider")
            .Refuses(
                RefusalType.InvalidRequest,
                RefusalType.NotFound,
                RefusalType.PreconditionFailed,
                RefusalType.PayloadTooLarge,
                RefusalType.UnsupportedMediaType
            );
    }

    private static async Task<Results<Created<ProviderResponse>, Problem>> CreateAsync(
        CreateProviderRequest request,
        CreateProvider create,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        http.WillAnswer<Provider>(Created);
        var outcome = await create.RunAsync(
            new ProviderDetails(
                request.Id,
                request.FirstName,
                request.LastName,
                request.Email,
                request.TimeZone,
                request.AppointmentTypes,
                request.Online
            )
            {
                Notify = request.Notify,
                Archived = request.Archived,
                Title = request.Title,
                Location = request.Location,
                Languages = request.Languages,
            },
            cancellationToken
        );
        return outcome.Value is { } provider ? Created(provider) : Problem.Of(outcome.Refusal!);

        Created<ProviderResponse> Created(Provider created)
        {
            http.Response.Headers.ETag = ETags.Of(created.Version);
            return TypedResults.Created($"/api/providers/{created.Id}", ProviderResponse.Of(created));
        }
    }

    private static async Task<Results<Ok<Page<ProviderResponse>>, Problem>> ListAsync(
        FindProviders find,
        OperationContext context,
        string? appointmentType,
        string? cursor,
        int? limit,
        CancellationToken cancellationToken
    )
    {
        var errors = new RequestErrors();
        var size = Paging.Limit(limit, errors);
        var after = Paging.Decode(cursor, errors);
        if (errors.Any)
        {
            return Problem.Of(errors.Refusal);
        }

        var outcome = await find.ListAsync(appointmentType, after, size + 1, cancellationToken);
        return outcome.Value is { } rows
            ? TypedResults.Ok(Paging.ToPage(rows, size, p => Shown(p, context), p => p.Id))
            : Problem.Of(outcome.Refusal!);
    }

    private static async Task<Results<Ok<ProviderResponse>, StatusCodeHttpResult, Problem>> GetAsync(
        string id,
        FindProviders find,
        HttpContext http,
        OperationContext context,
        CancellationToken cancellationToken
    )
    {
        if (await find.FindAsync(id, cancellationToken) is not { } provider)
        {
            return Problem.Of(Refusal.NotFound("provider", id));
        }

        return ETags.IsNotModified(http, ETags.Of(provider.Version))
            ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : TypedResults.Ok(Shown(provider, context));
    }

    /// <summary>A web page with a public key shows whom one can book, and no address of theirs.</summary>
    private static ProviderResponse Shown(Provider provider, OperationContext context) =>
        context.Actor.Role == Role.Public ? ProviderResponse.Of(provider) with { Email = null } : ProviderResponse.Of(provider);

    private static async Task<Results<Ok<ProviderChangedResponse>, Problem>> PatchAsync(
        string id,
        PatchProviderRequest request,
        ChangeProvider change,
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

        http.Response.Headers.ETag = ETags.Of(changed.Provider.Version);
        return TypedResults.Ok(ProviderChangedResponse.Of(changed));
    }
}
