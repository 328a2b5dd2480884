using Microsoft.EntityFrameworkCore;
using Scheduler.Api.AppointmentTypes;
using Scheduler.Api.Http;
using Scheduler.Api.Web.Parts;
using Scheduler.Data;
using Scheduler.Data.Databases;
using Scheduler.Data.Model;

namespace Scheduler.Api.Web.Office;

/// <summary>The editor of an appointment type.</summary>
/// <param name="Id">Null for a new one.</param>
/// <param name="Meaning">What the fields mean together; empty while they make no sense.</param>
public sealed record TypeFormModel(string? Id, FormState Form, IReadOnlyList<string> Meaning);

/// <summary>Appointment types: see, add, change, and read what a policy means before it is saved.</summary>
internal static class TypePages
{
    public static void MapTypePages(this IEndpointRouteBuilder app)
    {
        app.MapPage("/types", async (SchedulerDbContext db, CancellationToken cancellationToken) =>
            Pages.Show<TypesPage>(await db.AppointmentTypes.AsNoTracking().OrderBy(t => t.Name).ToListAsync(cancellationToken)));
        app.MapPage("/types/new", () => Show(null, new FormState(
            ("minMinutes", "30"), ("maxMinutes", "30"), ("stepMinutes", "30"), ("gridMinutes", "30"), ("noticeMinutes", "0"), ("horizonDays", "90"), ("holdSeconds", "1800"),
            ("provider", "required"), ("dailyLimit", "none"), ("bufferBeforeMinutes", "0"), ("bufferAfterMinutes", "0"))));
        app.MapPost("/types/new", (HttpContext http, WriteQueue writes, TimeProvider clock) => SaveAsync(null, http, writes, clock));
        app.MapPage("/types/{id}", EditAsync);
        app.MapPost("/types/{id}", (string id, HttpContext http, WriteQueue writes, TimeProvider clock) => SaveAsync(id, http, writes, clock));
    }

    private static async Task<IResult> EditAsync(string id, SchedulerDbContext db, CancellationToken cancellationToken)
    {
        var type = RequestErrors.IsId(id) ? await db.AppointmentTypes.AsNoTracking().FirstOrDefaultAsync(t => t.Id == id, cancellationToken) : null;
        if (type is null)
        {
            return Pages.NotFound("There is no such appointment type.");
        }

        var said = AppointmentTypeResponse.Of(type);
        return Show(id, new FormState(
            ("name", said.Name), ("minMinutes", $"{said.MinMinutes}"), ("maxMinutes", $"{said.MaxMinutes}"), ("stepMinutes", $"{said.StepMinutes}"), ("gridMinutes", $"{said.GridMinutes}"),
            ("noticeMinutes", $"{said.NoticeMinutes}"), ("horizonDays", $"{said.HorizonDays}"), ("holdSeconds", $"{said.HoldSeconds}"), ("provider", said.Provider), ("dailyLimit", said.DailyLimit),
            ("bufferBeforeMinutes", $"{said.BufferBeforeMinutes}"), ("bufferAfterMinutes", $"{said.BufferAfterMinutes}"), (FormState.Version, $"{type.Version}")));
    }

    private static async Task<IResult> SaveAsync(string? id, HttpContext http, WriteQueue writes, TimeProvider clock)
    {
        var form = await FormState.ReadAsync(http);
        var wanted = Read(form);
        if (form["preview"].Length > 0 || form.Any)
        {
            return Show(id, form, form.Any ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);
        }

        INestedHttpResult answer = id is null
            ? await AppointmentTypeEndpoints.CreateAsync(wanted with { Id = form.Text("id") }, writes, clock, http, http.RequestAborted)
            : await AppointmentTypeEndpoints.PatchAsync(id, Changes(wanted), writes, http, http.RequestAborted, form.IfMatch);
        if (answer.Refused() is not { } refusal)
        {
            return Pages.SeeOther("/types");
        }

        form.Add(refusal, "name");
        return refusal.Type == RefusalType.NotFound ? Pages.NotFound("There is no such appointment type.") : Show(id, form, StatusCodes.Status422UnprocessableEntity);
    }

    private static CreateAppointmentTypeRequest Read(FormState form) => new(
        form["name"], form.Number("minMinutes") ?? 0, form.Number("maxMinutes") ?? 0, null, form.Number("stepMinutes") ?? 0, form.Number("gridMinutes") ?? 0, form.Number("noticeMinutes"),
        form.Number("horizonDays"), form.Number("holdSeconds"), form["provider"], form["dailyLimit"], form.Number("bufferBeforeMinutes") ?? 0, form.Number("bufferAfterMinutes") ?? 0);

    private static PatchAppointmentTypeRequest Changes(CreateAppointmentTypeRequest r) => new()
    {
        Name = r.Name, MinMinutes = r.MinMinutes, MaxMinutes = r.MaxMinutes, StepMinutes = r.StepMinutes ?? 0, GridMinutes = r.GridMinutes ?? 0, NoticeMinutes = r.NoticeMinutes,
        HorizonDays = r.HorizonDays, HoldSeconds = r.HoldSeconds, Provider = r.Provider, DailyLimit = r.DailyLimit, BufferBeforeMinutes = r.BufferBeforeMinutes, BufferAfterMinutes = r.BufferAfterMinutes,
    };

    private static IResult Show(string? id, FormState form, int status = StatusCodes.Status200OK)
    {
        var r = Read(form);
        var errors = new RequestErrors();
        var type = new AppointmentType
        {
            Id = id ?? "new", Name = r.Name.Length == 0 ? "-" : r.Name, MinMinutes = r.MinMinutes, MaxMinutes = r.MaxMinutes, StepMinutes = r.StepMinutes ?? 0, GridMinutes = r.GridMinutes ?? 0,
            NoticeMinutes = r.NoticeMinutes, HorizonDays = r.HorizonDays, HoldSeconds = r.HoldSeconds, ProviderRequired = r.Provider == ProviderWords.Required,
            DailyLimit = DailyLimitWords.Parse(errors, r.DailyLimit), BufferBeforeMinutes = r.BufferBeforeMinutes, BufferAfterMinutes = r.BufferAfterMinutes,
        };
        AppointmentTypeRules.Check(errors, type);
        return Pages.Show<TypeFormPage>(new TypeFormModel(id, form, errors.Any ? [] : PolicyWords.Of(type)), status);
    }
}
