using Scheduler.Api.Access;
using Scheduler.Api.AppointmentTypes;
using Scheduler.Api.Http;
using Scheduler.Api.Providers;
using Scheduler.Api.Web.Parts;
using Scheduler.Data.Model;

namespace Scheduler.Api.Web.Office;

/// <summary>The form of a provider, with the types it can offer.</summary>
/// <param name="Id">Null for a new one.</param>
public sealed record ProviderFormModel(
    string? Id,
    FormState Form,
    IReadOnlyList<AppointmentType> Types,
    IReadOnlyCollection<string>? Offered
);

/// <summary>Providers: see, add, change.</summary>
internal static class ProviderPages
{
    private const int MaxProviders = 500;

    public static void MapProviderPages(this IEndpointRouteBuilder app)
    {
        app.MapPage("/providers", ListAsync).Needs(Permission.ReadOffer);
        app.MapPage("/providers/new", NewAsync).Needs(Permission.ChangeOffer);
        app.MapPost("/providers/new", AddAsync).Needs(Permission.ChangeOffer);
        app.MapPage("/providers/{id}", EditAsync).Needs(Permission.ChangeProfile);
        app.MapPost("/providers/{id}", SaveAsync).Needs(Permission.ChangeProfile);
    }

    private static async Task<IResult> ListAsync(FindProviders find, CancellationToken cancellationToken) =>
        Pages.Show<ProvidersPage>(await find.ByNameAsync(MaxProviders, cancellationToken));

    private static Task<IResult> NewAsync(FindAppointmentTypes types, HttpContext http) =>
        FormAsync(types, http, null, new FormState(("timeZone", "UTC"), ("online", TypePages.Yes), ("notify", TypePages.No)), null);

    private static async Task<IResult> EditAsync(
        string id,
        FindProviders find,
        FindAppointmentTypes types,
        HttpContext http,
        OperationContext context
    ) =>
        !context.Reaches(id) || await find.FindAsync(id, http.RequestAborted) is not { } provider
            ? Pages.NotFound("There is no such provider.")
            : await FormAsync(
                types,
                http,
                id,
                new FormState(
                    ("firstName", provider.FirstName),
                    ("lastName", provider.LastName),
                    ("email", provider.Email),
                    ("timeZone", provider.TimeZone),
                    ("online", provider.Online ? TypePages.Yes : TypePages.No),
                    ("notify", provider.Notify ? TypePages.Yes : TypePages.No),
                    ("archived", provider.Archived ? TypePages.Yes : TypePages.No),
                    ("title", provider.Title),
                    ("location", provider.Location),
                    ("languages", string.Join(", ", provider.Languages ?? [])),
                    (FormState.Version, $"{provider.Version}")
                ),
                provider.AppointmentTypes
            );

    private static async Task<IResult> AddAsync(CreateProvider create, FindAppointmentTypes types, HttpContext http)
    {
        var form = await FormState.ReadAsync(http);
        var offered = await OfferedAsync(http);
        var outcome = await create.RunAsync(
            new ProviderDetails(
                form.Text("id"),
                form["firstName"],
                form["lastName"],
                form.Text("email"),
                form["timeZone"],
                offered,
                form["online"] != TypePages.No
            )
            {
                Notify = form["notify"] == TypePages.Yes,
                Archived = form["archived"] == TypePages.Yes,
                Title = form.Text("title"),
                Location = form.Text("location"),
                Languages = Languages(form),
            },
            http.RequestAborted
        );
        return outcome.Value is { } provider
            ? Pages.SeeOther(Week.WeekLinks.Hours(provider.Id))
            : await RefusedAsync(types, http, null, form, offered, outcome.Refusal!);
    }

    private static async Task<IResult> SaveAsync(string id, ChangeProvider change, FindAppointmentTypes types, HttpContext http)
    {
        var form = await FormState.ReadAsync(http);
        var offered = await OfferedAsync(http);
        var changes = new ProviderChanges
        {
            FirstName = form["firstName"],
            LastName = form["lastName"],
            Email = form.Text("email"),
            TimeZone = form["timeZone"],
            Online = form["online"] != TypePages.No,
            Notify = form["notify"] == TypePages.Yes,
            Archived = form["archived"] == TypePages.Yes,
            Title = form.Text("title"),
            Location = form.Text("location"),
            Languages = new Field<IReadOnlyList<string>?>(Languages(form), true),
            AppointmentTypes = new Field<IReadOnlyList<string>?>(offered, true),
        };
        var outcome = await change.RunAsync(id, changes, form.Precondition, http.RequestAborted);
        return outcome.Refusal is not { } refusal ? Pages.SeeOther("/providers")
            : refusal.Type == RefusalType.NotFound ? Pages.NotFound("There is no such provider.")
            : await RefusedAsync(types, http, id, form, offered, refusal);
    }

    private static Task<IResult> RefusedAsync(
        FindAppointmentTypes types,
        HttpContext http,
        string? id,
        FormState form,
        IReadOnlyCollection<string>? offered,
        Refusal refusal
    )
    {
        form.Add(refusal, "firstName");
        return FormAsync(types, http, id, form, offered, StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<IResult> FormAsync(
        FindAppointmentTypes types,
        HttpContext http,
        string? id,
        FormState form,
        IReadOnlyCollection<string>? offered,
        int status = StatusCodes.Status200OK
    ) =>
        Pages.Show<ProviderFormPage>(
            new ProviderFormModel(
                id,
                form,
                (await types.ByNameAsync(http.RequestAborted)).Where(t => t.ProviderRequired).ToList(),
                offered
            ),
            status
        );

    /// <summary>Null where everything is offered, also what is made later.</summary>
    private static async Task<IReadOnlyList<string>?> OfferedAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        return form["offers"] == "some" ? [.. form["type"].OfType<string>()] : null;
    }

    private static IReadOnlyList<string> Languages(FormState form) =>
        form["languages"].Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
