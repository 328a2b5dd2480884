using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Scheduler.Api.Access;
using Scheduler.Api.Appointments;
using Scheduler.Api.Audit;
using Scheduler.Api.Events;
using Scheduler.Api.Http;
using Scheduler.Data.Model;

namespace Scheduler.Api.Clients;

/// <summary>Registering, finding and changing clients.</summary>
public static class ClientEndpoints
{
    internal const string NextAppointment = "nextAppointment";

    public static void MapClients(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api/clients").WithTags("Clients");
        group
            .MapPost("/", CreateAsync)
            .Needs(Permission.ChangeClients)
            .WithName("CreateClient")
            .WithSummary("Register a client")
            .Refuses(RefusalType.InvalidRequest, RefusalType.IdTaken, RefusalType.PayloadTooLarge, RefusalType.UnsupportedMediaType);
        group
            .MapGet("/", ListAsync)
            .Needs(Permission.ReadClients)
            .MayBeOld()
            .WithName("ListClients")
            .WithSummary("List clients by name, or find them by parts of name, e-mail, phone or id")
            .Refuses(RefusalType.InvalidRequest, RefusalType.TooManyRequests, RefusalType.Unavailable);
        group
            .MapGet("/{id}", GetAsync)
            .Needs(Permission.ReadClients)
            .WithName("GetClient")
            .WithSummary("Read a client")
            .Produces(StatusCodes.Status304NotModified)
            .Refuses(RefusalType.NotFound);
        group
            .MapPatch("/{id}", PatchAsync)
            .Needs(Permission.ChangeClients)
            .WithName("PatchClient")
            .WithSummary("Change a client")
            .Refuses(
                RefusalType.InvalidRequest,
                RefusalType.NotFound,
                RefusalType.PreconditionFailed,
                RefusalType.PayloadTooLarge,
                RefusalType.UnsupportedMediaType
            );
    }

    private static async Task<Results<Created<ClientResponse>, Problem>> CreateAsync(
        CreateClientRequest request,
        CreateClient create,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        http.WillAnswer<Client>(Created);
        var outcome = await create.RunAsync(
            new ClientDetails(request.Id, request.FirstName, request.LastName, request.Email, request.Phone, request.TimeZone)
            {
                StaffNote = request.StaffNote,
                Language = request.Language,
                BirthDate = request.BirthDate,
                Tags = request.Tags,
            },
            cancellationToken
        );
        return outcome.Value is { } client ? Created(client) : Problem.Of(outcome.Refusal!);

        Created<ClientResponse> Created(Client created)
        {
            http.Response.Headers.ETag = ETags.Of(created.Version);
            return TypedResults.Created($"/api/clients/{created.Id}", ClientResponse.Of(created));
        }
    }

    private static async Task<Results<Ok<Page<ListedClientResponse>>, Problem>> ListAsync(
        ClientSearch search,
        FindNextAppointments next,
        OperationContext context,
        string? q,
        string? expand,
        string? cursor,
        int? limit,
        CancellationToken cancellationToken
    )
    {
        var errors = new RequestErrors();
        var size = Paging.Limit(limit, errors);
        var after = ClientSearch.ReadPosition(Paging.Decode(cursor, errors), errors);
        ClientSearch.Check(q, errors);
        if (expand is not (null or NextAppointment))
        {
            errors.Add("expand", $"must be '{NextAppointment}'");
        }

        if (errors.Any)
        {
            return Problem.Of(errors.Refusal);
        }

        var outcome = await search.RunAsync(q, after, size, cancellationToken);
        if (outcome.Value is not { } found)
        {
            return Problem.Of(outcome.Refusal!);
        }

        var ahead = expand is null ? null : await next.RunAsync([.. found.Clients.Select(c => c.Id)], cancellationToken);
        var nowUtc = context.Now();
        return TypedResults.Ok(
            new Page<ListedClientResponse>(
                [.. found.Clients.Select(c => ListedClientResponse.Of(c, Next(c.Id)))],
                found.Next is null ? null : Paging.Encode(found.Next)
            )
        );

        AppointmentResponse? Next(string id) => ahead?.GetValueOrDefault(id) is { } first ? AppointmentResponse.Of(first, nowUtc) : null;
    }

    private static async Task<Results<Ok<ClientResponse>, StatusCodeHttpResult, Problem>> GetAsync(
        string id,
        FindClient find,
        WriteAudit audit,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        if (await find.RunAsync(id, cancellationToken) is not { } client)
        {
            return Problem.Of(Refusal.NotFound("client", id));
        }

        if (ETags.IsNotModified(http, ETags.Of(client.Version)))
        {
            return TypedResults.StatusCode(StatusCodes.Status304NotModified);
        }

        await audit.RunAsync(AuditActions.ClientRead, EventSubjects.Client, id, cancellationToken);
        return TypedResults.Ok(ClientResponse.Of(client));
    }

    private static async Task<Results<Ok<ClientResponse>, Problem>> PatchAsync(
        string id,
        PatchClientRequest request,
        ChangeClient change,
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
        return TypedResults.Ok(ClientResponse.Of(changed));
    }
}
