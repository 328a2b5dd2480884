namespace Scheduler.Api.Scheduling;

/// <summary>One rule's refusal of an appointment.</summary>
/// <param name="Kind">The rule.</param>
/// <param name="Detail">A sentence for a person; instants in it are UTC, in ISO 8601 form.</param>
public sealed record BookingRefusal(RefusalKind Kind, string Detail)
{
    /// <summary>With <see cref="RefusalKind.DailyLimitReached"/>: the date that is taken, in the office zone.</summary>
    public DateOnly? Date { get; init; }

    /// <summary>With <see cref="RefusalKind.TooSoon"/>: the first instant at which an appointment may start.</summary>
    public DateTime? Earliest { get; init; }

    /// <summary>With <see cref="RefusalKind.TooFarAhead"/>: the last instant at which an appointment may start.</summary>
    public DateTime? Latest { get; init; }

    /// <summary>With <see cref="RefusalKind.OffGrid"/>: the grid starts before and after the one asked for.</summary>
    public (DateTime Before, DateTime After)? Nearest { get; init; }

    /// <summary>The provider on whose account the rule refuses, where it is one provider's.</summary>
    public string? ProviderId { get; init; }

    /// <summary>
    /// Whether somebody of the office may lift the rule for once: notice, horizon, hours, grid and length, but neither another appointment
    /// nor the daily limit.
    /// </summary>
    public bool MayBeLifted { get; init; }

    /// <summary>The user already has an appointment on the date.</summary>
    public static BookingRefusal DailyLimitReached(DateOnly date) =>
        new(RefusalKind.DailyLimitReached, $"The user already has an appointment on {UtcText.Of(date)}.") { Date = date };

    /// <summary>The provider is booked or held somewhere in the range.</summary>
    public static BookingRefusal SlotTaken(string providerId, TimeRange range) =>
        new(
            RefusalKind.SlotTaken,
            $"Provider {providerId} is already booked or held between {UtcText.Of(range.StartUtc)} and {UtcText.Of(range.EndUtc)}."
        )
        {
            ProviderId = providerId,
        };

    /// <summary>The start is not on the grid of this many minutes in the zone.</summary>
    public static BookingRefusal OffGrid(DateTime startUtc, int gridMinutes, ZoneRules zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        var nearest = zone.NearestGridStarts(startUtc, gridMinutes);
        var detail =
            $"{UtcText.Of(startUtc)} is not a start: appointments start every {Minutes(gridMinutes)} counted from midnight in {zone.Id}. "
            + $"The nearest starts are {UtcText.Of(nearest.Before)} and {UtcText.Of(nearest.After)}.";
        return new(RefusalKind.OffGrid, detail) { Nearest = nearest, MayBeLifted = true };
    }

    /// <summary>The policy does not allow the length.</summary>
    public static BookingRefusal WrongDuration(AppointmentPolicy policy, int minutes)
    {
        ArgumentNullException.ThrowIfNull(policy);
        var allowed =
            policy.MinMinutes == policy.MaxMinutes || policy.StepMinutes == 0
                ? Minutes(policy.MinMinutes)
                : $"{policy.MinMinutes} to {policy.MaxMinutes} minutes in steps of {policy.StepMinutes}";
        return new(RefusalKind.WrongDuration, $"A length of {Minutes(minutes)} is not allowed: it must be {allowed}.")
        {
            MayBeLifted = true,
        };
    }

    /// <summary>The provider is not open for the whole of the range.</summary>
    public static BookingRefusal OutsideAvailability(string providerId, TimeRange range) =>
        new(
            RefusalKind.OutsideAvailability,
            $"Provider {providerId} is not open for all of {UtcText.Of(range.StartUtc)} to {UtcText.Of(range.EndUtc)}."
        )
        {
            ProviderId = providerId,
            MayBeLifted = true,
        };

    /// <summary>A type without provider is not open for the whole of the range.</summary>
    public static BookingRefusal OfficeClosed(TimeRange range) =>
        new(
            RefusalKind.OutsideAvailability,
            $"The office is not open for all of {UtcText.Of(range.StartUtc)} to {UtcText.Of(range.EndUtc)}."
        );

    /// <summary>Nothing is booked by the type any more.</summary>
    public static BookingRefusal Archived() =>
        new(RefusalKind.OutsideAvailability, "This appointment type is archived: it is not booked any more.");

    /// <summary>The provider does not offer the appointment type, at any time.</summary>
    public static BookingRefusal TypeNotOffered(string providerId) =>
        new(RefusalKind.OutsideAvailability, $"Provider {providerId} does not offer this appointment type.") { ProviderId = providerId };

    /// <summary>The start is before the earliest that the notice allows.</summary>
    public static BookingRefusal TooSoon(DateTime startUtc, DateTime earliest) =>
        new(RefusalKind.TooSoon, $"{UtcText.Of(startUtc)} is too soon: the earliest start is {UtcText.Of(earliest)}.")
        {
            Earliest = earliest,
            MayBeLifted = true,
        };

    /// <summary>The start is after the latest that the horizon allows.</summary>
    public static BookingRefusal TooFarAhead(DateTime startUtc, DateTime latest) =>
        new(RefusalKind.TooFarAhead, $"{UtcText.Of(startUtc)} is too far ahead: the latest start is {UtcText.Of(latest)}.")
        {
            Latest = latest,
            MayBeLifted = true,
        };

    /// <summary>The type needs a provider.</summary>
    public static BookingRefusal ProviderRequired() =>
        new(RefusalKind.ProviderRequired, "This appointment type needs a provider, and none is named.");

    /// <summary>The type takes no provider.</summary>
    public static BookingRefusal ProviderNotAllowed() =>
        new(RefusalKind.ProviderNotAllowed, "This appointment type takes no provider, and one is named.");

    private static string Minutes(int minutes) => minutes == 1 ? "1 minute" : $"{minutes} minutes";
}
