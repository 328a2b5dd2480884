using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Scheduler.Api.Appointments;
using Scheduler.Api.Clients;
using Scheduler.Api.Http;
using Scheduler.Api.Scheduling;
using Scheduler.Api.Web.Parts;
using Scheduler.Data;
using Scheduler.Data.Databases;
using Scheduler.Data.Model;

namespace Scheduler.Api.Web.Office;

/// <summary>A page of clients, or of those that a search finds.</summary>
public sealed record ClientsModel(string Search, IReadOnlyList<Client> Clients, string? Next);

/// <summary>A client with its appointments, the latest first.</summary>
public sealed record ClientModel(Client Client, IReadOnlyList<(Appointment Appointment, string What, AppointmentStatus Status)> Appointments, Viewer Viewer, DateTime NowUtc);

/// <summary>The form of a client.</summary>
/// <param name="Id">Null for a new one.</param>
public sealed record ClientFormModel(string? Id, FormState Form);

/// <summary>Clients: find, see, add, change.</summary>
internal static class ClientPages
{
    private const int PageSize = 50;
    private const int MaxAppointments = 200;

    public static void MapClientPages(this IEndpointRouteBuilder app)
    {
        app.MapPage("/clients", ListAsync);
        app.MapPage("/clients/new", () => Pages.Show<ClientFormPage>(new ClientFormModel(null, new FormState())));
        app.MapPost("/clients/new", AddAsync);
        app.MapPage("/clients/{id}", ShowAsync);
        app.MapPage("/clients/{id}/edit", EditAsync);
        app.MapPost("/clients/{id}/edit", SaveAsync);
    }

    private static async Task<IResult> ListAsync(string? q, string? after, ClientSearch clients, CancellationToken cancellationToken)
    {
        var search = q is { Length: > Limits.Name } ? q[..Limits.Name] : q ?? "";
        var errors = new RequestErrors();
        var outcome = await clients.FindAsync(search, ClientSearch.ReadPosition(Paging.Decode(after, errors), errors), PageSize, cancellationToken);
        if (outcome.Value is not { } found)
        {
            return Problem.Of(outcome.Refusal!);
        }

        var next = found.Next is null ? null : $"/clients?q={Uri.EscapeDataString(search)}&after={Paging.Encode(found.Next)}";
        return Pages.Show<ClientsPage>(new ClientsModel(search, found.Clients, next));
    }

    private static async Task<IResult> ShowAsync(string id, HttpContext http, SchedulerDbContext db, TimeProvider clock, IOptions<SchedulingOptions> options)
    {
        if (await FindAsync(db, id, http.RequestAborted) is not { } client)
        {
            return NotFound();
        }

        var nowUtc = clock.Now();
        var rows = await db.Appointments.AsNoTracking().Where(a => a.UserId == id)
            .OrderByDescending(a => a.StartUtc).Take(MaxAppointments)
            .Join(db.AppointmentTypes, a => a.AppointmentTypeId, t => t.Id, (a, t) => new { Appointment = a, t.Name })
            .ToListAsync(http.RequestAborted);
        var ids = rows.SelectMany(r => r.Appointment.ProviderIds).Distinct().ToList();
        var providers = await db.Providers.AsNoTracking().Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, Names.Of, http.RequestAborted);
        return Pages.Show<ClientPage>(new ClientModel(
            client,
            rows.OrderByDescending(r => r.Appointment.StartUtc)
                .Select(r => (r.Appointment, string.Join(" · ", r.Appointment.ProviderIds.Select(p => providers[p]).Prepend(r.Name)), r.Appointment.StatusAt(nowUtc))).ToList(), Viewer.Of(http, null, options.Value.Office), nowUtc));
    }

    private static async Task<IResult> AddAsync(HttpContext http, WriteQueue writes, TimeProvider clock)
    {
        var form = await FormState.ReadAsync(http);
        var answer = await ClientEndpoints.CreateAsync(
            new CreateClientRequest(form["firstName"], form["lastName"], null, form.Text("email"), form.Text("phone")), writes, clock, http, http.RequestAborted);
        if (answer.Refused() is { } refusal)
        {
            form.Add(refusal, "firstName");
            return Pages.Show<ClientFormPage>(new ClientFormModel(null, form), StatusCodes.Status422UnprocessableEntity);
        }

        return Pages.SeeOther($"/clients?q={Uri.EscapeDataString(form["lastName"])}");
    }

    private static async Task<IResult> EditAsync(string id, SchedulerDbContext db, CancellationToken cancellationToken) =>
        await FindAsync(db, id, cancellationToken) is { } client
            ? Pages.Show<ClientFormPage>(new ClientFormModel(id, new FormState(
                ("firstName", client.FirstName), ("lastName", client.LastName), ("email", client.Email), ("phone", client.Phone), (FormState.Version, $"{client.Version}"))))
            : NotFound();

    private static async Task<IResult> SaveAsync(string id, HttpContext http, WriteQueue writes)
    {
        var form = await FormState.ReadAsync(http);
        var answer = await ClientEndpoints.PatchAsync(
            id,
            new PatchClientRequest { FirstName = form["firstName"], LastName = form["lastName"], Email = form.Text("email"), Phone = form.Text("phone") },
            writes, http, http.RequestAborted, form.IfMatch);
        if (answer.Refused() is not { } refusal)
        {
            return Pages.SeeOther(OfficeLinks.Client(id));
        }

        form.Add(refusal, "firstName");
        return refusal.Type == RefusalType.NotFound ? NotFound() : Pages.Show<ClientFormPage>(new ClientFormModel(id, form), StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<Client?> FindAsync(SchedulerDbContext db, string id, CancellationToken cancellationToken) =>
        RequestErrors.IsId(id) ? await db.Clients.AsNoTracking().FirstOrDefaultAsync(c => c.Id == id, cancellationToken) : null;

    private static IResult NotFound() => Pages.NotFound("There is no such client.");
}
