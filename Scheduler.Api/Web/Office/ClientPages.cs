using Scheduler.Api.Access;
using Scheduler.Api.Audit;
using Scheduler.Api.Clients;
using Scheduler.Api.Events;
using Scheduler.Api.Http;
using Scheduler.Api.Web.Parts;
using Scheduler.Data.Model;

namespace Scheduler.Api.Web.Office;

/// <summary>A page of clients, or of those that a search finds.</summary>
public sealed record ClientsModel(string Search, IReadOnlyList<Client> Clients, string? Next);

/// <summary>A client with its appointments, the latest first.</summary>
public sealed record ClientModel(
    Client Client,
    IReadOnlyList<(Appointment Appointment, string What, AppointmentStatus Status)> Appointments,
    Viewer Viewer,
    DateTime NowUtc
);

/// <summary>The form of a client.</summary>
/// <param name="Id">Null for a new one.</param>
public sealed record ClientFormModel(string? Id, FormState Form);

/// <summary>Clients: find, see, add, change.</summary>
internal static class ClientPages
{
    private const int PageSize = 50;

    public static void MapClientPages(this IEndpointRouteBuilder app)
    {
        app.MapPage("/clients", ListAsync).Needs(Permission.ReadClients);
        app.MapPage("/clients/new", () => Pages.Show<ClientFormPage>(new ClientFormModel(null, new FormState())))
            .Needs(Permission.ChangeClients);
        app.MapPost("/clients/new", AddAsync).Needs(Permission.ChangeClients);
        app.MapPage("/clients/{id}", ShowAsync).Needs(Permission.ReadClients);
        app.MapPage("/clients/{id}/edit", EditAsync).Needs(Permission.ChangeClients);
        app.MapPost("/clients/{id}/edit", SaveAsync).Needs(Permission.ChangeClients);
    }

    private static async Task<IResult> ListAsync(string? q, string? after, ClientSearch clients, HttpContext http)
    {
        var search = new string([.. (q ?? "").Where(c => !char.IsControl(c)).Take(Limits.Name)]);
        var errors = new RequestErrors();
        var outcome = await clients.RunAsync(
            search,
            ClientSearch.ReadPosition(Paging.Decode(after, errors), errors),
            PageSize,
            http.RequestAborted
        );
        if (outcome.Value is not { } found)
        {
            return Pages.Of<MessagePage>(
                new()
                {
                    [nameof(MessagePage.Title)] = "Not found in time",
                    [nameof(MessagePage.Text)] = $"{outcome.Refusal!.Detail} Go back and try again in a moment.",
                },
                ProblemCatalog.Describe(outcome.Refusal.Type).Status
            );
        }

        var next = found.Next is null ? null : $"/clients?q={Uri.EscapeDataString(search)}&after={Paging.Encode(found.Next)}";
        return Pages.Show<ClientsPage>(new ClientsModel(search, found.Clients, next));
    }

    private static async Task<IResult> ShowAsync(
        string id,
        HttpContext http,
        FindClient find,
        ReadClientHistory history,
        WriteAudit audit,
        OperationContext context
    )
    {
        if (await find.RunAsync(id, http.RequestAborted) is not { } client)
        {
            return NotFound();
        }

        await audit.RunAsync(AuditActions.ClientRead, EventSubjects.Client, id, http.RequestAborted);
        var nowUtc = context.Now();
        var entries = await history.RunAsync(id, http.RequestAborted);
        return Pages.Show<ClientPage>(
            new ClientModel(
                client,
                entries
                    .Select(e =>
                        (
                            e.Appointment,
                            string.Join(" · ", e.Providers.Select(Names.Of).Prepend(e.TypeName)),
                            e.Appointment.StatusAt(nowUtc)
                        )
                    )
                    .ToList(),
                Viewer.Of(http, null, context.Office),
                nowUtc
            )
        );
    }

    private static async Task<IResult> AddAsync(HttpContext http, CreateClient create)
    {
        var form = await FormState.ReadAsync(http);
        var outcome = await create.RunAsync(
            new ClientDetails(null, form["firstName"], form["lastName"], form.Text("email"), form.Text("phone")),
            http.RequestAborted
        );
        if (outcome.Refusal is { } refusal)
        {
            form.Add(refusal, "firstName");
            return Pages.Show<ClientFormPage>(new ClientFormModel(null, form), StatusCodes.Status422UnprocessableEntity);
        }

        return Pages.SeeOther($"/clients?q={Uri.EscapeDataString(form["lastName"])}");
    }

    private static async Task<IResult> EditAsync(string id, FindClient find, WriteAudit audit, CancellationToken cancellationToken)
    {
        if (await find.RunAsync(id, cancellationToken) is not { } client)
        {
            return NotFound();
        }

        await audit.RunAsync(AuditActions.ClientRead, EventSubjects.Client, id, cancellationToken);
        return Pages.Show<ClientFormPage>(
            new ClientFormModel(
                id,
                new FormState(
                    ("firstName", client.FirstName),
                    ("lastName", client.LastName),
                    ("email", client.Email),
                    ("phone", client.Phone),
                    (FormState.Version, $"{client.Version}")
                )
            )
        );
    }

    private static async Task<IResult> SaveAsync(string id, HttpContext http, ChangeClient change)
    {
        var form = await FormState.ReadAsync(http);
        var outcome = await change.RunAsync(
            id,
            new ClientChanges
            {
                FirstName = form["firstName"],
                LastName = form["lastName"],
                Email = form.Text("email"),
                Phone = form.Text("phone"),
            },
            form.Precondition,
            http.RequestAborted
        );
        if (outcome.Refusal is not { } refusal)
        {
            return Pages.SeeOther(OfficeLinks.Client(id));
        }

        form.Add(refusal, "firstName");
        return refusal.Type == RefusalType.NotFound
            ? NotFound()
            : Pages.Show<ClientFormPage>(new ClientFormModel(id, form), StatusCodes.Status422UnprocessableEntity);
    }

    private static IResult NotFound() => Pages.NotFound("There is no such client.");
}
