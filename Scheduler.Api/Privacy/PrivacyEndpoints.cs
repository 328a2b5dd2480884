using Microsoft.AspNetCore.Http.HttpResults;
using Scheduler.Api.Access;
using Scheduler.Api.Clients;
using Scheduler.Api.Http;
using Scheduler.Data.Model;

namespace Scheduler.Api.Privacy;

/// <summary>What a client may ask of the office: all that is kept, and that it be forgotten.</summary>
public static class PrivacyEndpoints
{
    public static void MapPrivacy(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api/clients/{id}").WithTags("Clients");
        group
            .MapGet("/export", ExportAsync)
            .Needs(Permission.ExportClients)
            .WithName("ExportClient")
            .WithSummary("Read all that is kept about a client")
            .Refuses(RefusalType.NotFound);
        group
            .MapPost("/erase", EraseAsync)
            .Needs(Permission.EraseClients)
            .WithName("EraseClient")
            .WithSummary("Erase what names or describes a client")
            .Refuses(RefusalType.InvalidRequest, RefusalType.NotFound, RefusalType.PayloadTooLarge, RefusalType.UnsupportedMediaType);
        group
            .MapPost("/merge", MergeAsync)
            .Needs(Permission.ChangeClients)
            .WithName("MergeClients")
            .WithSummary("Make two clients one")
            .Refuses(
                RefusalType.InvalidRequest,
                RefusalType.NotFound,
                RefusalType.DailyLimitReached,
                RefusalType.PayloadTooLarge,
                RefusalType.UnsupportedMediaType
            );
    }

    private static async Task<Results<Ok<ClientResponse>, Problem>> MergeAsync(
        string id,
        MergeRequest request,
        MergeClients merge,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        http.WillAnswer<Client>(Merged);
        var outcome = await merge.RunAsync(id, request.Into, cancellationToken);
        return outcome.Value is { } client ? Merged(client) : Problem.Of(outcome.Refusal!);

        Ok<ClientResponse> Merged(Client merged)
        {
            http.Response.Headers.ETag = ETags.Of(merged.Version);
            return TypedResults.Ok(ClientResponse.Of(merged));
        }
    }

    private static async Task<Results<Ok<ClientExportResponse>, Problem>> ExportAsync(
        string id,
        ExportClient export,
        CancellationToken cancellationToken
    )
    {
        var outcome = await export.RunAsync(id, cancellationToken);
        return outcome.Value is { } records ? TypedResults.Ok(ClientExportResponse.Of(records)) : Problem.Of(outcome.Refusal!);
    }

    private static async Task<Results<Ok<ClientResponse>, Problem>> EraseAsync(
        string id,
        EraseRequest? request,
        EraseClient erase,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var errors = new RequestErrors();
        errors.Text("reason", request?.Reason, Limits.Note, required: false);
        if (errors.Any)
        {
            return Problem.Of(errors.Refusal);
        }

        http.WillAnswer<Client>(Erased);
        var outcome = await erase.RunAsync(id, request?.Reason, cancellationToken);
        return outcome.Value is { } erased ? Erased(erased) : Problem.Of(outcome.Refusal!);

        Ok<ClientResponse> Erased(Client client)
        {
            http.Response.Headers.ETag = ETags.Of(client.Version);
            return TypedResults.Ok(ClientResponse.Of(client));
        }
    }
}
