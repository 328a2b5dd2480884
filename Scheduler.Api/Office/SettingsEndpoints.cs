using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Scheduler.Api.Access;
using Scheduler.Api.Appointments;
using Scheduler.Api.Http;

namespace Scheduler.Api.Office;

/// <summary>What the practice says of itself.</summary>
public static class SettingsEndpoints
{
    public static void MapSettings(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api/settings").WithTags("Office");
        group
            .MapGet("/", GetAsync)
            .Needs(Permission.ManageSettings)
            .WithName("GetSettings")
            .WithSummary("Read the office's settings")
            .Produces(StatusCodes.Status304NotModified);
        group
            .MapPatch("/", PatchAsync)
            .Needs(Permission.ManageSettings)
            .WithMetadata(new RequestSizeLimitAttribute(OfficeBodies.MaxBytes))
            .WithName("PatchSettings")
            .WithSummary("Change the office's settings")
            .Refuses(
                RefusalType.InvalidRequest,
                RefusalType.PreconditionFailed,
                RefusalType.DailyLimitReached,
                RefusalType.PayloadTooLarge,
                RefusalType.UnsupportedMediaType
            );
    }

    private static async Task<Results<Ok<SettingsResponse>, StatusCodeHttpResult>> GetAsync(
        ChangeSettings settings,
        OfficeZone zone,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var read = await settings.ReadAsync(cancellationToken);
        return ETags.IsNotModified(http, ETags.Of(read.Settings.Version))
            ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : TypedResults.Ok(SettingsResponse.Of(read, zone.IsFixed));
    }

    private static async Task<Results<Ok<SettingsChangedResponse>, Problem>> PatchAsync(
        PatchSettingsRequest request,
        ChangeSettings change,
        OfficeZone zone,
        HttpContext http,
        CancellationToken cancellationToken,
        [Description("Says what the change would come to, with `affected`, and stores nothing")] bool preview = false,
        [FromHeader(Name = "If-Match")] string? ifMatch = null
    )
    {
        var outcome = await change.RunAsync(request.Changes(), preview, ETags.Precondition(ifMatch), cancellationToken);
        if (outcome.Value is not { } changed)
        {
            return Problem.Of(outcome.Refusal!);
        }

        http.Response.Headers.ETag = ETags.Of(changed.Settings.Version);
        return TypedResults.Ok(SettingsChangedResponse.Of(changed, zone.IsFixed));
    }
}

/// <summary>How large a request may be that has a picture in it.</summary>
internal static class OfficeBodies
{
    /// <summary>A picture of 64 KiB in base64, and the other fields.</summary>
    public const long MaxBytes = 128 * 1024;
}
