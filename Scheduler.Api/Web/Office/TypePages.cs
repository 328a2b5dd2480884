using Scheduler.Api.Access;
using Scheduler.Api.AppointmentTypes;
using Scheduler.Api.Http;
using Scheduler.Api.Web.Parts;
using Scheduler.Data.Model;

namespace Scheduler.Api.Web.Office;

/// <summary>The editor of an appointment type.</summary>
/// <param name="Id">Null for a new one.</param>
/// <param name="Meaning">What the fields mean together; empty while they make no sense.</param>
public sealed record TypeFormModel(string? Id, FormState Form, IReadOnlyList<string> Meaning)
{
    /// <summary>Questions that the form has room for: those there are, and some more.</summary>
    public int Questions => TypeTexts.Count(Form);
}

/// <summary>Appointment types: see, add, change, and read what a policy means before it is saved.</summary>
internal static class TypePages
{
    public const string Yes = "yes";
    public const string No = "no";

    public static void MapTypePages(this IEndpointRouteBuilder app)
    {
        app.MapPage(
                "/types",
                async (FindAppointmentTypes find, CancellationToken cancellationToken) =>
                    Pages.Show<TypesPage>(await find.ByNameAsync(cancellationToken))
            )
            .Needs(Permission.ReadOffer);
        app.MapPage(
                "/types/new",
                () =>
                    Show(
                        null,
                        new FormState(
                            ("minMinutes", "30"),
                            ("maxMinutes", "30"),
                            ("stepMinutes", "30"),
                            ("gridMinutes", "30"),
                            ("noticeMinutes", "0"),
                            ("horizonDays", "90"),
                            ("holdSeconds", "1800"),
                            ("provider", "required"),
                            ("dailyLimit", "none"),
                            ("bufferBeforeMinutes", "0"),
                            ("bufferAfterMinutes", "0"),
                            ("online", Yes),
                            ("changeUntilMinutes", "0"),
                            ("reminderMinutes", ""),
                            ("archived", No),
                            ("order", "0"),
                            ("colour", TypeTexts.FirstColour)
                        )
                    )
            )
            .Needs(Permission.ChangeOffer);
        app.MapPost("/types/new", AddAsync).Needs(Permission.ChangeOffer);
        app.MapPage("/types/{id}", EditAsync).Needs(Permission.ChangeOffer);
        app.MapPost("/types/{id}", SaveAsync).Needs(Permission.ChangeOffer);
    }

    private static async Task<IResult> EditAsync(string id, FindAppointmentTypes find, CancellationToken cancellationToken)
    {
        if (await find.FindAsync(id, cancellationToken) is not { } type)
        {
            return NotFound();
        }

        var (provider, dailyLimit) = (ProviderWords.Of(type.ProviderRequired), DailyLimitWords.Of(type.DailyLimit));
        return Show(
            id,
            new FormState([
                ("name", type.Name),
                ("minMinutes", $"{type.MinMinutes}"),
                ("maxMinutes", $"{type.MaxMinutes}"),
                ("stepMinutes", $"{type.StepMinutes}"),
                ("gridMinutes", $"{type.GridMinutes}"),
                ("noticeMinutes", $"{type.NoticeMinutes}"),
                ("horizonDays", $"{type.HorizonDays}"),
                ("holdSeconds", $"{type.HoldSeconds}"),
                ("provider", provider),
                ("dailyLimit", dailyLimit),
                ("bufferBeforeMinutes", $"{type.BufferBeforeMinutes}"),
                ("bufferAfterMinutes", $"{type.BufferAfterMinutes}"),
                ("online", type.Online ? Yes : No),
                ("changeUntilMinutes", $"{type.ChangeUntilMinutes}"),
                ("reminderMinutes", string.Join(", ", type.ReminderMinutes)),
                (FormState.Version, $"{type.Version}"),
                .. TypeTexts.Fields(type),
            ])
        );
    }

    private static async Task<IResult> AddAsync(HttpContext http, CreateAppointmentType create)
    {
        var form = await FormState.ReadAsync(http);
        var wanted = Read(form) with { Id = form.Text("id") };
        return Preview(null, form) ?? Answer(null, form, await create.RunAsync(wanted, http.RequestAborted));
    }

    private static async Task<IResult> SaveAsync(string id, HttpContext http, ChangeAppointmentType change)
    {
        var form = await FormState.ReadAsync(http);
        var wanted = Read(form);
        return Preview(id, form) ?? Answer(id, form, await change.RunAsync(id, wanted.Changes(), form.Precondition, http.RequestAborted));
    }

    /// <summary>The form again, where it is only looked at or cannot be read.</summary>
    private static IResult? Preview(string? id, FormState form) =>
        form["preview"].Length == 0 && !form.Any
            ? null
            : Show(id, form, form.Any ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);

    private static IResult Answer(string? id, FormState form, Outcome<AppointmentType> outcome)
    {
        if (outcome.Refusal is not { } refusal)
        {
            return Pages.SeeOther("/types");
        }

        form.Add(refusal, "name");
        return refusal.Type == RefusalType.NotFound ? NotFound() : Show(id, form, StatusCodes.Status422UnprocessableEntity);
    }

    private static IResult NotFound() => Pages.NotFound("There is no such appointment type.");

    private static AppointmentTypeDetails Read(FormState form) =>
        new(
            null,
            form["name"],
            form.Number("minMinutes") ?? 0,
            form.Number("maxMinutes") ?? 0,
            form.Number("stepMinutes") ?? 0,
            form.Number("gridMinutes") ?? 0,
            form.Number("noticeMinutes"),
            form.Number("horizonDays"),
            form.Number("holdSeconds"),
            form["provider"],
            form["dailyLimit"],
            form.Number("bufferBeforeMinutes") ?? 0,
            form.Number("bufferAfterMinutes") ?? 0,
            form["online"] != No,
            form.Number("changeUntilMinutes") ?? 0
        )
        {
            ReminderMinutes = form.Numbers("reminderMinutes"),
            Archived = form["archived"] == Yes,
            Order = form.Number("order") ?? 0,
            Colour = form["ownColour"].Length == 0 ? null : form.Text("colour"),
            Description = form.Text("description"),
            Preparation = form.Text("preparation"),
            Price = form.Text("price"),
            Questions = TypeTexts.Questions(form),
            Hours = TypeTexts.Hours(form),
        };

    private static IResult Show(string? id, FormState form, int status = StatusCodes.Status200OK)
    {
        var errors = new RequestErrors();
        var details = Read(form);
        // A form without a name can already say what it means.
        var type = AppointmentTypeRules.Read(details with { Name = details.Name.Length == 0 ? "-" : details.Name }, id ?? "new", errors);
        return Pages.Show<TypeFormPage>(new TypeFormModel(id, form, errors.Any ? [] : PolicyWords.Of(type)), status);
    }
}
