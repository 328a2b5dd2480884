using Microsoft.EntityFrameworkCore;
using Scheduler.Api.Appointments;
using Scheduler.Api.Calendars;
using Scheduler.Api.Clients;
using Scheduler.Api.Http;
using Scheduler.Api.Web.Parts;
using Scheduler.Data;
using Scheduler.Data.Model;

namespace Scheduler.Api.Web.Booking;

/// <summary>Booking without an account: choose, hold, say who you are, done.</summary>
internal static class BookingEndpoints
{
    /// <summary>Providers to choose from on one page.</summary>
    private const int MaxProviders = 500;

    public static void MapBooking(this IEndpointRouteBuilder app)
    {
        app.MapPage("/book", ChooseAsync);
        app.MapPage("/book/{provider}", ShowAsync);
        app.MapPost("/book/{provider}/hold", HoldAsync);
        app.MapPage("/book/{provider}/details", AskAsync);
        app.MapPost("/book/{provider}/details", BookAsync);
        app.MapHeld();
    }

    private static async Task<IResult> ChooseAsync(SchedulerDbContext db, string? type, string? tz, CancellationToken cancellationToken)
    {
        var types = await db.AppointmentTypes.AsNoTracking().OrderBy(t => t.Name).ToListAsync(cancellationToken);
        var chosen = types.Find(t => t.Id == type) ?? (types.Count == 1 ? types[0] : null);
        var providers = chosen is { ProviderRequired: true }
            ? (await db.Providers.AsNoTracking().OrderBy(p => p.LastName).ThenBy(p => p.FirstName).Take(MaxProviders).ToListAsync(cancellationToken)).Where(p => p.Offers(chosen)).ToList()
            : [];
        return Pages.Show<ChoosePage>(new ChooseModel(types, chosen, providers, tz));
    }

    private static async Task<IResult> ShowAsync(string provider, HttpContext http, BookingReader reader, SchedulerDbContext db)
    {
        var query = BookingQuery.Of(http, provider);
        if (query.Type is null && !query.AnyProvider && await db.Providers.AsNoTracking().FirstOrDefaultAsync(p => p.Id == provider, http.RequestAborted) is { } known)
        {
            var types = (await db.AppointmentTypes.AsNoTracking().OrderBy(t => t.Name).ToListAsync(http.RequestAborted)).Where(t => known.Offers(t)).ToList();
            return Pages.Show<ChoosePage>(new ChooseModel(types, null, [], query.Tz) { Of = known });
        }

        return await reader.ReadAsync(http, query) is { } model ? Pages.Show<BookingPage>(model) : Pages.NotFound("This appointment is not offered. Perhaps the link is old.");
    }

    private static async Task<IResult> HoldAsync(string provider, HttpContext http, BookingReader reader, BookAppointment book)
    {
        var form = await FormState.ReadAsync(http);
        var chosen = await ChosenAsync(http, reader, BookingQuery.Of(http, provider), form["type"], form["minutes"], form["start"], form["tz"]);
        if (chosen is not { } choice)
        {
            return Pages.NotFound();
        }

        if (choice.Model.Policy.HoldSeconds is null)
        {
            var start = Uri.EscapeDataString(Instants.FormatInstant(choice.StartUtc));
            return Pages.SeeOther($"{choice.Model.Query.Path}/details?type={choice.Model.Type.Id}&minutes={choice.Model.Minutes}&start={start}&tz={Uri.EscapeDataString(choice.Model.Query.Tz ?? "")}");
        }

        var key = Key.New();
        var outcome = await book.RunAsync(
            new Calendars.Booking(Placeholder.New(), choice.Model.Type.Id, Asked(choice.Model), choice.StartUtc, choice.Model.Minutes, null, Key.Hash(key), CallerAddress.Of(http)), http.RequestAborted);
        return outcome.Value is { } held
            ? Pages.SeeOther(OwnLinks.Held(held.Id, key, choice.Model.Query.Tz))
            : await AgainAsync(http, reader, choice.Model.Query, outcome.Refusal!);
    }

