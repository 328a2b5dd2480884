using Scheduler.Api.Calendars;
using Scheduler.Api.Scheduling;
using Scheduler.Api.Web.Parts;
using Scheduler.Data.Model;

namespace Scheduler.Api.Web.Booking;

/// <summary>Whom one can meet, and what for, before anybody is chosen.</summary>
/// <param name="Chosen">Ids of those whose boxes are ticked.</param>
public sealed record MeetChoice(IReadOnlyList<Provider> Providers, IReadOnlyCollection<string> Chosen, string? Type, string? Tz);

/// <summary>The times that several providers have free in common, the best first.</summary>
/// <param name="Types">What all of them offer.</param>
/// <param name="Groups">Those who are free at the same times, most of them first.</param>
/// <param name="Later">The day from which further times are listed; null where there are none.</param>
public sealed record MeetModel(
    BookingQuery Query,
    IReadOnlyList<Provider> Providers,
    IReadOnlyList<AppointmentType> Types,
    AppointmentType Type,
    AppointmentPolicy Policy,
    int Minutes,
    Viewer Viewer,
    IReadOnlyList<MeetGroup> Groups,
    DateOnly? Later
)
{
    /// <summary>How many days are looked through at once.</summary>
    public const int Days = 31;

    /// <summary>What became of the form that led here.</summary>
    public Notice? Notice { get; init; }

    /// <summary>The word that this page's forms have.</summary>
    public string Word { get; init; } = PageKey.NewWord();

    /// <summary>What was typed into the form of details before; null for nothing.</summary>
    public FormState? Typed { get; init; }
}

/// <summary>Times at which the same providers are free.</summary>
public sealed record MeetGroup(IReadOnlyList<Provider> Free, IReadOnlyList<Provider> Missing, IReadOnlyList<Slot> Slots);
