using Scheduler.Api.Access;
using Scheduler.Api.Appointments;
using Scheduler.Api.Calendars;
using Scheduler.Api.Clients;
using Scheduler.Api.Http;
using Scheduler.Api.Web.Parts;
using Scheduler.Data.Model;

namespace Scheduler.Api.Web.Desk;

/// <summary>The office books for somebody: what, when and who on one page.</summary>
internal static class DeskBookingPages
{
    private const string NewClient = "new";

    public static void MapDeskBooking(this IEndpointRouteBuilder app)
    {
        app.MapPage("/day/book", ShowAsync).Needs(Permission.Book);
        app.MapPost("/day/book", BookAsync).Needs(Permission.Book);
    }

    private static async Task<IResult> ShowAsync(HttpContext http, DeskBookingReader reader)
    {
        var query = http.Request.Query;
        // What a browser sends of its own accord is no search: names stand in no address.
        var asked = new[] { "type", "minutes", "provider", "date", "time", "client" };
        return Pages.Show<DeskBookingPage>(
            await reader.ReadAsync(http, new FormState([.. asked.Select(name => (name, (string?)query[name].ToString().Trim()))]))
        );
    }

    private static async Task<IResult> BookAsync(
        HttpContext http,
        DeskBookingReader reader,
        BookAppointment book,
        ConfirmAppointment confirm,
        CreateClient create,
        FindClient find,
        OperationContext context
    )
    {
        var form = await FormState.ReadAsync(http);
        if (form.Text("find") is not null)
        {
            return Pages.Show<DeskBookingPage>(await reader.ReadAsync(http, form));
        }

        var model = await reader.ReadAsync(http, form);
        if (!Instants.TryParse(form["start"], out var startUtc) || model.Type is null)
        {
            form.Add("start", "Choose a time.");
        }

        var errors = new RequestErrors();
        errors.Text("note", form["note"], Limits.Note, required: false);
        if (errors.Any)
        {
            form.Add(errors.Refusal, "note");
        }

        var lifted = BookAnyway.Read(form, form["start"]);
        var clientId = form.Any ? null : await ClientAsync(form, model, create, find, http.RequestAborted);
        if (clientId is null || form.Any)
        {
            return Pages.Show<DeskBookingPage>(model, StatusCodes.Status422UnprocessableEntity);
        }

        IReadOnlyList<string> providers =
            !model.Type!.ProviderRequired ? []
            : model.Provider is { } provider ? [provider.Id]
            : [Calendars.Booking.Any];
        var outcome = await book.RunAsync(
            new Calendars.Booking(clientId, model.Type.Id, providers, startUtc, model.Minutes, form.Text("note")) { Override = lifted },
            http.RequestAborted
        );
        if (outcome.Value is { Status: AppointmentStatus.Held } held)
        {
            // Who books for somebody else has asked them: nothing is left to confirm.
            outcome = await confirm.RunAsync(held.Appointment.Id, null, null, http.RequestAborted);
        }

        return outcome.Value is { } booked
            ? Pages.SeeOther(DeskLinks.Day(context.Office.DateOf(booked.Appointment.StartUtc), "booked"))
            : await RefusedAsync(http, reader, form, clientId, outcome.Refusal!);
    }

    /// <summary>The client who is chosen, or a new one; null with what is wrong in the form.</summary>
    private static async Task<string?> ClientAsync(
        FormState form,
        DeskBookingModel model,
        CreateClient create,
        FindClient find,
        CancellationToken cancellationToken
    )
    {
        if (form.Text("client") is { } id && id != NewClient)
        {
            if (await find.RunAsync(id, cancellationToken) is not null)
            {
                return id;
            }

            form.Add("q", "This client is no longer there. Choose another one.");
            return null;
        }

        if (!model.MayAddClients || (form.Text("firstName") is null && form.Text("lastName") is null))
        {
            form.Add("q", model.MayAddClients ? "Choose a client, or write the name of a new one." : "Choose a client.");
            return null;
        }

        var created = await create.RunAsync(
            new ClientDetails(null, form["firstName"], form["lastName"], form.Text("email"), form.Text("phone")),
            cancellationToken
        );
        if (created.Refusal is { } refusal)
        {
            form.Add(refusal, "firstName");
        }

        return created.Value?.Id;
    }

    /// <summary>The page with the times that are left. A client who was added for this booking is there from now on, and chosen.</summary>
    private static async Task<IResult> RefusedAsync(
        HttpContext http,
        DeskBookingReader reader,
        FormState form,
        string clientId,
        Refusal refusal
    )
    {
        string[] ofClient = ["q", "client", "firstName", "lastName", "email", "phone", "start"];
        var again = new FormState([
            .. form.Values.Where(v => !ofClient.Contains(v.Key)).Select(v => (v.Key, (string?)v.Value)),
            ("client", clientId),
            // It may be one that this role books all the same: then the page offers that.
            (BookAnyway.Start, form["start"]),
        ]);
        var model = await reader.ReadAsync(http, again);
        return Pages.Show<DeskBookingPage>(
            model with
            {
                Notice = new Notice("Nothing was booked", RefusalWords.Of(refusal, model.Viewer, model.Providers)),
            },
            ProblemCatalog.Describe(refusal.Type).Status
        );
    }
}
