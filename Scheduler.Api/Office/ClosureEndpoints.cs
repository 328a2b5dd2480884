using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Scheduler.Api.Access;
using Scheduler.Api.Http;

namespace Scheduler.Api.Office;

/// <summary>The dates on which the office is closed.</summary>
public static class ClosureEndpoints
{
    public static void MapClosures(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api/closures").WithTags("Office");
        group
            .MapGet("/", GetAsync)
            .Needs(Permission.ReadOffer)
            .WithName("GetClosures")
            .WithSummary("Read the office's closed days")
            .Produces(StatusCodes.Status304NotModified);
        group
            .MapPut("/", PutAsync)
            .Needs(Permission.ChangeOffer)
            .WithName("PutClosures")
            .WithSummary("Replace the office's closed days")
            .Refuses(
                RefusalType.InvalidRequest,
                RefusalType.PreconditionFailed,
                RefusalType.PayloadTooLarge,
                RefusalType.UnsupportedMediaType
            );
    }

    private static async Task<Results<Ok<ClosuresResponse>, StatusCodeHttpResult>> GetAsync(
        ChangeClosures closures,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var read = await closures.ReadAsync(cancellationToken);
        return ETags.IsNotModified(http, ETags.Of(read.Version))
            ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : TypedResults.Ok(ClosuresResponse.Of(read));
    }

    private static async Task<Results<Ok<ClosuresChangedResponse>, Problem>> PutAsync(
        PutClosuresRequest request,
        ChangeClosures change,
        HttpContext http,
        CancellationToken cancellationToken,
        [Description("Says what the change would come to, with `affected`, and stores nothing")] bool preview = false,
        [FromHeader(Name = "If-Match")] string? ifMatch = null
    )
    {
        var errors = new RequestErrors();
        ClosureRules.Check(request.Dates, errors);
        if (errors.Any)
        {
            return Problem.Of(errors.Refusal);
        }

        var outcome = await change.RunAsync(request.Dates, preview, ETags.Precondition(ifMatch), cancellationToken);
        if (outcome.Value is not { } changed)
        {
            return Problem.Of(outcome.Refusal!);
        }

        http.Response.Headers.ETag = ETags.Of(changed.Closures.Version);
        return TypedResults.Ok(ClosuresChangedResponse.Of(changed));
    }
}
