using Microsoft.AspNetCore.Http.HttpResults;
using Scheduler.Api.Http;

namespace Scheduler.Api.Access;

/// <summary>Making, listing and revoking keys, and whose request this is.</summary>
public static class KeyEndpoints
{
    public static void MapKeys(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api/keys").WithTags("Access");
        group
            .MapPost("/", CreateAsync)
            .Needs(Permission.ManageKeys)
            .WithName("CreateKey")
            .WithSummary("Make a key")
            .Refuses(RefusalType.InvalidRequest, RefusalType.PayloadTooLarge, RefusalType.UnsupportedMediaType);
        group
            .MapGet("/", ListAsync)
            .Needs(Permission.ManageKeys)
            .WithName("ListKeys")
            .WithSummary("List the keys that are not revoked")
            .Refuses(RefusalType.InvalidRequest);
        group
            .MapDelete("/{id}", RevokeAsync)
            .Needs(Permission.ManageKeys)
            .WithName("RevokeKey")
            .WithSummary("Revoke a key, at once")
            .Refuses(RefusalType.NotFound);
        app.MapGet("/api/me", Me)
            .Needs(Permission.KnowOneself)
            .WithTags("Access")
            .WithName("GetMe")
            .WithSummary("Say whose request this is");
    }

    /// <remarks>No answer is kept for an <c>Idempotency-Key</c>: it would have the secret in it.</remarks>
    private static async Task<Results<Created<CreatedKeyResponse>, Problem>> CreateAsync(
        CreateKeyRequest request,
        CreateKey create,
        CancellationToken cancellationToken
    )
    {
        var outcome = await create.RunAsync(
            new KeyDetails(request.Name, request.Role, request.ProviderId, request.ExpiresAt, request.Origins),
            cancellationToken
        );
        return outcome.Value is { } created
            ? TypedResults.Created($"/api/keys/{created.Key.Id}", CreatedKeyResponse.Of(created))
            : Problem.Of(outcome.Refusal!);
    }

    private static async Task<Results<Ok<Page<KeyResponse>>, Problem>> ListAsync(
        FindKeys find,
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
            : TypedResults.Ok(Paging.ToPage(await find.RunAsync(after, size + 1, cancellationToken), size, KeyResponse.Of, k => k.Id));
    }

    private static async Task<Results<NoContent, Problem>> RevokeAsync(string id, RevokeKey revoke, CancellationToken cancellationToken) =>
        await revoke.RunAsync(id, cancellationToken) is { } refusal ? Problem.Of(refusal) : TypedResults.NoContent();

    private static Ok<MeResponse> Me(OperationContext context) => TypedResults.Ok(MeResponse.Of(context.Actor));
}
