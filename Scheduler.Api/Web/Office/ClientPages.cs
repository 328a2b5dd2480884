using Scheduler.Api.Access;
using Scheduler.Api.Audit;
using Scheduler.Api.Clients;
using Scheduler.Api.Events;
using Scheduler.Api.Http;
using Scheduler.Api.Web.Parts;
using Scheduler.Data.Model;

namespace Scheduler.Api.Web.Office;

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
        app.MapClientPrivacy();
    }

    private static async Task<IResult> ListAsync(string? q, string? after, ClientSearch clients, NextVisits visits, HttpContext http)
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
        var ahead = await visits.OfAsync(http, found.Clients, http.RequestAborted);
        return Pages.Show<ClientsPage>(new ClientsModel(search, found.Clients, ahead, next));
    }

    private static Task<IResult> ShowAsync(
        string id,
        HttpContext http,
        FindClient find,
        ReadClientHistory history,
        WriteAudit audit,
        OperationContext context
    ) => PageAsync(id, http, find, history, audit, context, null);

    /// <param name="form">What was wrong with merging; null where nothing was.</param>
    internal static async Task<IResult> PageAsync(
        string id,
        HttpContext http,
        FindClient find,
        ReadClientHistory history,
        WriteAudit audit,
        OperationContext context,
        FormState? form
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
                nowUtc,
                context.Actor.Role,
                form ?? new FormState()
            ),
            form is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity
        );
    }

    private static async Task<IResult> AddAsync(HttpContext http, CreateClient create)
    {
        var form = await FormState.ReadAsync(http);
        var outcome = await create.RunAsync(
            new ClientDetails(null, form["firstName"], form["lastName"], form.Text("email"), form.Text("phone"))
            {
                BirthDate = Born(form),
                Language = form.Text("language"),
                Tags = Tags(form),
                StaffNote = form.Text("staffNote"),
            },
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
                    ("birthDate", client.BirthDate is { } born ? Instants.FormatDate(born) : null),
                    ("language", client.Language),
                    ("tags", string.Join(", ", client.Tags ?? [])),
                    ("staffNote", client.StaffNote),
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
                BirthDate = Born(form),
                Language = form.Text("language"),
                Tags = new Field<IReadOnlyList<string>?>(Tags(form), true),
                StaffNote = form.Text("staffNote"),
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

    private static DateOnly? Born(FormState form) => Instants.TryParseDate(form["birthDate"], out var date) ? date : null;

    private static IReadOnlyList<string> Tags(FormState form) =>
        form["tags"].Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static IResult NotFound() => Pages.NotFound("There is no such client.");
}
