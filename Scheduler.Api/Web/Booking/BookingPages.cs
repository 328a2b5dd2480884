using System.Globalization;
using Microsoft.AspNetCore.Http.Extensions;
using Scheduler.Api.Access;
using Scheduler.Api.Appointments;
using Scheduler.Api.AppointmentTypes;
using Scheduler.Api.Calendars;
using Scheduler.Api.Http;
using Scheduler.Api.Providers;
using Scheduler.Api.Web.Parts;

namespace Scheduler.Api.Web.Booking;

/// <summary>Booking without an account: choose, hold, say who you are, done.</summary>
internal static class BookingPages
{
    /// <summary>Providers to choose from on one page.</summary>
    private const int MaxProviders = 500;

    public static void MapBooking(this IEndpointRouteBuilder app)
    {
        app.MapPage("/book", ChooseAsync);
        app.MapPage("/book/{provider}", ShowAsync).AddEndpointFilter(PublicReads.RunAsync);
        app.MapPost("/book/{provider}/hold", HoldAsync);
        app.MapPage("/book/{provider}/details", AskAsync);
        app.MapPost("/book/{provider}/details", BookAsync);
        app.MapHeld();
    }

    private static async Task<IResult> ChooseAsync(
        FindAppointmentTypes types,
        FindProviders providers,
        string? type,
        string? tz,
        CancellationToken cancellationToken
    )
    {
        var offered = await types.OnlineAsync(cancellationToken);
        var chosen = offered.Find(t => t.Id == type) ?? (offered.Count == 1 ? offered[0] : null);
        var who = chosen is { ProviderRequired: true }
            ? (await providers.ByNameAsync(MaxProviders, cancellationToken)).Where(p => p.IsPublic && p.Offers(chosen)).ToList()
            : [];
        return Pages.Show<ChoosePage>(new ChooseModel(offered, chosen, who, tz));
    }

    private static async Task<IResult> ShowAsync(
        string provider,
        HttpContext http,
        BookingReader reader,
        FindProviders providers,
        FindAppointmentTypes types
    )
    {
        var query = BookingQuery.Of(http, provider);
        if (
            query.Type is null
            && !query.AnyProvider
            && await providers.FindAsync(provider, http.RequestAborted) is { IsPublic: true } known
        )
        {
            var offered = (await types.OnlineAsync(http.RequestAborted)).Where(t => known.Offers(t)).ToList();
            return Pages.Show<ChoosePage>(new ChooseModel(offered, null, [], query.Tz) { Of = known });
        }

        return await reader.ReadAsync(http, query) is { } model
            ? Pages.Show<BookingPage>(model)
            : Pages.NotFound("This appointment is not offered. Perhaps the link is old.");
    }

    private static async Task<IResult> HoldAsync(
        string provider,
        HttpContext http,
        BookingReader reader,
        BookAppointment book,
        ManageLinks links,
        Strangers strangers
    )
    {
        var form = await FormState.ReadAsync(http);
        if (
            await reader.ChosenAsync(http, BookingQuery.Of(http, provider), form["type"], form["minutes"], form["start"], form["tz"])
            is not { } choice
        )
        {
            return Pages.NotFound();
        }

        if (choice.Policy.HoldSeconds is null)
        {
            return Pages.SeeOther(
                choice.Query.Path
                    + "/details"
                    + new QueryBuilder
                    {
                        { "type", choice.Type.Id },
                        { "minutes", choice.Minutes.ToString(CultureInfo.InvariantCulture) },
                        { "start", Instants.FormatInstant(choice.StartUtc) },
                        { "tz", choice.Query.Tz ?? "" },
                    }
            );
        }

        var visitor = strangers.Of(http, choice);
        var outcome = await book.RunAsync(choice.Booking(HoldingClient.Id, null) with { Visitor = visitor }, http.RequestAborted);
        if (outcome.Value is not { } held)
        {
            return await OtherTimes.ShowAsync(http, reader, choice.Query, outcome.Refusal!, without: choice.StartUtc);
        }

        LinkCookie.Set(http, held.Appointment.Id, links.KeyOf(held.Appointment));
        return Pages.SeeOther(OwnLinks.Held(held.Appointment.Id, choice.Query.Tz));
    }

    private static async Task<IResult> AskAsync(
        string provider,
        string? type,
        string? minutes,
        string? start,
        string? tz,
        HttpContext http,
        BookingReader reader,
        OperationContext context
    ) =>
        await reader.ChosenAsync(http, BookingQuery.Of(http, provider), type, minutes, start, tz) is { } choice
            ? Pages.Show<DetailsPage>(Details(choice, new FormState(), context.Now()))
            : Pages.NotFound();

    private static async Task<IResult> BookAsync(
        string provider,
        HttpContext http,
        BookingReader reader,
        BookAppointment book,
        NamedClient clients,
        ManageLinks links,
        Strangers strangers,
        OperationContext context
    )
    {
        var form = await FormState.ReadAsync(http);
        if (
            await reader.ChosenAsync(http, BookingQuery.Of(http, provider), form["type"], form["minutes"], form["start"], form["tz"])
            is not { } choice
        )
        {
            return Pages.NotFound();
        }

        NamedClient.Check(form);
        QuestionForm.Check(form, choice.Type);
        if (form.Any)
        {
            return Pages.Show<DetailsPage>(Details(choice, form, context.Now()), StatusCodes.Status422UnprocessableEntity);
        }

        var visitor = strangers.Of(http, choice) with { Named = clients.Read(form, choice.Query.Tz) };
        var outcome = await book.RunAsync(
            choice.Booking("", form.Text("note")) with
            {
                Visitor = visitor,
                Answers = QuestionForm.Read(form, choice.Type),
            },
            http.RequestAborted
        );
        if (outcome.Value is not { } booked)
        {
            return await OtherTimes.ShowAsync(http, reader, choice.Query, outcome.Refusal!, without: choice.StartUtc);
        }

        LinkCookie.Set(http, booked.Appointment.Id, links.KeyOf(booked.Appointment));
        return Pages.SeeOther(OwnLinks.Appointment(booked.Appointment.Id, choice.Query.Tz, "booked"));
    }

    private static DetailsModel Details(BookingChoice choice, FormState form, DateTime nowUtc) =>
        new(
            choice.Type,
            choice.With,
            choice.Viewer,
            choice.StartUtc,
            choice.StartUtc.AddMinutes(choice.Minutes),
            form,
            $"{choice.Query.Path}/details",
            choice.Query.Url(choice.Query.Month, choice.Query.Day),
            null,
            nowUtc
        )
        {
            Hidden =
            [
                ("type", choice.Type.Id),
                ("minutes", choice.Minutes.ToString(CultureInfo.InvariantCulture)),
                ("start", Instants.FormatInstant(choice.StartUtc)),
                ("tz", choice.Query.Tz ?? ""),
            ],
        };
}
