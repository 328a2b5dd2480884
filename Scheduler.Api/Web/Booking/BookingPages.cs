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
        app.MapPage("/book", ChooseAsync).MayBeOld();
        app.MapPage("/book/{provider}", ShowAsync).AddEndpointFilter(AddressLimit.RunAsync<PublicReads>).MayBeOld();
        app.MapPost("/book/{provider}", ShowTypedAsync).AddEndpointFilter(AddressLimit.RunAsync<PublicReads>);
        app.MapPost("/book/{provider}/hold", HoldAsync);
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
            : Pages.NotFoundSaying("Choose.NotOffered");
    }

    /// <summary>The page at another day, or in another zone, for somebody who has typed who they are: no address has that.</summary>
    private static async Task<IResult> ShowTypedAsync(string provider, HttpContext http, BookingReader reader)
    {
        var form = await FormState.ReadAsync(http);
        return await OtherTimes.KeepAsync(http, reader, BookingQuery.Of(http, provider).Or(form), form);
    }

    private static async Task<IResult> HoldAsync(string provider, HttpContext http, BookingReader reader, HoldTime hold)
    {
        var form = await FormState.ReadAsync(http);
        return await reader.ChosenAsync(http, BookingQuery.Of(http, provider), form) is { } choice
            ? await hold.RunAsync(http, choice, form)
            : Pages.NotFoundSaying("Choose.NotOffered");
    }

    /// <summary>The address of the form of details, for a time that is booked only with it.</summary>
    public static string DetailsOf(BookingChoice choice) =>
        choice.Query.Path
        + "/details"
        + new QueryBuilder(choice.Query.Others.Select(id => KeyValuePair.Create("provider", id)))
        {
            { "type", choice.Type.Id },
            { "minutes", choice.Minutes.ToString(CultureInfo.InvariantCulture) },
            { "start", Instants.FormatInstant(choice.StartUtc) },
            { "tz", choice.Viewer.Zone.Id },
        };
}
