using Scheduler.Api.Appointments;
using Scheduler.Api.Calendars;
using Scheduler.Api.Scheduling;
using Scheduler.Api.Web.Parts;
using Scheduler.Api.Web.Week;
using Scheduler.Data.Model;

namespace Scheduler.Api.Web.Desk;

/// <summary>From where an appointment is opened: its times are those of that page, and what is done leads back there.</summary>
/// <param name="ProviderId">Whose week; null: the office's day.</param>
/// <param name="Zone">The provider's, or the office's.</param>
public sealed record CardPlace(string? ProviderId, ZoneRules Zone)
{
    public static CardPlace Of(AppointmentCard card, string? providerId, ZoneRules office) =>
        new(providerId, providerId is null ? office : ZoneRules.Get(card.Providers.First(p => p.Id == providerId).TimeZone));

    public string Link(Guid id) => ProviderId is null ? DeskLinks.Appointment(id) : WeekLinks.Appointment(ProviderId, id);

    /// <param name="startUtc">The day, or the week, of this instant.</param>
    public string Back(DateTime startUtc, string? done = null)
    {
        var date = Zone.DateOf(startUtc);
        return ProviderId is null ? DeskLinks.Day(date, done) : WeekLinks.Week(ProviderId, WeekLinks.MondayOf(date), done);
    }
}

/// <summary>An appointment as the office sees it, and all that can be done with it.</summary>
/// <param name="Free">The next times to which it can be moved with whom it is.</param>
/// <param name="Others">The next times of others who offer it.</param>
/// <param name="Offering">With whom it may be; none where that is no choice of one.</param>
/// <param name="MayAttend">Whether it can be said by now that the client came.</param>
public sealed record CardModel(
    AppointmentCard Card,
    CardPlace Place,
    Viewer Viewer,
    FormState Form,
    IReadOnlyList<Slot> Free,
    IReadOnlyList<Slot> Others,
    IReadOnlyList<Provider> Offering,
    bool MayAttend
)
{
    public Notice? Notice { get; init; }

    /// <summary>The time to which it was not moved; null where none was refused.</summary>
    public RefusedTime? Refused { get; init; }

    /// <summary>The mails about it.</summary>
    public IReadOnlyList<Message> Messages { get; init; } = [];

    public string Here => Place.Link(Card.Appointment.Id);

    /// <summary>A day's times, and with whom each is; null: with whom it is already.</summary>
    public IEnumerable<(string Title, IEnumerable<(Slot Slot, Provider? With)> Slots)> Choices =>
        Free.Select(s => (Slot: s, With: (Provider?)null))
            .Concat(Others.Select(s => (Slot: s, With: Offering.FirstOrDefault(p => p.Id == s.ProviderIds[0]))))
            .GroupBy(s => (Date: Viewer.Zone.DateOf(s.Slot.StartUtc), Other: s.With is not null))
            .Select(day =>
                (day.Key.Other ? $"{Viewer.ShortDay(day.Key.Date)}, with others" : Viewer.ShortDay(day.Key.Date), day.AsEnumerable())
            );

    public string? With => Card.Providers.Count == 0 ? null : string.Join(", ", Card.Providers.Select(Names.Of));
}
