using Scheduler.Api.Access;
using Scheduler.Api.Appointments;
using Scheduler.Api.Http;
using Scheduler.Api.Mail;
using Scheduler.Api.Web.Parts;
using Scheduler.Data.Model;

namespace Scheduler.Api.Web.Desk;

/// <summary>What the office does with one appointment: see, move, confirm, cancel; from its day or from a provider's week.</summary>
internal static class CardPages
{
    private const int MaxMessages = 50;

    public static void MapCard(this IEndpointRouteBuilder app)
    {
        foreach (var root in new[] { "/day/appointments/{appointment:guid}", "/providers/{id}/appointments/{appointment:guid}" })
        {
            app.MapPage(root, ShowAsync).Needs(Permission.ReadAppointments);
            app.MapPost(root + "/move", CardMoves.MoveAsync).Needs(Permission.ChangeAppointments);
            app.MapPost(root + "/confirm", ConfirmAsync).Needs(Permission.ChangeAppointments);
            app.MapPost(root + "/attendance", AttendAsync).Needs(Permission.ChangeAppointments);
            app.MapPost(root + "/notes", NoteAsync).Needs(Permission.ChangeAppointments);
            app.MapPost(root + "/cancel", CancelAsync).Needs(Permission.ChangeAppointments);
        }
    }

    private static async Task<IResult> ShowAsync(
        Guid appointment,
        string? date,
        string? time,
        string? provider,
        HttpContext http,
        CardReader reader,
        FindMessages messages
    ) =>
        await reader.FindAsync(http, appointment) is { } card
            ? Pages.Show<CardPage>(
                await reader.ModelAsync(http, card, reader.Form(http, card, date, time, provider)) with
                {
                    Messages = await messages.ListAsync(appointment, null, MaxMessages, http.RequestAborted),
                }
            )
            : NotFound();

    private static async Task<IResult> ConfirmAsync(Guid appointment, HttpContext http, CardReader reader, ConfirmAppointment confirm) =>
        await reader.FindAsync(http, appointment) is { } card
            ? await DoneAsync(http, reader, card, await confirm.RunAsync(appointment, null, null, http.RequestAborted), "confirmed")
            : NotFound();

    private static async Task<IResult> AttendAsync(Guid appointment, HttpContext http, CardReader reader, RecordAttendance record)
    {
        if (await reader.FindAsync(http, appointment) is not { } card)
        {
            return NotFound();
        }

        var said = AttendanceWords.Read((await FormState.ReadAsync(http))["attendance"]);
        return await DoneAsync(http, reader, card, await record.RunAsync(appointment, said, null, http.RequestAborted), "attended");
    }

    private static async Task<IResult> NoteAsync(Guid appointment, HttpContext http, CardReader reader, EditAppointment edit)
    {
        if (await reader.FindAsync(http, appointment) is not { } card)
        {
            return NotFound();
        }

        var form = await FormState.ReadAsync(http);
        var notes = new AppointmentEdit
        {
            Note = new Field<string?>(form.Text("note"), true),
            StaffNote = new Field<string?>(form.Text("staffNote"), true),
        };
        var outcome = await edit.RunAsync(appointment, notes, null, http.RequestAborted);
        if (outcome.Refusal is { Type: RefusalType.InvalidRequest } refusal)
        {
            form.Add(refusal, "note");
            return Pages.Show<CardPage>(await reader.ModelAsync(http, card, form), StatusCodes.Status422UnprocessableEntity);
        }

        return await DoneAsync(http, reader, card, outcome, "noted");
    }

    private static async Task<IResult> CancelAsync(Guid appointment, HttpContext http, CardReader reader, CancelAppointment cancel)
    {
        if (await reader.FindAsync(http, appointment) is not { } card)
        {
            return NotFound();
        }

        var reason = (await FormState.ReadAsync(http)).Text("reason");
        reason = reason is { Length: > Limits.Note } ? reason[..Limits.Note] : reason;
        return await DoneAsync(http, reader, card, await cancel.RunAsync(appointment, reason, null, http.RequestAborted), "cancelled");
    }

    private static async Task<IResult> DoneAsync(
        HttpContext http,
        CardReader reader,
        AppointmentCard card,
        Outcome<AppointmentState> outcome,
        string done
    ) =>
        outcome.Value is { } changed
            ? Pages.SeeOther(reader.Place(http, card).Back(changed.Appointment.StartUtc, done))
            : await RefusedAsync(http, reader, card, null, "Not done", outcome.Refusal!);

    /// <summary>The page as it is by now, and why nothing was done.</summary>
    /// <param name="move">What was refused, where it was a move: it may be one that is made anyway.</param>
    internal static async Task<IResult> RefusedAsync(
        HttpContext http,
        CardReader reader,
        AppointmentCard card,
        FormState? form,
        string title,
        Refusal refusal,
        Move? move = null
    )
    {
        var now = await reader.FindAsync(http, card.Appointment.Id) ?? card;
        var model = await reader.ModelAsync(http, now, form ?? reader.Form(http, now), move);
        var why = RefusalWords.Of(refusal, model.Viewer, now.Providers.Concat(model.Offering));
        return Pages.Show<CardPage>(model with { Notice = new Notice(title, why) }, ProblemCatalog.Describe(refusal.Type).Status);
    }

    internal static async Task<IResult> AgainAsync(HttpContext http, CardReader reader, AppointmentCard card, Notice notice, int status) =>
        Pages.Show<CardPage>(await reader.ModelAsync(http, card, reader.Form(http, card)) with { Notice = notice }, status);

    internal static IResult NotFound() => Pages.NotFound("There is no such appointment.");
}
