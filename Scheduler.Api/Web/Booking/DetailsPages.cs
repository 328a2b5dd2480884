using System.Globalization;
using Scheduler.Api.Access;
using Scheduler.Api.Appointments;
using Scheduler.Api.Http;
using Scheduler.Api.Web.Parts;
using Scheduler.Data.Model;

namespace Scheduler.Api.Web.Booking;

/// <summary>The form of details for a time that nobody holds: it is booked with the form.</summary>
internal static class DetailsPages
{
    public static void MapDetails(this IEndpointRouteBuilder app)
    {
        app.MapPage("/book/{provider}/details", AskAsync);
        app.MapPost("/book/{provider}/details", BookAsync);
    }

    private static async Task<IResult> AskAsync(
        string provider,
        HttpContext http,
        BookingReader reader,
        PageLanguage language,
        OperationContext context
    ) => Ask(await reader.ChosenAsync(http, BookingQuery.Of(http, provider), FormState.Of(http.Request.Query)), language, context);

    /// <summary>The empty form.</summary>
    public static IResult Ask(BookingChoice? choice, PageLanguage language, OperationContext context) =>
        choice is null
            ? Pages.NotFoundSaying("Choose.NotOffered")
            : Pages.Show<DetailsPage>(Details(choice, new FormState((PageKey.Field, PageKey.NewWord())), language, context.Now()));

    private static async Task<IResult> BookAsync(string provider, HttpContext http, BookingReader reader, BookTime book)
    {
        var form = await FormState.ReadAsync(http);
        return await reader.ChosenAsync(http, BookingQuery.Of(http, provider), form) is { } choice
            ? await book.RunAsync(http, choice, form)
            : Pages.NotFoundSaying("Choose.NotOffered");
    }

    public static DetailsModel Details(BookingChoice choice, FormState form, PageLanguage language, DateTime nowUtc) =>
        new(
            choice.Type,
            choice.With(language),
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
                .. choice.Query.Others.Select(id => ("provider", id)),
                ("type", choice.Type.Id),
                ("minutes", choice.Minutes.ToString(CultureInfo.InvariantCulture)),
                ("start", Instants.FormatInstant(choice.StartUtc)),
                ("tz", choice.Viewer.Zone.Id),
                (PageKey.Field, form[PageKey.Field]),
            ],
        };
}

/// <summary>Books a chosen time in the name that a form says.</summary>
internal sealed class BookTime(
    BookOnPage book,
    BookingReader reader,
    OwnAppointments own,
    BrowserBookings browser,
    Strangers strangers,
    NamedClient clients,
    ManageLinks links,
    PublicAddress address,
    PageLanguage language,
    OperationContext context
)
{
    public async Task<IResult> RunAsync(HttpContext http, BookingChoice choice, FormState form)
    {
        var live = await browser.LiveAsync(http);
        if (form.FromPage is not null && live.FirstOrDefault(choice.Is) is { } same)
        {
            return await BookedAsync(http, choice, same);
        }

        NamedClient.Check(form, language);
        QuestionForm.Check(form, choice.Type, language);
        if (form.Any)
        {
            return Pages.Show<DetailsPage>(
                DetailsPages.Details(choice, form, language, context.Now()),
                StatusCodes.Status422UnprocessableEntity
            );
        }

        var visitor = strangers.Of(http, choice, form.Text(PageKey.Field)) with { Named = clients.Read(form, choice.Viewer.Zone.Id) };
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
            return await OtherTimes.ShowAsync(http, reader, choice.Query, outcome.Refusal!, without: choice.StartUtc, typed: form.FromPage);
        }

        if (form.FromPage is not null)
        {
            browser.Remember(http, booked.Appointment, live);
        }

        return await BookedAsync(http, choice, booked.Appointment);
    }

    private async Task<IResult> BookedAsync(HttpContext http, BookingChoice choice, Appointment booked)
    {
        var (zone, key) = (choice.Viewer.Zone.Id, links.KeyOf(booked));
        if (Frame.Holds(http.Request) && await own.FindAsync(booked.Id, http, zone, key) is { } found)
        {
            var link = address.Url(links.PathOf(booked), http.Request);
            return Pages.Show<OwnPage>(new OwnModel(found, link, "booked", context.Now()) { IsFramed = true });
        }

        LinkCookie.Set(http, booked.Id, key);
        return Pages.SeeOther(http, OwnLinks.Appointment(booked.Id, zone, "booked"));
    }
}
