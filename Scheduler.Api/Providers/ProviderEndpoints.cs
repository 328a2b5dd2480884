using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Scheduler.Api.Calendars;
using Scheduler.Api.Http;
using Scheduler.Data;
using Scheduler.Data.Databases;
using Scheduler.Data.Model;

namespace Scheduler.Api.Providers;

/// <summary>Registering, listing and changing providers.</summary>
public static class ProviderEndpoints
{
    private const int MaxAppointmentTypes = 50;

    public static void MapProviders(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api/providers").WithTags("Providers");
        group.MapPost("/", CreateAsync).WithName("CreateProvider").WithSummary("Register a provider")
            .Refuses(RefusalType.InvalidRequest, RefusalType.IdTaken, RefusalType.PayloadTooLarge, RefusalType.UnsupportedMediaType);
        group.MapGet("/", ListAsync).WithName("ListProviders").WithSummary("List providers, or those who offer a type").Refuses(RefusalType.InvalidRequest, RefusalType.NotFound);
        group.MapGet("/{id}", GetAsync).WithName("GetProvider").WithSummary("Read a provider").Produces(StatusCodes.Status304NotModified).Refuses(RefusalType.NotFound);
        group.MapPatch("/{id}", PatchAsync).WithName("PatchProvider").WithSummary("Change a provider")
            .Refuses(RefusalType.InvalidRequest, RefusalType.NotFound, RefusalType.PreconditionFailed, RefusalType.PayloadTooLarge, RefusalType.UnsupportedMediaType);
    }

    internal static async Task<Results<Created<ProviderResponse>, Problem>> CreateAsync(
        CreateProviderRequest request, SchedulerDbContext db, WriteQueue writes, TimeProvider clock, HttpContext http, CancellationToken cancellationToken)
    {
        var errors = new RequestErrors();
        errors.NewId("id", request.Id);
        Check(errors, request.FirstName, request.LastName, request.Email, request.TimeZone);
        await CheckTypesAsync(db, request.AppointmentTypes, errors, cancellationToken);
        if (errors.Any)
        {
            return Problem.Of(errors.Refusal);
        }

        var nowUtc = clock.Now();
        var provider = new Provider
        {
            Id = request.Id ?? Ids.New(nowUtc).ToString(), FirstName = request.FirstName, LastName = request.LastName,
            Email = request.Email, TimeZone = request.TimeZone, AppointmentTypes = request.AppointmentTypes?.ToList(), CreatedUtc = nowUtc,
        };
        http.WillAnswer<Provider>(Created);
        return await Creation.RunAsync(writes, provider, "provider", provider.Id, cancellationToken) is { } refusal ? Problem.Of(refusal) : Created(provider);

        Created<ProviderResponse> Created(Provider created)
        {
            http.Response.Headers.ETag = ETags.Of(created.Version);
            return TypedResults.Created($"/api/providers/{created.Id}", ProviderResponse.Of(created));
        }
    }

    private static async Task<Results<Ok<Page<ProviderResponse>>, Problem>> ListAsync(
        SchedulerDbContext db, string? appointmentType, string? cursor, int? limit, CancellationToken cancellationToken)
    {
        var errors = new RequestErrors();
        var size = Paging.Limit(limit, errors);
        var after = Paging.Decode(cursor, errors);
        if (errors.Any)
        {
            return Problem.Of(errors.Refusal);
        }

        var providers = db.Providers.AsNoTracking().Where(p => after == null || p.Id.CompareTo(after) > 0).OrderBy(p => p.Id);
        if (appointmentType is null)
        {
            return TypedResults.Ok(Paging.ToPage(await providers.Take(size + 1).ToListAsync(cancellationToken), size, ProviderResponse.Of, p => p.Id));
        }

        var type = RequestErrors.IsId(appointmentType) ? await db.AppointmentTypes.AsNoTracking().FirstOrDefaultAsync(t => t.Id == appointmentType, cancellationToken) : null;
        if (type is null)
        {
            return Problem.Of(Refusal.NotFound("appointment type", appointmentType));
        }

        // What a provider offers is one small text a row: the rule in C# reads it, and no second one in SQL.
        var offering = new List<Provider>(size + 1);
        await foreach (var provider in providers.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            if (provider.Offers(type))
            {
                offering.Add(provider);
                if (offering.Count > size)
                {
                    break;
                }
            }
        }

        return TypedResults.Ok(Paging.ToPage(offering, size, ProviderResponse.Of, p => p.Id));
    }

