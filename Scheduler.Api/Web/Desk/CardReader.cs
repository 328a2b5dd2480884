using System.Globalization;
using Scheduler.Api.Access;
using Scheduler.Api.Appointments;
using Scheduler.Api.Http;
using Scheduler.Api.Scheduling;
using Scheduler.Api.Slots;
using Scheduler.Api.Web.Parts;
using Scheduler.Api.Web.Week;

namespace Scheduler.Api.Web.Desk;

/// <summary>Reads what the page of an appointment shows.</summary>
internal sealed class CardReader(ReadCard read, FindNextTimes times, OperationContext context)
{
    /// <summary>Free times to choose from; the form takes any other.</summary>
    private const int MaxFree = 12;

    public Task<AppointmentCard?> FindAsync(HttpContext http, Guid id) => read.RunAsync(id, ProviderOf(http), http.RequestAborted);

    public CardPlace Place(HttpContext http, AppointmentCard card) => CardPlace.Of(card, ProviderOf(http), context.Office);

    /// <summary>The form that moves, filled with what is, or with where it was dragged.</summary>
    public FormState Form(HttpContext http, AppointmentCard card, string? date = null, string? time = null)
    {
        var (localDate, localTime) = Place(http, card).Zone.ToLocal(card.Appointment.StartUtc);
        return new FormState(
            ("date", Instants.FormatDate(WeekPages.Day(date) ?? localDate)),
            ("time", LocalRange.TryParseTime(time, asEnd: false, out _) ? time : LocalRange.FormatTime((int)localTime.TotalMinutes)),
            ("minutes", card.Minutes.ToString(CultureInfo.InvariantCulture))
        );
    }

    public async Task<CardModel> ModelAsync(HttpContext http, AppointmentCard card, FormState form)
    {
        var place = Place(http, card);
        var a = card.Appointment;
        var free = a.IsLiveAt(card.NowUtc)
            ? await times.RunAsync(
                new NextTimes(card.Type, a.ProviderIds, card.Minutes, place.Zone.ToUtc(place.Zone.DateOf(a.StartUtc), 0), MaxFree + 1)
                {
                    Moving = a,
                },
                http.RequestAborted
            )
            : [];
        return new CardModel(
            card,
            place,
            Viewer.Of(http, null, place.Zone),
            form,
            [.. free.Where(s => s.StartUtc != a.StartUtc).Take(MaxFree)]
        );
    }

    private static string? ProviderOf(HttpContext http) => http.GetRouteValue("id") as string;
}
