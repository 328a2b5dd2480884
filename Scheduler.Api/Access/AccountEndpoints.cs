using Microsoft.AspNetCore.Http.HttpResults;
using Scheduler.Api.Http;

namespace Scheduler.Api.Access;

/// <summary>Inviting, listing and changing accounts.</summary>
public static class AccountEndpoints
{
    public static void MapAccounts(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api/accounts").WithTags("Access");
        group
            .MapGet("/", ListAsync)
            .Needs(Permission.ManageAccounts)
            .WithName("ListAccounts")
            .WithSummary("List the accounts")
            .Refuses(RefusalType.InvalidRequest);
        group
            .MapPost("/", InviteAsync)
            .Needs(Permission.ManageAccounts)
            .WithName("InviteAccount")
            .WithSummary("Make an account, and an invitation for its holder")
            .Refuses(RefusalType.InvalidRequest, RefusalType.IdTaken, RefusalType.PayloadTooLarge, RefusalType.UnsupportedMediaType);
        group
            .MapPatch("/{id}", PatchAsync)
            .Needs(Permission.ManageAccounts)
            .WithName("PatchAccount")
            .WithSummary("Change what an account may do, or disable it")
            .Refuses(
                RefusalType.InvalidRequest,
                RefusalType.NotFound,
                RefusalType.LastOwner,
                RefusalType.PayloadTooLarge,
                RefusalType.UnsupportedMediaType
            );
    }

    private static async Task<Results<Ok<Page<AccountResponse>>, Problem>> ListAsync(
        FindAccounts find,
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
            : TypedResults.Ok(Paging.ToPage(await find.ListAsync(after, size + 1, cancellationToken), size, AccountResponse.Of, a => a.Id));
    }

    /// <remarks>No answer is kept for an <c>Idempotency-Key</c>: it would have the invitation in it.</remarks>
    private static async Task<Results<Created<InvitedAccountResponse>, Problem>> InviteAsync(
        InviteAccountRequest request,
        CreateAccount create,
        PublicAddress address,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var outcome = await create.RunAsync(
            new AccountDetails(request.Email, request.Name, request.Role, request.ProviderId),
            cancellationToken
        );
        return outcome.Value is { } created
            ? TypedResults.Created(
                $"/api/accounts/{created.Account.Id}",
                InvitedAccountResponse.Of(created, address.Url($"/setup?invitation={created.Invitation}", http.Request))
            )
            : Problem.Of(outcome.Refusal!);
    }

    private static async Task<Results<Ok<AccountResponse>, Problem>> PatchAsync(
        string id,
        PatchAccountRequest request,
        ChangeAccount change,
        CancellationToken cancellationToken
    )
    {
        var outcome = await change.RunAsync(id, request.Changes(), cancellationToken);
        return outcome.Value is { } changed ? TypedResults.Ok(AccountResponse.Of(changed)) : Problem.Of(outcome.Refusal!);
    }
}