    private static async Task<Results<Ok<ProviderResponse>, StatusCodeHttpResult, Problem>> GetAsync(
        string id, SchedulerDbContext db, HttpContext http, CancellationToken cancellationToken)
    {
        var provider = RequestErrors.IsId(id) ? await db.Providers.AsNoTracking().FirstOrDefaultAsync(p => p.Id == id, cancellationToken) : null;
        if (provider is null)
        {
            return Problem.Of(Refusal.NotFound("provider", id));
        }

        return ETags.IsNotModified(http, ETags.Of(provider.Version))
            ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : TypedResults.Ok(ProviderResponse.Of(provider));
    }

    internal static async Task<Results<Ok<ProviderResponse>, Problem>> PatchAsync(
        string id, PatchProviderRequest request, SchedulerDbContext db, WriteQueue writes, HttpContext http, CancellationToken cancellationToken, [FromHeader(Name = "If-Match")] string? ifMatch = null)
    {
        var errors = new RequestErrors();
        Check(
            errors,
            request.Has(nameof(request.FirstName)) ? request.FirstName : "-",
            request.Has(nameof(request.LastName)) ? request.LastName : "-",
            request.Email,
            request.Has(nameof(request.TimeZone)) ? request.TimeZone : "UTC");
        await CheckTypesAsync(db, request.AppointmentTypes, errors, cancellationToken);
        if (errors.Any || !RequestErrors.IsId(id))
        {
            return Problem.Of(errors.Any ? errors.Refusal : Refusal.NotFound("provider", id));
        }

        var outcome = await Change.RunAsync(writes, db => db.Providers.FirstOrDefaultAsync(p => p.Id == id), provider => ETags.Of(provider.Version), ifMatch, provider =>
        {
            provider.FirstName = request.Has(nameof(request.FirstName)) ? request.FirstName : provider.FirstName;
            provider.LastName = request.Has(nameof(request.LastName)) ? request.LastName : provider.LastName;
            provider.Email = request.Has(nameof(request.Email)) ? request.Email : provider.Email;
            provider.TimeZone = request.Has(nameof(request.TimeZone)) ? request.TimeZone : provider.TimeZone;
            provider.AppointmentTypes = request.Has(nameof(request.AppointmentTypes)) ? request.AppointmentTypes?.ToList() : provider.AppointmentTypes;
            provider.Version++;
            return null;
        }, () => Refusal.NotFound("provider", id), cancellationToken);
        if (outcome.Value is not { } changed)
        {
            return Problem.Of(outcome.Refusal!);
        }

        http.Response.Headers.ETag = ETags.Of(changed.Version);
        return TypedResults.Ok(ProviderResponse.Of(changed));
    }

    private static void Check(RequestErrors errors, string firstName, string lastName, string? email, string timeZone)
    {
        errors.Text("firstName", firstName, Limits.Name, required: true);
        errors.Text("lastName", lastName, Limits.Name, required: true);
        errors.Email("email", email);
        errors.TimeZone("timeZone", timeZone);
    }

    private static async Task CheckTypesAsync(SchedulerDbContext db, IReadOnlyList<string>? ids, RequestErrors errors, CancellationToken cancellationToken)
    {
        if (ids is null)
        {
            return;
        }

        if (ids.Count > MaxAppointmentTypes)
        {
            errors.Add("appointmentTypes", $"must name at most {MaxAppointmentTypes} types");
            return;
        }

        var known = await db.AppointmentTypes.Where(t => ids.Contains(t.Id)).Select(t => t.Id).ToListAsync(cancellationToken);
        for (var i = 0; i < ids.Count; i++)
        {
            if (!known.Contains(ids[i]))
            {
                errors.Add($"appointmentTypes[{i}]", "must be the id of an appointment type");
            }
        }
    }
}
