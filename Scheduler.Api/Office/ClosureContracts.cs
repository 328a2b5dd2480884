using Scheduler.Api.Appointments;

namespace Scheduler.Api.Office;

/// <summary>The dates on which the office is closed.</summary>
/// <param name="Dates">Why, by date, in order.</param>
public sealed record ClosuresResponse(IReadOnlyDictionary<DateOnly, string> Dates)
{
    public static ClosuresResponse Of(Closures closures) => new(closures.Dates.ToDictionary(c => c.Date, c => c.Name));
}

/// <summary>The closed days after a change, and the live appointments that now lie outside the open hours: they stay.</summary>
/// <param name="Dates">Why, by date, in order.</param>
/// <param name="Affected">Live appointments that lie outside the open hours now, the nearest first, at most 1,000.</param>
public sealed record ClosuresChangedResponse(IReadOnlyDictionary<DateOnly, string> Dates, IReadOnlyList<AppointmentResponse> Affected)
{
    public static ClosuresChangedResponse Of(ChangedClosures changed) =>
        new(ClosuresResponse.Of(changed.Closures).Dates, [.. changed.Affected.Select(a => AppointmentResponse.Of(a, changed.NowUtc))]);
}

/// <summary>Every date on which the office is closed; those that are left out are closed no more.</summary>
/// <param name="Dates">Why, such as Christmas, by date; at most 1,000 of them.</param>
public sealed record PutClosuresRequest(IReadOnlyDictionary<DateOnly, string> Dates);
