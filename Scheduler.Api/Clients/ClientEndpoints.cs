using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Scheduler.Api.Http;
using Scheduler.Data;
using Scheduler.Data.Databases;
using Scheduler.Data.Model;

namespace Scheduler.Api.Clients;

/// <summary>Registering, finding and changing clients.</summary>
public static class ClientEndpoints
{
    public static void MapClients(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api/clients").WithTags("Clients");
        group.MapPost("/", CreateAsync).WithName("CreateClient").WithSummary("Register a client")
            .Refuses(RefusalType.InvalidRequest, RefusalType.IdTaken, RefusalType.PayloadTooLarge, RefusalType.UnsupportedMediaType);
        group.MapGet("/", ListAsync).WithName("ListClients").WithSummary("List clients by name, or find them by parts of name, e-mail, phone or id")
            .Refuses(RefusalType.InvalidRequest, RefusalType.TooManyRequests, RefusalType.Unavailable);
        group.MapGet("/{id}", GetAsync).WithName("GetClient").WithSummary("Read a client").Produces(StatusCodes.Status304NotModified).Refuses(RefusalType.NotFound);
        group.MapPatch("/{id}", PatchAsync).WithName("PatchClient").WithSummary("Change a client")
            .Refuses(RefusalType.InvalidRequest, RefusalType.NotFound, RefusalType.PreconditionFailed, RefusalType.PayloadTooLarge, RefusalType.UnsupportedMediaType);
    }

    internal static async Task<Results<Created<ClientResponse>, Problem>> CreateAsync(
        CreateClientRequest request, WriteQueue writes, TimeProvider clock, HttpContext http, CancellationToken cancellationToken)
    {
        var errors = new RequestErrors();
        errors.NewId("id", request.Id);
        errors.Text("firstName", request.FirstName, Limits.Name, required: true);
        errors.Text("lastName", request.LastName, Limits.Name, required: true);
        CheckContact(errors, request.Email, request.Phone, request.TimeZone);
        if (errors.Any)
        {
            return Problem.Of(errors.Refusal);
        }

        var nowUtc = clock.Now();
        var client = new Client
        {
            Id = request.Id ?? Ids.New(nowUtc).ToString(), FirstName = request.FirstName, LastName = request.LastName,
            Email = request.Email, Phone = request.Phone, TimeZone = request.TimeZone, CreatedUtc = nowUtc,
        };
        http.WillAnswer<Client>(Created);
        return await Creation.RunAsync(writes, client, "client", client.Id, cancellationToken, ClientIndex.UpdateAsync) is { } refusal ? Problem.Of(refusal) : Created(client);

        Created<ClientResponse> Created(Client created)
        {
            http.Response.Headers.ETag = ETags.Of(created.Version);
            return TypedResults.Created($"/api/clients/{created.Id}", ClientResponse.Of(created));
        }
    }

    private static async Task<Results<Ok<Page<ClientResponse>>, Problem>> ListAsync(
        ClientSearch search, string? q, string? cursor, int? limit, CancellationToken cancellationToken)
    {
        var errors = new RequestErrors();
        var size = Paging.Limit(limit, errors);
        var after = ClientSearch.ReadPosition(Paging.Decode(cursor, errors), errors);
        ClientSearch.Check(q, errors);
        if (errors.Any)
        {
            return Problem.Of(errors.Refusal);
        }

        var outcome = await search.FindAsync(q, after, size, cancellationToken);
        return outcome.Value is { } found
            ? TypedResults.Ok(new Page<ClientResponse>([.. found.Clients.Select(ClientResponse.Of)], found.Next is null ? null : Paging.Encode(found.Next)))
            : Problem.Of(outcome.Refusal!);
    }

    private static async Task<Results<Ok<ClientResponse>, StatusCodeHttpResult, Problem>> GetAsync(
        string id, SchedulerDbContext db, HttpContext http, CancellationToken cancellationToken)
    {
        var client = RequestErrors.IsId(id) ? await db.Clients.AsNoTracking().FirstOrDefaultAsync(c => c.Id == id, cancellationToken) : null;
        if (client is null)
        {
            return Problem.Of(Refusal.NotFound("client", id));
        }

        return ETags.IsNotModified(http, ETags.Of(client.Version))
            ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : TypedResults.Ok(ClientResponse.Of(client));
    }

    internal static async Task<Results<Ok<ClientResponse>, Problem>> PatchAsync(
        string id, PatchClientRequest request, WriteQueue writes, HttpContext http, CancellationToken cancellationToken, [FromHeader(Name = "If-Match")] string? ifMatch = null)
    {
        var errors = new RequestErrors();
        errors.Text("firstName", request.FirstName, Limits.Name, required: request.FirstName is not null);
        errors.Text("lastName", request.LastName, Limits.Name, required: request.LastName is not null);
        CheckContact(errors, request.Email, request.Phone, request.TimeZone);
        if (errors.Any || !RequestErrors.IsId(id))
        {
            return Problem.Of(errors.Any ? errors.Refusal : Refusal.NotFound("client", id));
        }

        var outcome = await Change.RunAsync(writes, db => db.Clients.FirstOrDefaultAsync(c => c.Id == id), client => ETags.Of(client.Version), ifMatch, client =>
        {
            client.FirstName = request.Has(nameof(request.FirstName)) ? request.FirstName : client.FirstName;
            client.LastName = request.Has(nameof(request.LastName)) ? request.LastName : client.LastName;
            client.Email = request.Has(nameof(request.Email)) ? request.Email : client.Email;
            client.Phone = request.Has(nameof(request.Phone)) ? request.Phone : client.Phone;
            client.TimeZone = request.Has(nameof(request.TimeZone)) ? request.TimeZone : client.TimeZone;
            client.Version++;
            return null;
        }, () => Refusal.NotFound("client", id), cancellationToken, ClientIndex.UpdateAsync);
        if (outcome.Value is not { } changed)
        {
            return Problem.Of(outcome.Refusal!);
        }

        http.Response.Headers.ETag = ETags.Of(changed.Version);
        return TypedResults.Ok(ClientResponse.Of(changed));
    }

    private static void CheckContact(RequestErrors errors, string? email, string? phone, string? timeZone)
    {
        errors.Email("email", email);
        errors.Text("phone", phone, Limits.Phone, required: false);
        errors.TimeZone("timeZone", timeZone);
    }
}
