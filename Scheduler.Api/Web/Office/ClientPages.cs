using Scheduler.Api.Access;
using Scheduler.Api.Clients;
using Scheduler.Api.Http;
using Scheduler.Api.Web.Parts;
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

    public static void MapClientPages(this IEndpointRouteBuilder app)
    {
        app.MapPage("/clients", ListAsync);
        app.MapPage("/clients/new", () => Pages.Show<ClientFormPage>(new ClientFormModel(null, new FormState())));
        app.MapPost("/clients/new", AddAsync);
        app.MapPage("/clients/{id}", ShowAsync);
        app.MapPage("/clients/{id}/edit", EditAsync);
        app.MapPost("/clients/{id}/edit", SaveAsync);
    }

    private static async Task<IResult> ListAsync(string? q, string? after, FindClients find, CancellationToken cancellationToken)
    {
        var search = q is { Length: > Limits.Name } ? q[..Limits.Name] : q ?? "";
        var rows = await find.ListAsync(search, RequestErrors.IsId(after) ? after : null, PageSize + 1, cancellationToken);
        var shown = rows.Take(PageSize).ToList();
        var next = rows.Count > PageSize ? $"/clients?q={Uri.EscapeDataString(search)}&after={Uri.EscapeDataString(shown[^1].Id)}" : null;
        return Pages.Show<ClientsPage>(new ClientsModel(search, shown, next));
    }

    private static async Task<IResult> ShowAsync(string id, HttpContext http, FindClients find, ReadClientHistory history, OperationContext context)
    {
        if (await find.FindAsync(id, http.RequestAborted) is not { } client)
        {
            return NotFound();
        }

        var nowUtc = context.Now();
        var entries = await history.RunAsync(id, http.RequestAborted);
        return Pages.Show<ClientPage>(new ClientModel(
            client,
            entries.Select(e => (e.Appointment, string.Join(" · ", e.Providers.Select(Names.Of).Prepend(e.TypeName)), e.Appointment.StatusAt(nowUtc))).ToList(),
            Viewer.Of(http, null, context.Office), nowUtc));
    }

    private static async Task<IResult> AddAsync(HttpContext http, CreateClient create)
    {
        var form = await FormState.ReadAsync(http);
        var outcome = await create.RunAsync(
            new ClientDetails(null, form["firstName"], form["lastName"], form.Text("email"), form.Text("phone")), http.RequestAborted);
        if (outcome.Refusal is { } refusal)
        {
            form.Add(refusal, "firstName");
            return Pages.Show<ClientFormPage>(new ClientFormModel(null, form), StatusCodes.Status422UnprocessableEntity);
        }

        return Pages.SeeOther($"/clients?q={Uri.EscapeDataString(form["lastName"])}");
    }

    private static async Task<IResult> EditAsync(string id, FindClients find, CancellationToken cancellationToken) =>
        await find.FindAsync(id, cancellationToken) is { } client
            ? Pages.Show<ClientFormPage>(new ClientFormModel(id, new FormState(
                ("firstName", client.FirstName), ("lastName", client.LastName), ("email", client.Email), ("phone", client.Phone), (FormState.Version, $"{client.Version}"))))
            : NotFound();

    private static async Task<IResult> SaveAsync(string id, HttpContext http, ChangeClient change)
    {
        var form = await FormState.ReadAsync(http);
        var outcome = await change.RunAsync(
            id,
            new ClientChanges { FirstName = form["firstName"], LastName = form["lastName"], Email = form.Text("email"), Phone = form.Text("phone") },
            form.Precondition, http.RequestAborted);
        if (outcome.Refusal is not { } refusal)
        {
            return Pages.SeeOther(OfficeLinks.Client(id));
        }

        form.Add(refusal, "firstName");
        return refusal.Type == RefusalType.NotFound ? NotFound() : Pages.Show<ClientFormPage>(new ClientFormModel(id, form), StatusCodes.Status422UnprocessableEntity);
    }

    private static IResult NotFound() => Pages.NotFound("There is no such client.");
}
