using Scheduler.Api.Calendars;
using Scheduler.Api.Scheduling;
using Scheduler.Api.Web.Parts;
using Scheduler.Data.Model;

namespace Scheduler.Api.Web.Booking;

/// <summary>A month of free times, and those of one day.</summary>
public sealed record BookingModel(
    BookingQuery Query,
    AppointmentType Type,
    AppointmentPolicy Policy,
    int Minutes,
    Provider? Provider,
    Viewer Viewer,
    DateOnly Today,
    DateOnly Month,
    IReadOnlyDictionary<DateOnly, IReadOnlyList<Slot>> Days,
    DateOnly? Day,
    DateOnly? NextFree,
    bool HasEarlier,
    bool HasLater
)
{
    /// <summary>What became of the form that led here.</summary>
    public Notice? Notice { get; init; }

    /// <summary>The word that this page's forms have; null for the answer to a form that had none.</summary>
    public string? Word { get; init; }

    /// <summary>What was typed into the form of details before; null for nothing.</summary>
    public FormState? Typed { get; init; }

    /// <summary>Whether the ways to other days take along what was typed, as links cannot.</summary>
    public bool Keeps => Typed is { HasDetails: true };

    /// <summary>The time of this type that this browser holds already.</summary>
    public Appointment? Held { get; init; }

    /// <summary>The appointment that is being moved.</summary>
    public Appointment? Moving { get; init; }

    public IReadOnlyList<Slot> Times => Day is { } day && Days.TryGetValue(day, out var times) ? times : [];

    /// <summary>The same without one time.</summary>
    public BookingModel Without(DateTime? startUtc)
    {
        if (startUtc is not { } start || Viewer.Zone.DateOf(start) is var day && !Days.ContainsKey(day))
        {
            return this;
        }

        return this with
        {
            Days = Without(Days, day, start),
        };
    }

    /// <summary>The same times without one; a day that has no other is no longer among them.</summary>
    public static IReadOnlyDictionary<DateOnly, IReadOnlyList<Slot>> Without(
        IReadOnlyDictionary<DateOnly, IReadOnlyList<Slot>> times,
        DateOnly day,
        DateTime startUtc
    )
    {
        var days = times.ToDictionary(d => d.Key, d => d.Key == day ? [.. d.Value.Where(slot => slot.StartUtc != startUtc)] : d.Value);
        return days.Where(d => d.Value.Count > 0).ToDictionary(d => d.Key, d => d.Value);
    }

    /// <summary>Null for whoever is free.</summary>
    public string? With => Provider is { } p ? Names.Of(p) : null;

    public ZoneRules? OtherZone => Provider is { } p && Zones.Present(p.TimeZone) != Viewer.Zone.Id ? ZoneRules.Get(p.TimeZone) : null;

    /// <summary>The stream that says when these times change; null where bookings take nothing away.</summary>
    public string? Live =>
        Policy.ProviderRequired
            ? $"/live/{Uri.EscapeDataString(Query.Provider)}?from={Month:yyyy-MM-dd}&to={Month.AddMonths(1):yyyy-MM-dd}"
            : null;

    /// <summary>The lengths to choose from; one, where there is no choice.</summary>
    public IEnumerable<int> Lengths => LengthsOf(Policy);

    /// <summary>The lengths that a policy allows.</summary>
    public static IEnumerable<int> LengthsOf(AppointmentPolicy policy)
    {
        for (var minutes = policy.MinMinutes; minutes <= policy.MaxMinutes; minutes += Math.Max(1, policy.StepMinutes))
        {
            yield return minutes;
        }
    }
}
