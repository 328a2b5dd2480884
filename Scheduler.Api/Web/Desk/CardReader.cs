using System.Globalization;
using Scheduler.Api.Access;
using Scheduler.Api.Appointments;
using Scheduler.Api.Calendars;
using Scheduler.Api.Http;
using Scheduler.Api.Providers;
using Scheduler.Api.Scheduling;
using Scheduler.Api.Slots;
using Scheduler.Api.Web.Parts;
using Scheduler.Api.Web.Week;
using Scheduler.Data.Model;

namespace Scheduler.Api.Web.Desk;

/// <summary>Reads what the page of an appointment shows.</summary>
internal sealed class CardReader(
    ReadCard read,
    FindNextTimes times,
    FindProviders providers,
    ExplainBooking explain,
    OperationContext context
)
{
    /// <summary>Free times to choose from; the form takes any other.</summary>
    private const int MaxFree = 12;
    private const int MaxProviders = 500;

    public Task<AppointmentCard?> FindAsync(HttpContext http, Guid id) => read.RunAsync(id, ProviderOf(http), http.RequestAborted);

    public CardPlace Place(HttpContext http, AppointmentCard card) => CardPlace.Of(card, ProviderOf(http), context.Office);

    /// <summary>The form that moves, filled with what is, or with where it was dragged.</summary>
    public FormState Form(HttpContext http, AppointmentCard card, string? date = null, string? time = null, string? provider = null)
    {
        var (localDate, localTime) = Place(http, card).Zone.ToLocal(card.Appointment.StartUtc);
        return new FormState(
            ("date", Instants.FormatDate(WeekPages.Day(date) ?? localDate)),
            ("time", LocalRange.TryParseTime(time, asEnd: false, out _) ? time : LocalRange.FormatTime((int)localTime.TotalMinutes)),
            ("minutes", card.Minutes.ToString(CultureInfo.InvariantCulture)),
            ("provider", provider ?? (card.Providers is [var first, ..] ? first.Id : null)),
            ("note", card.Appointment.Note),
            ("staffNote", card.Appointment.StaffNote)
        );
    }

    /// <param name="refused">The move that was refused; null where none was.</param>
    public async Task<CardModel> ModelAsync(HttpContext http, AppointmentCard card, FormState form, Move? refused = null)
    {
        var place = Place(http, card);
        var a = card.Appointment;
        if (!a.IsLiveAt(card.NowUtc))
        {
            return new CardModel(card, place, Viewer.Of(http, null, place.Zone), form, [], [], [], MayAttend(card));
        }

        var fromUtc = place.Zone.ToUtc(place.Zone.DateOf(a.StartUtc), 0);
        var free = await times.RunAsync(
            new NextTimes(card.Type, a.ProviderIds, card.Minutes, fromUtc, MaxFree + 1) { Moving = a },
            http.RequestAborted
        );
        var offering =
            a.ProviderIds.Count == 1
                ? (await providers.ByNameAsync(MaxProviders, http.RequestAborted))
                    .Where(p => (p.Offers(card.Type) && context.Reaches(p.Id)) || p.Id == a.ProviderIds[0])
                    .ToList()
                : [];
        var others = offering.Where(p => p.Id != a.ProviderIds[0]).Select(p => p.Id).ToList();
        var withOthers =
            others.Count == 0
                ? []
                : await times.RunAsync(new NextTimes(card.Type, others, card.Minutes, fromUtc, MaxFree), http.RequestAborted);
        var viewer = Viewer.Of(http, null, place.Zone);
        return new CardModel(
            card,
            place,
            viewer,
            form,
            [.. free.Where(s => s.StartUtc != a.StartUtc).Take(MaxFree)],
            withOthers,
            offering,
            MayAttend(card)
        )
        {
            Refused = refused is null ? null : await RefusedAsync(card, refused, viewer, [.. card.Providers, .. offering], http),
        };
    }

    /// <summary>By the same rules that refused it; null where nothing does any more.</summary>
    private async Task<RefusedTime?> RefusedAsync(
        AppointmentCard card,
        Move move,
        Viewer viewer,
        IReadOnlyList<Provider> known,
        HttpContext http
    )
    {
        var asked = MoveRules.AsBooking(card.Appointment, move, context.Actor);
        var reasons = await explain.RunAsync(asked, http.RequestAborted, card.Appointment);
        return reasons.Value is { } refusals ? BookAnyway.Of(asked.StartUtc, refusals, context, viewer, known) : null;
    }

    private bool MayAttend(AppointmentCard card) =>
        AttendanceRules.Check(new AppointmentState(card.Appointment, card.NowUtc), context.Office) is null;

    private static string? ProviderOf(HttpContext http) => http.GetRouteValue("id") as string;
}