    private static async Task<IResult> AskAsync(string provider, string? type, string? minutes, string? start, string? tz, HttpContext http, BookingReader reader, TimeProvider clock) =>
        await ChosenAsync(http, reader, BookingQuery.Of(http, provider), type, minutes, start, tz) is { } choice
            ? Pages.Show<DetailsPage>(Details(choice, new FormState(), clock))
            : Pages.NotFound();

    private static async Task<IResult> BookAsync(
        string provider, HttpContext http, BookingReader reader, BookAppointment book, NamedClient clients, TimeProvider clock)
    {
        var form = await FormState.ReadAsync(http);
        if (await ChosenAsync(http, reader, BookingQuery.Of(http, provider), form["type"], form["minutes"], form["start"], form["tz"]) is not { } choice)
        {
            return Pages.NotFound();
        }

        NamedClient.Check(form);
        if (form.Any)
        {
            return Pages.Show<DetailsPage>(Details(choice, form, clock), StatusCodes.Status422UnprocessableEntity);
        }

        var key = Key.New();
        var client = await clients.FindOrCreateAsync(form, choice.Model.Query.Tz, http.RequestAborted);
        var outcome = await book.RunAsync(
            new Calendars.Booking(client, choice.Model.Type.Id, Asked(choice.Model), choice.StartUtc, choice.Model.Minutes, form.Text("note"), Key.Hash(key)), http.RequestAborted);
        return outcome.Value is { } booked
            ? Pages.SeeOther(OwnLinks.Appointment(booked.Id, key, choice.Model.Query.Tz, "booked"))
            : await AgainAsync(http, reader, choice.Model.Query, outcome.Refusal!);
    }

    /// <summary>The booking page with its other times, and why the chosen one was not booked.</summary>
    public static async Task<IResult> AgainAsync(HttpContext http, BookingReader reader, BookingQuery query, Refusal refusal, Appointment? moving = null)
    {
        if (refusal.RetryAfter is { } wait)
        {
            Problem.SetRetryAfter(http.Response, wait);
        }

        return await reader.ReadAsync(http, query, moving) is { } model
            ? Pages.Show<BookingPage>(model with { Notice = Refused.Words(refusal) }, Refused.Status(refusal))
            : Pages.NotFound();
    }

    private static async Task<(BookingModel Model, DateTime StartUtc)?> ChosenAsync(
        HttpContext http, BookingReader reader, BookingQuery query, string? type, string? minutes, string? start, string? tz)
    {
        if (!Instants.TryParse(start, out var startUtc) || startUtc.Year is < 1900 or > 2200)
        {
            return null;
        }

        var asked = query with { Type = type, Minutes = int.TryParse(minutes, out var length) ? length : null, Tz = tz };
        if (await reader.ZoneAsync(http, asked) is not { } zone)
        {
            return null;
        }

        var day = zone.DateOf(startUtc);
        return await reader.ReadAsync(http, asked with { Day = day, Month = BookingQuery.FirstOf(day) }) is { } model ? (model, startUtc) : null;
    }

    private static IReadOnlyList<string> Asked(BookingModel model) => model.Policy.ProviderRequired ? [model.Query.Provider] : [];

    private static DetailsModel Details((BookingModel Model, DateTime StartUtc) choice, FormState form, TimeProvider clock) => new(
        choice.Model.Type, choice.Model.Policy.ProviderRequired ? choice.Model.With : null, choice.Model.Viewer, choice.StartUtc, choice.StartUtc.AddMinutes(choice.Model.Minutes),
        form, $"{choice.Model.Query.Path}/details", choice.Model.Query.Url(choice.Model.Month, choice.Model.Day), null, clock.Now())
    {
        Hidden =
        [
            ("type", choice.Model.Type.Id), ("minutes", choice.Model.Minutes.ToString()), ("start", Instants.FormatInstant(choice.StartUtc)), ("tz", choice.Model.Query.Tz ?? ""),
        ],
    };
}
