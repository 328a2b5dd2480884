using Microsoft.EntityFrameworkCore;
using Scheduler.Api.Http;
using Scheduler.Api.Providers;
using Scheduler.Api.Web.Parts;
using Scheduler.Data;
using Scheduler.Data.Databases;
using Scheduler.Data.Model;

namespace Scheduler.Api.Web.Office;

/// <summary>The form of a provider, with the types it can offer.</summary>
/// <param name="Id">Null for a new one.</param>
public sealed record ProviderFormModel(string? Id, FormState Form, IReadOnlyList<AppointmentType> Types, IReadOnlyCollection<string>? Offered);

/// <summary>Providers: see, add, change.</summary>
internal static class ProviderPages
{
    private const int MaxProviders = 500;

    public static void MapProviderPages(this IEndpointRouteBuilder app)
    {
        app.MapPage("/providers", ListAsync);
        app.MapPage("/providers/new", NewAsync);
        app.MapPost("/providers/new", AddAsync);
        app.MapPage("/providers/{id}", EditAsync);
        app.MapPost("/providers/{id}", SaveAsync);
    }

    private static async Task<IResult> ListAsync(SchedulerDbContext db, CancellationToken cancellationToken) =>
        Pages.Show<ProvidersPage>(await db.Providers.AsNoTracking().OrderBy(p => p.LastName).ThenBy(p => p.FirstName).Take(MaxProviders).ToListAsync(cancellationToken));

    private static async Task<IResult> NewAsync(SchedulerDbContext db, HttpContext http) => await FormAsync(db, http, null, new FormState(("timeZone", "UTC")), null);

    private static async Task<IResult> EditAsync(string id, SchedulerDbContext db, HttpContext http)
    {
        var provider = RequestErrors.IsId(id) ? await db.Providers.AsNoTracking().FirstOrDefaultAsync(p => p.Id == id, http.RequestAborted) : null;
        return provider is null
            ? Pages.NotFound("There is no such provider.")
            : await FormAsync(
                db, http, id,
                new FormState(("firstName", provider.FirstName), ("lastName", provider.LastName), ("email", provider.Email), ("timeZone", provider.TimeZone), (FormState.Version, $"{provider.Version}")), provider.AppointmentTypes);
    }

    private static async Task<IResult> AddAsync(SchedulerDbContext db, WriteQueue writes, TimeProvider clock, HttpContext http)
    {
        var form = await FormState.ReadAsync(http);
        var offered = await OfferedAsync(http);
        var answer = await ProviderEndpoints.CreateAsync(
            new CreateProviderRequest(form["firstName"], form["lastName"], form.Text("id"), form.Text("email"), form["timeZone"], offered), db, writes, clock, http, http.RequestAborted);
        return answer.Refused() is { } refusal
            ? await RefusedAsync(db, http, null, form, offered, refusal)
            : Pages.SeeOther(Week.WeekLinks.Hours(((IValueHttpResult<ProviderResponse>)answer.Result).Value!.Id));
    }

    private static async Task<IResult> SaveAsync(string id, SchedulerDbContext db, WriteQueue writes, HttpContext http)
    {
        var form = await FormState.ReadAsync(http);
        var offered = await OfferedAsync(http);
        var answer = await ProviderEndpoints.PatchAsync(
            id,
            new PatchProviderRequest { FirstName = form["firstName"], LastName = form["lastName"], Email = form.Text("email"), TimeZone = form["timeZone"], AppointmentTypes = offered },
            db, writes, http, http.RequestAborted, form.IfMatch);
        return answer.Refused() is not { } refusal ? Pages.SeeOther("/providers")
            : refusal.Type == RefusalType.NotFound ? Pages.NotFound("There is no such provider.")
            : await RefusedAsync(db, http, id, form, offered, refusal);
    }

    private static Task<IResult> RefusedAsync(SchedulerDbContext db, HttpContext http, string? id, FormState form, IReadOnlyCollection<string>? offered, Refusal refusal)
    {
        form.Add(refusal, "firstName");
        return FormAsync(db, http, id, form, offered, StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<IResult> FormAsync(
        SchedulerDbContext db, HttpContext http, string? id, FormState form, IReadOnlyCollection<string>? offered, int status = StatusCodes.Status200OK) =>
        Pages.Show<ProviderFormPage>(
            new ProviderFormModel(id, form, await db.AppointmentTypes.AsNoTracking().Where(t => t.ProviderRequired).OrderBy(t => t.Name).ToListAsync(http.RequestAborted), offered), status);

    /// <summary>Null where everything is offered, also what is made later.</summary>
    private static async Task<IReadOnlyList<string>?> OfferedAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        return form["offers"] == "some" ? [.. form["type"].OfType<string>()] : null;
    }
}
