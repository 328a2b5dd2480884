using Scheduler.Api.Access;
using Scheduler.Api.AppointmentTypes;
using Scheduler.Api.Calendars;
using Scheduler.Api.Http;
using Scheduler.Api.Providers;
using Scheduler.Api.Scheduling;
using Scheduler.Api.Web.Parts;
using Scheduler.Data;
using Scheduler.Data.Model;

namespace Scheduler.Api.Web.Booking;

/// <summary>Reads what a booking page shows: the same slots as the API's, by day.</summary>
internal sealed class BookingReader(
    SchedulerDbContext db,
    FindAppointmentTypes types,
    FindProviders providers,
    BrowserBookings browser,
    PageLanguage language,
    OperationContext context
)
{
    /// <summary>How far one may turn the pages where a type has no horizon.</summary>
    private const int MonthsAhead = 12;

    /// <summary>Providers whose calendars one request looks at, where any will do.</summary>
    private const int MostProviders = 50;

    /// <returns>Null when there is no such type or provider, or the provider does not offer the type.</returns>
    public async Task<BookingModel?> ReadAsync(HttpContext http, BookingQuery query, Appointment? moving = null)
    {
        var typeId = moving?.AppointmentTypeId ?? query.Type;
        var type = await types.FindAsync(typeId, http.RequestAborted);
        var provider = await ProviderAsync(query.Provider, http.RequestAborted);
        if (type is null || (moving is null && !IsOffered(query, type, provider)))
        {
            return null;
        }

        var policy = type.Policy();
        var minutes = moving is null ? policy.LengthOf(query.Minutes) : (int)(moving.EndUtc - moving.StartUtc).TotalMinutes;
        var viewer = Viewer.Of(language.Locale, query.Tz, provider is null ? context.Office : ZoneRules.Get(provider.TimeZone));
        var nowUtc = context.Now();
        var slots = new SlotDays(
            new SlotEngine(db, type, minutes, context.Office, nowUtc, moving),
            moving?.ProviderIds ?? await ProvidersAsync(query, type, http.RequestAborted)
        );
        var today = viewer.Zone.DateOf(nowUtc);
        var latest = viewer.Zone.DateOf(policy.Latest(nowUtc) ?? viewer.Zone.ToUtc(today, 0).AddDays(MonthsAhead * 31));
        var month = query.Month ?? BookingQuery.FirstOf(query.Day ?? today);
        var days = await slots.DaysAsync(viewer.Zone, month, month.AddMonths(1), http.RequestAborted);
        if (moving is not null)
        {
            // Where it is already is no place to move it to.
            days = BookingModel.Without(days, viewer.Zone.DateOf(moving.StartUtc), moving.StartUtc);
        }

        DateOnly? nextFree = null;
        if (days.Count == 0)
        {
            var next = month.AddMonths(1);
            nextFree = await slots.FreeDayAsync(viewer.Zone, today, today > next ? today : next, latest, http.RequestAborted);
            // Who has just come is shown times, not an empty month.
            if (nextFree is { } first && query.Month is null && query.Day is null)
            {
                month = BookingQuery.FirstOf(first);
                days = await slots.DaysAsync(viewer.Zone, month, month.AddMonths(1), http.RequestAborted);
            }
        }

        var day =
            query.Day is { } chosen && BookingQuery.FirstOf(chosen) == month ? chosen
            : days.Count > 0 ? days.Keys.Min()
            : (DateOnly?)null;
        if (day is { } shown && !days.ContainsKey(shown) && days.Count > 0)
        {
            nextFree =
                days.Keys.Where(d => d > shown).Order().Select(d => (DateOnly?)d).FirstOrDefault()
                ?? await slots.FreeDayAsync(viewer.Zone, today, month.AddMonths(1), latest, http.RequestAborted);
        }

        return new BookingModel(
            query with
            {
                Type = type.Id,
                Minutes = minutes == policy.MinMinutes ? null : minutes,
            },
            type,
            policy,
            minutes,
            provider,
            viewer,
            today,
            month,
            days,
            day,
            nextFree,
            HasEarlier: month > BookingQuery.FirstOf(today),
            HasLater: month.AddMonths(1) <= latest
        )
        {
            Moving = moving,
            Word = PageKey.NewWord(),
            Held = moving is null
                ? (await browser.LiveAsync(http)).LastOrDefault(a => a.Status == AppointmentStatus.Held && a.AppointmentTypeId == type.Id)
                : null,
        };
    }

    /// <summary>The time that a form or an address names; null when there is no such type, provider or time.</summary>
    public async Task<BookingChoice?> ChosenAsync(HttpContext http, BookingQuery query, FormState form)
    {
        if (BookingQuery.StartOf(form) is not { } startUtc || await types.FindAsync(form["type"], http.RequestAborted) is not { } chosen)
        {
            return null;
        }

        var provider = await ProviderAsync(query.Provider, http.RequestAborted);
        if (!IsOffered(query, chosen, provider))
        {
            return null;
        }

        var policy = chosen.Policy();
        var asked = query.ChosenWith(chosen.Id, form);
        var viewer = Viewer.Of(language.Locale, asked.Tz, provider is null ? context.Office : ZoneRules.Get(provider.TimeZone));
        return new BookingChoice(
            asked.At(viewer.Zone.DateOf(startUtc)),
            chosen,
            policy,
            policy.LengthOf(asked.Minutes),
            provider,
            await ProvidersAsync(query, chosen, http.RequestAborted),
            viewer,
            startUtc
        );
    }

    private static bool IsOffered(BookingQuery query, AppointmentType type, Provider? provider) =>
        type.IsPublic && (provider is null ? query.AnyProvider : provider.IsPublic && provider.Offers(type));

    /// <summary>Whose calendars are looked at.</summary>
    private async Task<IReadOnlyList<string>> ProvidersAsync(
        BookingQuery query,
        AppointmentType type,
        CancellationToken cancellationToken
    ) =>
        !type.ProviderRequired ? []
        : !query.AnyProvider ? [query.Provider]
        : (await providers.OnlineAsync(type, MostProviders, cancellationToken)).ConvertAll(p => p.Id);

    private async Task<Provider?> ProviderAsync(string id, CancellationToken cancellationToken) =>
        id == Calendars.Booking.Any ? null : await providers.FindAsync(id, cancellationToken);
}
